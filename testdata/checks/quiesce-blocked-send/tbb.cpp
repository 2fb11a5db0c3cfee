// oneTBB's queue has no bound until one is set.
// RUN: %check_tidy %s

#include <tbb/concurrent_queue.h>
#include <thread>

void use(int);

void bounded_bad() {
  tbb::concurrent_bounded_queue<int> q;
  q.set_capacity(1);
  q.push(1);
  q.push(2);
}
// CHECK: :[[@LINE-2]]:5: warning: this send to 'q' can block forever: no task receives from 'q' [quiesce-blocked-send]
// CHECK: :[[@LINE-4]]:5: note: the main task sends to 'q'
// CHECK: :[[@LINE-4]]:5: note: no remaining task receives from 'q' or closes it

void consumer_leaves_bad(bool quick) {
  tbb::concurrent_bounded_queue<int> q;
  q.set_capacity(1);
  std::jthread producer([&] {
    q.push(1);
    q.push(2);
  });
  if (quick)
    return;
  int value;
  q.pop(value);
}
// CHECK: :[[@LINE-7]]:7: warning: this send to 'q' can block forever: no task receives from 'q' [quiesce-blocked-send]
// CHECK: :[[@LINE-10]]:16: note: the main task starts task 1
// CHECK: :[[@LINE-7]]:7: note: in the main task, 'quick' is true
// CHECK: :[[@LINE-11]]:7: note: task 1 sends to 'q'
// CHECK: :[[@LINE-11]]:7: note: no remaining task receives from 'q' or closes it

void unbounded_ok() {
  tbb::concurrent_bounded_queue<int> q;
  for (int i = 0; i < 5; ++i)
    q.push(i);
}

void try_ok() {
  tbb::concurrent_bounded_queue<int> q;
  q.set_capacity(1);
  q.push(1);
  if (!q.try_push(2))
    use(2);
}
