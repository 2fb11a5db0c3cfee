// folly: coroutines.
// RUN: %check_tidy %s -- -std=c++20 -isystem %root/testdata/models/include/folly

#include <folly.h>
#include <thread>

bool fails();
void use(int);

folly::coro::Task<> full_bad() {
  folly::coro::BoundedQueue<int> queue(1);
  co_await queue.enqueue(1);
  co_await queue.enqueue(2);
}
// CHECK: :[[@LINE-2]]:18: warning: this send to 'queue' can block forever: no task receives from 'queue' [quiesce-blocked-send]
// CHECK: :[[@LINE-4]]:18: note: the main task sends to 'queue'
// CHECK: :[[@LINE-4]]:18: note: no remaining task receives from 'queue' or closes it

folly::coro::Task<> empty_bad() {
  folly::coro::UnboundedQueue<int> queue;
  if (!fails())
    queue.enqueue(1);
  use(co_await queue.dequeue());
}
// CHECK: :[[@LINE-2]]:22: warning: this receive from 'queue' can block forever: no task sends to 'queue' or closes it [quiesce-blocked-receive]
// CHECK: :[[@LINE-5]]:8: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-4]]:22: note: no remaining task sends to 'queue' or closes it

folly::coro::Task<> queues_ok() {
  folly::coro::BoundedQueue<int> queue(1);
  folly::coro::UnboundedQueue<int> other;
  co_await queue.enqueue(1);
  use(co_await queue.dequeue());
  other.enqueue(1);
  use(co_await other.dequeue());
}

// Nothing is awaited, so nobody waits.
void started_ok() {
  folly::coro::UnboundedQueue<int> queue;
  auto task = queue.dequeue();
}

folly::coro::Task<> baton_bad() {
  folly::coro::Baton done;
  std::thread other([&] {
    if (!fails())
      done.post();
  });
  co_await done;
  other.join();
}
// CHECK: :[[@LINE-3]]:12: warning: this wait for 'done' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-8]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-8]]:10: note: in task 1, 'fails()' is true
// CHECK: :[[@LINE-6]]:12: note: no remaining task changes the count of 'done'

folly::coro::Task<> baton_ok() {
  folly::coro::Baton done, set(true);
  std::thread other([&] { done.post(); });
  co_await done;
  co_await set;
  other.join();
}
