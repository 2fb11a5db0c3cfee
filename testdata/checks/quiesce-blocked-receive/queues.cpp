// Receives of Boost.Fiber and oneTBB.
// RUN: %check_tidy %s

#include <boost/fiber/all.hpp>
#include <chrono>
#include <tbb/concurrent_queue.h>
#include <thread>

using namespace std::chrono_literals;
namespace fibers = boost::fibers;

int compute();
bool fails();
void use(int);

void value_pop_bad() {
  fibers::buffered_channel<int> c(4);
  fibers::fiber f([&] {
    if (!fails())
      c.push(compute());
  });
  use(c.value_pop());
  f.join();
}
// CHECK: :[[@LINE-3]]:9: warning: this receive from 'c' can block forever: no task sends to 'c' or closes it [quiesce-blocked-receive]
// CHECK: :[[@LINE-8]]:17: note: the main task starts task 1
// CHECK: :[[@LINE-8]]:10: note: in task 1, 'fails()' is true
// CHECK: :[[@LINE-6]]:9: note: no remaining task sends to 'c' or closes it

void pop_bad() {
  fibers::unbuffered_channel<int> c;
  fibers::fiber f([&] {
    if (!fails())
      c.push(compute());
  });
  int value;
  c.pop(value);
  f.join();
}
// CHECK: :[[@LINE-3]]:5: warning: this receive from 'c' can block forever: no task sends to 'c' or closes it [quiesce-blocked-receive]
// CHECK: :[[@LINE-9]]:17: note: the main task starts task 1
// CHECK: :[[@LINE-9]]:10: note: in task 1, 'fails()' is true
// CHECK: :[[@LINE-6]]:5: note: no remaining task sends to 'c' or closes it

void queue_bad() {
  tbb::concurrent_bounded_queue<int> q;
  std::thread t([&] {
    if (!fails())
      q.push(compute());
  });
  int value;
  q.pop(value);
  t.join();
}
// CHECK: :[[@LINE-3]]:5: warning: this receive from 'q' can block forever: no task sends to 'q' or closes it [quiesce-blocked-receive]
// CHECK: :[[@LINE-9]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-9]]:10: note: in task 1, 'fails()' is true
// CHECK: :[[@LINE-6]]:5: note: no remaining task sends to 'q' or closes it

void end_marker_missing_bad() {
  tbb::concurrent_bounded_queue<int> q;
  std::thread t([&] {
    int value;
    do {
      q.pop(value);
      use(value);
    } while (value >= 0);
  });
  q.push(1);
  if (!fails())
    q.push(-1);
  t.join();
}
// CHECK: :[[@LINE-9]]:9: warning: this receive from 'q' can block forever: no task sends to 'q' any more or closes it [quiesce-blocked-receive]
// CHECK: :[[@LINE-13]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-7]]:5: note: the main task sends to 'q'
// CHECK: :[[@LINE-7]]:8: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-13]]:9: note: no remaining task sends to 'q' or closes it

void value_pop_ok() {
  fibers::buffered_channel<int> c(4);
  fibers::fiber f([&] { c.push(compute()); });
  use(c.value_pop());
  f.join();
}

void timed_ok() {
  fibers::unbuffered_channel<int> c;
  int value;
  if (c.pop_wait_for(value, 1s) == fibers::channel_op_status::timeout)
    use(0);
}

void try_ok() {
  tbb::concurrent_bounded_queue<int> q;
  int value;
  while (q.try_pop(value))
    use(value);
}

void end_marker_ok() {
  tbb::concurrent_bounded_queue<int> q;
  std::thread t([&] {
    int value;
    do {
      q.pop(value);
      use(value);
    } while (value >= 0);
  });
  q.push(1);
  q.push(-1);
  t.join();
}
