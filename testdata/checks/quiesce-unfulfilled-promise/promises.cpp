// Promises that on some path are never kept, while somebody waits.
// RUN: %check_tidy %s

#include <future>
#include <memory>
#include <optional>
#include <stdexcept>
#include <thread>
#include <utility>

bool fails();
int load();
void use(int);

void early_return_bad() {
  std::promise<int> promise;
  auto future = promise.get_future();
  std::thread task([&] {
    if (fails())
      return;
    promise.set_value(load());
  });
  use(future.get());
  task.join();
}
// CHECK: :[[@LINE-3]]:14: warning: this wait for 'future' can block forever: its promise is never kept [quiesce-unfulfilled-promise]
// CHECK: :[[@LINE-9]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-9]]:9: note: in task 1, 'fails()' is true
// CHECK: :[[@LINE-9]]:7: note: task 1 returns
// CHECK: :[[@LINE-14]]:21: note: the promise is made here
// CHECK: :[[@LINE-8]]:14: note: no path from here sets a value or an exception

void never_bad() {
  std::promise<void> ready;
  ready.get_future().wait();
}
// CHECK: :[[@LINE-2]]:22: warning: this wait for 'ready.get_future()' can block forever: its promise is never kept [quiesce-unfulfilled-promise]
// CHECK: :[[@LINE-4]]:22: note: the promise is made here
// CHECK: :[[@LINE-4]]:22: note: no path from here sets a value or an exception

void waits_before_it_is_set_bad() {
  std::promise<int> promise;
  auto future = promise.get_future();
  use(future.get());
  promise.set_value(1);
}
// CHECK: :[[@LINE-3]]:14: warning: this wait for 'future' can block forever: its promise is never kept [quiesce-unfulfilled-promise]
// CHECK: :[[@LINE-6]]:21: note: the promise is made here
// CHECK: :[[@LINE-5]]:14: note: no path from here sets a value or an exception

void shared_promise_bad() {
  auto promise = std::make_shared<std::promise<int>>();
  auto future = promise->get_future();
  std::thread([promise] {
    if (!fails())
      promise->set_value(load());
  }).detach();
  use(future.get());
}
// CHECK: :[[@LINE-2]]:14: warning: this wait for 'future' can block forever: its promise is never kept [quiesce-unfulfilled-promise]
// CHECK: :[[@LINE-7]]:3: note: the main task starts task 1
// CHECK: :[[@LINE-7]]:10: note: in task 1, 'fails()' is true
// CHECK: :[[@LINE-11]]:8: note: the promise is made here
// CHECK: :[[@LINE-6]]:14: note: no path from here sets a value or an exception

void packaged_task_bad() {
  std::packaged_task<int()> task(load);
  auto future = task.get_future();
  if (!fails())
    task();
  use(future.get());
}
// CHECK: :[[@LINE-2]]:14: warning: this wait for 'future' can block forever: its promise is never kept [quiesce-unfulfilled-promise]
// CHECK: :[[@LINE-5]]:8: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-8]]:29: note: the promise is made here
// CHECK: :[[@LINE-5]]:14: note: no path from here sets a value or an exception

void kept_ok() {
  std::promise<int> promise;
  auto future = promise.get_future();
  std::jthread task([&] {
    if (fails()) {
      promise.set_exception(std::make_exception_ptr(std::runtime_error("load")));
      return;
    }
    promise.set_value(load());
  });
  use(future.get());
}

// When the promise goes, its future learns of it.
void broken_ok() {
  std::promise<int> promise;
  auto future = promise.get_future();
  std::thread task([promise = std::move(promise)]() mutable {
    if (fails())
      return;
    promise.set_value(load());
  });
  try {
    use(future.get());
  } catch (const std::future_error &) {
  }
  task.join();
}

void timed_ok() {
  std::promise<int> promise;
  auto future = promise.get_future();
  std::thread task([&] {
    if (!fails())
      promise.set_value(load());
  });
  if (future.wait_for(std::chrono::seconds(1)) == std::future_status::ready)
    use(future.get());
  task.join();
}

void packaged_task_ok() {
  std::packaged_task<int()> task(load);
  auto future = task.get_future();
  std::thread runs(std::move(task));
  use(future.get());
  runs.join();
}

// Somebody else may keep it.
void hand_over(std::shared_ptr<std::promise<int>> promise);
void escapes_ok() {
  auto promise = std::make_shared<std::promise<int>>();
  hand_over(promise);
  use(promise->get_future().get());
}

std::future<int> nobody_waits_ok() {
  std::promise<int> promise;
  auto future = promise.get_future();
  return future;
}
