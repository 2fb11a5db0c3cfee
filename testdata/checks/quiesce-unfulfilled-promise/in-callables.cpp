// A callable owns what it captured: when the last copy of it goes, a promise in it is broken.
// RUN: %check_tidy %s -- -std=c++23

#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

// What is still in the queue keeps its promise, and nobody runs it.
int forgotten() {
  std::vector<std::function<void()>> jobs;
  auto task = std::make_shared<std::promise<int>>();
  auto result = task->get_future();
  jobs.push_back([task = std::move(task)] { task->set_value(1); });
  const int value = result.get();
  for (auto &job : jobs)
    job();
  return value;
}
// CHECK: :[[@LINE-5]]:28: warning: this wait for 'result' can block forever: its promise is never kept [quiesce-unfulfilled-promise]
// CHECK: :[[@LINE-9]]:8: note: the promise is made here
// CHECK: :[[@LINE-7]]:28: note: no path from here sets a value or an exception

// The callable has no more than a reference to the promise.
int borrowed(bool busy) {
  std::promise<int> promise;
  auto result = promise.get_future();
  std::function<void()> job = [&] { promise.set_value(1); };
  if (!busy)
    job();
  job = nullptr;
  return result.get();
}
// CHECK: :[[@LINE-2]]:17: warning: this wait for 'result' can block forever: its promise is never kept [quiesce-unfulfilled-promise]
// CHECK: :[[@LINE-6]]:8: note: in the main task, 'busy' is true
// CHECK: :[[@LINE-10]]:21: note: the promise is made here
// CHECK: :[[@LINE-5]]:17: note: no path from here sets a value or an exception

// Good: what is refused is destroyed at once.
class Loop {
public:
  bool post(std::function<void()> job) {
    std::lock_guard guard(mutex);
    if (closed)
      return false;
    jobs.push_back(std::move(job));
    return true;
  }
  template <class F> auto call(F f) -> decltype(f()) {
    auto task = std::make_shared<std::packaged_task<decltype(f())()>>(std::move(f));
    auto result = task->get_future();
    post([task = std::move(task)] { (*task)(); });
    return result.get();
  }
  int plain() {
    auto task = std::make_shared<std::promise<int>>();
    auto result = task->get_future();
    post([task = std::move(task)] { task->set_value(1); });
    return result.get();
  }

private:
  std::mutex mutex;
  std::vector<std::function<void()>> jobs;
  bool closed = false;
};
int called(Loop &loop) {
  return loop.call([] { return 1; });
}

// Good: the one copy is overwritten.
int overwritten(bool busy) {
  auto task = std::make_shared<std::promise<int>>();
  auto result = task->get_future();
  std::function<void()> job = [task = std::move(task)] { task->set_value(1); };
  if (!busy)
    job();
  job = nullptr;
  return result.get();
}

// Good: it goes with the block.
int local(bool busy) {
  std::future<int> result;
  {
    std::promise<int> promise;
    result = promise.get_future();
    std::move_only_function<void()> job = [promise = std::move(promise)]() mutable { promise.set_value(1); };
    if (!busy)
      job();
  }
  return result.get();
}

// Good: the parameter goes with the call, though the function does nothing with it.
void sink(std::promise<void>) {}
void given_away() {
  std::promise<void> promise;
  auto result = promise.get_future();
  sink(std::move(promise));
  result.wait();
}

// Good: an optional owns what it holds.
void emptied() {
  std::promise<void> promise;
  auto result = promise.get_future();
  std::optional<std::promise<void>> kept(std::move(promise));
  kept.reset();
  result.wait();
}
