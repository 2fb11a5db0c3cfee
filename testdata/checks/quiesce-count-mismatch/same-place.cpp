// Two tasks stand at one place, and only one of them is to blame.
// RUN: %check_tidy %s -- -std=c++20

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <stdexcept>
#include <thread>

class Runner_bad {
public:
  Runner_bad() { worker_ = std::thread(&Runner_bad::run, this); }
  ~Runner_bad() {
    shutdown();
    worker_.join();
  }
  void post(std::function<void()> task) {
    {
      std::lock_guard lock(mutex_);
      tasks_.push_back(std::move(task));
    }
    ready_.notify_one();
  }
  void shutdown() {
    std::unique_lock lock(mutex_);
    stopping_ = true;
    ready_.notify_all();
    drained_.wait(lock, [this] { return live_ == 0; });
  }

private:
  bool next(std::function<void()> &out) {
    std::unique_lock lock(mutex_);
    ready_.wait(lock, [this] { return stopping_ || !tasks_.empty(); });
    if (tasks_.empty())
      return false;
    out = std::move(tasks_.front());
    tasks_.pop_front();
    return true;
  }
  void run() {
    std::function<void()> task;
    while (next(task)) {
      try {
        task();
      } catch (const std::exception &) {
        shutdown();
      }
    }
    std::lock_guard lock(mutex_);
    --live_;
    drained_.notify_all();
  }
  std::mutex mutex_;
  std::condition_variable ready_, drained_;
  std::deque<std::function<void()>> tasks_;
  bool stopping_ = false;
  int live_ = 1;
  std::thread worker_;
};
// CHECK: :[[@LINE-33]]:14: warning: this wait on 'drained_' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-50]]:28: note: the main task starts task 1
// CHECK: :[[@LINE-18]]:9: note: task 1 throws an exception
// CHECK: :[[@LINE-17]]:9: note: in a call from here
// CHECK: :[[@LINE-37]]:14: note: no remaining task changes the count of 'drained_'

class Runner_good {
public:
  Runner_good() { worker_ = std::thread(&Runner_good::run, this); }
  ~Runner_good() {
    shutdown();
    worker_.join();
  }
  void post(std::function<void()> task) {
    {
      std::lock_guard lock(mutex_);
      tasks_.push_back(std::move(task));
    }
    ready_.notify_one();
  }
  void shutdown() {
    stop();
    std::unique_lock lock(mutex_);
    drained_.wait(lock, [this] { return live_ == 0; });
  }

private:
  void stop() {
    std::unique_lock lock(mutex_);
    stopping_ = true;
    ready_.notify_all();
  }
  bool next(std::function<void()> &out) {
    std::unique_lock lock(mutex_);
    ready_.wait(lock, [this] { return stopping_ || !tasks_.empty(); });
    if (tasks_.empty())
      return false;
    out = std::move(tasks_.front());
    tasks_.pop_front();
    return true;
  }
  void run() {
    std::function<void()> task;
    while (next(task)) {
      try {
        task();
      } catch (const std::exception &) {
        stop();
      }
    }
    std::lock_guard lock(mutex_);
    --live_;
    drained_.notify_all();
  }
  std::mutex mutex_;
  std::condition_variable ready_, drained_;
  std::deque<std::function<void()>> tasks_;
  bool stopping_ = false;
  int live_ = 1;
  std::thread worker_;
};
