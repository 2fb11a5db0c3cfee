// Seastar: the other members.
// RUN: %check_tidy %s -- -std=c++20 -isystem %root/testdata/models/include/seastar

#include <seastar.h>
#include <thread>

bool fails();
void use(int);

seastar::future<> sized_bad() {
  seastar::queue<int> queue(2);
  queue.push(1);
  if (queue.size() == 1 && !queue.empty())
    use(co_await queue.pop_eventually());
  use(co_await queue.pop_eventually());
}
// CHECK: :[[@LINE-2]]:22: warning: this receive from 'queue' can block forever: no task sends to 'queue' any more or closes it [quiesce-blocked-receive]
// CHECK: :[[@LINE-6]]:9: note: the main task sends to 'queue'
// CHECK: :[[@LINE-5]]:24: note: the main task receives from 'queue'
// CHECK: :[[@LINE-5]]:22: note: no remaining task sends to 'queue' or closes it

seastar::future<> sized_ok() {
  seastar::queue<int> queue(2);
  queue.push(1);
  while (!queue.empty())
    use(co_await queue.pop_eventually());
  if (queue.size() > 0)
    use(co_await queue.pop_eventually());
}

seastar::future<> tried_bad() {
  seastar::semaphore units(1);
  if (units.try_wait())
    co_await units.wait();
}
// CHECK: :[[@LINE-2]]:20: warning: this acquire of 'units' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-4]]:13: note: the main task acquires 'units'
// CHECK: :[[@LINE-5]]:13: note: in the main task, 'units.try_wait()' is true
// CHECK: :[[@LINE-5]]:20: note: no remaining task changes the count of 'units'

seastar::future<> tried_ok() {
  seastar::semaphore units(1);
  if (!units.try_wait())
    co_await units.wait();
}

void aborted_ok() {
  seastar::abort_source source;
  std::thread other([&] {
    while (!source.abort_requested())
      use(1);
  });
  source.request_abort_ex(1);
  other.join();
}

void promised_bad() {
  seastar::promise<int> promise, other;
  auto failed = other.get_future(), future = promise.get_future();
  other.set_exception(nullptr);
  failed.wait();
  if (fails())
    promise.set_value(1);
  use(future.get());
}
// CHECK: :[[@LINE-2]]:14: warning: this wait for 'future' can block forever: its promise is never kept [quiesce-unfulfilled-promise]
// CHECK: :[[@LINE-5]]:7: note: in the main task, 'fails()' is false
// CHECK: :[[@LINE-10]]:25: note: the promise is made here
// CHECK: :[[@LINE-5]]:14: note: no path from here sets a value or an exception

void promised_ok() {
  seastar::promise<int> promise;
  auto future = promise.get_future();
  std::thread other([&] { promise.set_value(1); });
  future.wait();
  other.join();
}
