// A call of what is not in sight may throw where a handler of everything stands behind it.
// RUN: %check_tidy %s -- -std=c++20

#include <condition_variable>
#include <cstdio>
#include <exception>
#include <functional>
#include <future>
#include <list>
#include <mutex>
#include <thread>
#include <utility>

void convert(int page);
int measure(int page) noexcept;

// The decrement stands behind the call.
class Group {
public:
  ~Group() { wait(); }
  void run(std::function<void()> task) {
    {
      std::lock_guard guard(mutex);
      ++pending;
    }
    threads.emplace_back([this, task = std::move(task)] { guarded(task); });
  }
  void wait() {
    std::unique_lock guard(mutex);
    done.wait(guard, [this] { return pending == 0; });
  }

private:
  void guarded(const std::function<void()> &task) {
    try {
      task();
      finish();
    } catch (...) {
      std::lock_guard guard(mutex);
      failure = std::current_exception();
    }
  }
  void finish() {
    std::lock_guard guard(mutex);
    if (--pending == 0)
      done.notify_all();
  }

  std::mutex mutex;
  std::condition_variable done;
  int pending = 0;
  std::exception_ptr failure;
  std::list<std::jthread> threads;
};
// CHECK: :[[@LINE-25]]:10: warning: this wait on 'done' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-30]]:5: note: the main task starts task 1
// CHECK: :[[@LINE-21]]:7: note: task 1 throws an exception
// CHECK: :[[@LINE-38]]:14: note: in a call from here
// CHECK: :[[@LINE-29]]:10: note: no remaining task changes the count of 'done'

// The page that failed is not counted.
void pages() {
  std::mutex mutex;
  std::condition_variable changed;
  int left = 1;
  std::jthread converter([&] {
    try {
      convert(1);
      std::lock_guard guard(mutex);
      --left;
      changed.notify_one();
    } catch (const std::exception &error) {
      std::puts(error.what());
    }
  });
  std::unique_lock guard(mutex);
  changed.wait(guard, [&] { return left == 0; });
}
// CHECK: :[[@LINE-2]]:11: warning: this wait on 'changed' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-14]]:16: note: the main task starts task 1
// CHECK: :[[@LINE-13]]:7: note: task 1 throws an exception
// CHECK: :[[@LINE-5]]:11: note: no remaining task changes the count of 'changed'

// Good: which of them the handler is for, nobody knows.
void several() {
  std::mutex mutex;
  std::condition_variable changed;
  int left = 1;
  std::jthread converter([&] {
    try {
      convert(1);
      convert(2);
      std::lock_guard guard(mutex);
      --left;
      changed.notify_one();
    } catch (const std::exception &error) {
      std::puts(error.what());
    }
  });
  std::unique_lock guard(mutex);
  changed.wait(guard, [&] { return left == 0; });
}

// Good: it is counted either way.
class Counted {
public:
  ~Counted() { wait(); }
  void run(std::function<void()> task) {
    {
      std::lock_guard guard(mutex);
      ++pending;
    }
    threads.emplace_back([this, task = std::move(task)] { guarded(task); });
  }
  void wait() {
    std::unique_lock guard(mutex);
    done.wait(guard, [this] { return pending == 0; });
  }

private:
  void guarded(const std::function<void()> &task) {
    try {
      task();
    } catch (...) {
      std::lock_guard guard(mutex);
      failure = std::current_exception();
    }
    finish();
  }
  void finish() {
    std::lock_guard guard(mutex);
    if (--pending == 0)
      done.notify_all();
  }

  std::mutex mutex;
  std::condition_variable done;
  int pending = 0;
  std::exception_ptr failure;
  std::list<std::jthread> threads;
};

// Good: neither what is in sight throws nor what says that it does not, and a handler of something else expects nothing.
void measured() {
  std::mutex mutex;
  std::condition_variable changed;
  int left = 3;
  auto count = [&] {
    std::lock_guard guard(mutex);
    --left;
    changed.notify_one();
  };
  std::function<void()> quiet = [] { std::puts("quiet"); };
  std::jthread first([&] {
    try {
      measure(1);
      count();
    } catch (...) {
      std::puts("never");
    }
  });
  std::jthread second([&] {
    try {
      quiet();
      count();
    } catch (...) {
      std::puts("never");
    }
  });
  std::jthread third([&] {
    try {
      convert(1);
      count();
    } catch (const std::future_error &) {
      std::puts("no answer");
    }
  });
  std::unique_lock guard(mutex);
  changed.wait(guard, [&] { return left == 0; });
}
