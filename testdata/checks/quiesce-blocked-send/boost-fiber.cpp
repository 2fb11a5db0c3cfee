// Boost.Fiber: one place of a buffered channel stays empty, an unbuffered one has none.
// RUN: %check_tidy %s

#include <boost/fiber/all.hpp>
#include <chrono>

using namespace std::chrono_literals;
namespace fibers = boost::fibers;

int compute();
void use(int);

void full_bad() {
  fibers::buffered_channel<int> c(2);
  c.push(1);
  c.push(2);
}
// CHECK: :[[@LINE-2]]:5: warning: this send to 'c' can block forever: no task receives from 'c' [quiesce-blocked-send]
// CHECK: :[[@LINE-4]]:5: note: the main task sends to 'c'
// CHECK: :[[@LINE-4]]:5: note: no remaining task receives from 'c' or closes it

void unbuffered_bad() {
  fibers::unbuffered_channel<int> c;
  fibers::fiber f([&] { c.push(compute()); });
  f.join();
}
// CHECK: :[[@LINE-3]]:27: warning: this send to 'c' can block forever: no task receives from 'c' [quiesce-blocked-send]
// CHECK: :[[@LINE-4]]:17: note: the main task starts task 1
// CHECK: :[[@LINE-5]]:27: note: no remaining task receives from 'c' or closes it

void timeout_bad() {
  fibers::unbuffered_channel<int> c;
  fibers::fiber f([&] { c.push(compute()); });
  int value;
  if (c.pop_wait_for(value, 1s) == fibers::channel_op_status::success)
    use(value);
  f.join();
}
// CHECK: :[[@LINE-6]]:27: warning: this send to 'c' can block forever: no task receives from 'c' any more [quiesce-blocked-send]
// CHECK: :[[@LINE-7]]:17: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:9: note: the main task gives up waiting at its timeout
// CHECK: :[[@LINE-7]]:7: note: in the main task, 'c.pop_wait_for(value, 1s) == fibers::channel_op_status::s...' is false
// CHECK: :[[@LINE-10]]:27: note: no remaining task receives from 'c' or closes it

void room_ok() {
  fibers::buffered_channel<int> c(4);
  for (int i = 0; i < 3; ++i)
    c.push(i);
}

void try_ok() {
  fibers::buffered_channel<int> c(2);
  c.push(1);
  if (c.try_push(2) == fibers::channel_op_status::full)
    use(0);
}

void timed_ok() {
  fibers::unbuffered_channel<int> c;
  c.push_wait_for(1, 1s);
}

// A close lets a waiting sender go, with a status.
void closed_ok() {
  fibers::unbuffered_channel<int> c;
  fibers::fiber f([&] { c.push(compute()); });
  int value;
  if (c.pop_wait_for(value, 1s) == fibers::channel_op_status::success)
    use(value);
  c.close();
  f.join();
}

void received_ok() {
  fibers::unbuffered_channel<int> c;
  fibers::fiber f([&] { c.push(compute()); });
  use(c.value_pop());
  f.join();
}
