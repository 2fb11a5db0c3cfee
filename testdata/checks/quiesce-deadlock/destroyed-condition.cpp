// RUN: %check_tidy %s -- -std=c++20
// Members are destroyed in reverse order: a condition before the thread that
// sleeps on it, if that is declared first.

#include <condition_variable>
#include <mutex>
#include <queue>
#include <stop_token>
#include <thread>

class Early {
public:
  Early() {
    worker_ = std::jthread([this](std::stop_token stop) { run(stop); });
  }
  void add(int item) {
    std::lock_guard lock(mutex_);
    items_.push(item);
    filled_.notify_one();
  }

private:
  void run(std::stop_token stop) {
    for (;;) {
      std::unique_lock lock(mutex_);
      if (!filled_.wait(lock, stop, [this] { return !items_.empty(); }))
        return;
      items_.pop();
    }
  }

  std::jthread worker_;
  std::mutex mutex_;
  std::condition_variable_any filled_;
  std::queue<int> items_;
};
// CHECK: :[[@LINE-11]]:20: warning: this wait on 'filled_' can block forever: task 1 and the main task wait for each other [quiesce-deadlock]
// CHECK: :[[@LINE-24]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-5]]:31: note: the main task waits here: while task 1 sleeps on the condition, it cannot be destroyed
// CHECK: :[[@LINE-26]]:59: note: in a call from here
// CHECK: :[[@LINE-15]]:20: note: neither can go on before the other does

// Declared last, it is joined first.
class Late {
public:
  Late() {
    worker_ = std::jthread([this](std::stop_token stop) { run(stop); });
  }
  void add(int item) {
    std::lock_guard lock(mutex_);
    items_.push(item);
    filled_.notify_one();
  }

private:
  void run(std::stop_token stop) {
    for (;;) {
      std::unique_lock lock(mutex_);
      if (!filled_.wait(lock, stop, [this] { return !items_.empty(); }))
        return;
      items_.pop();
    }
  }

  std::mutex mutex_;
  std::condition_variable_any filled_;
  std::queue<int> items_;
  std::jthread worker_;
};

// Its destructor has ended the thread before any member goes.
class Ends {
public:
  Ends() {
    worker_ = std::jthread([this](std::stop_token stop) { run(stop); });
  }
  ~Ends() {
    worker_.request_stop();
    worker_.join();
  }

private:
  void run(std::stop_token stop) {
    std::unique_lock lock(mutex_);
    filled_.wait(lock, stop, [] { return false; });
  }

  std::jthread worker_;
  std::mutex mutex_;
  std::condition_variable_any filled_;
};

// Whoever is woken sleeps no more.
class Wakes {
public:
  Wakes() : worker_([this] { run(); }) {}
  ~Wakes() {
    std::lock_guard lock(mutex_);
    stop_ = true;
    filled_.notify_all();
  }

private:
  void run() {
    std::unique_lock lock(mutex_);
    while (!stop_)
      filled_.wait(lock);
  }

  std::jthread worker_;
  std::mutex mutex_;
  std::condition_variable filled_;
  bool stop_ = false;
};
