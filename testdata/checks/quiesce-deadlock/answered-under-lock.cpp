// A caller waits, with a lock held, for a task of the object that needs the lock first.
// RUN: %check_tidy %s -- -std=c++20

#include <future>
#include <latch>
#include <mutex>
#include <semaphore>
#include <thread>

class Computes_bad {
public:
  Computes_bad() : worker_([this] { run(); }) {}
  ~Computes_bad() { worker_.join(); }
  int result() {
    std::unique_lock lock(mutex_);
    return done_.get_future().get();
  }

private:
  void run() {
    std::lock_guard lock(mutex_);
    done_.set_value(last_);
  }
  std::mutex mutex_;
  int last_ = 0;
  std::promise<int> done_;
  std::thread worker_;
};
// CHECK: :[[@LINE-13]]:31: warning: this wait for 'done_.get_future()' can block forever: task 2 and task 1 wait for each other [quiesce-deadlock]
// CHECK: :[[@LINE-18]]:20: note: the main task starts task 1
// CHECK: :[[@LINE-17]]:7: note: in task 2, somebody calls this
// CHECK: :[[@LINE-17]]:22: note: task 2 locks 'mutex_'
// CHECK: :[[@LINE-12]]:21: note: task 1 waits here, at its lock
// CHECK: :[[@LINE-18]]:31: note: neither can go on before the other does

class Computes_good {
public:
  Computes_good() : worker_([this] { run(); }) {}
  ~Computes_good() { worker_.join(); }
  int result() {
    std::unique_lock lock(mutex_);
    auto result = done_.get_future();
    lock.unlock();
    return result.get();
  }

private:
  void run() {
    std::lock_guard lock(mutex_);
    done_.set_value(last_);
  }
  std::mutex mutex_;
  int last_ = 0;
  std::promise<int> done_;
  std::thread worker_;
};

class Opens_bad {
public:
  Opens_bad() : worker_([this] { run(); }) {}
  ~Opens_bad() { worker_.join(); }
  int value() {
    std::lock_guard lock(mutex_);
    ready_.wait();
    return value_;
  }

private:
  void run() {
    {
      std::lock_guard lock(mutex_);
      value_ = 1;
    }
    ready_.count_down();
  }
  std::mutex mutex_;
  int value_ = 0;
  std::latch ready_{1};
  std::thread worker_;
};
// CHECK: :[[@LINE-17]]:12: warning: this wait for 'ready_' can block forever: task 2 and task 1 wait for each other [quiesce-deadlock]
// CHECK: :[[@LINE-22]]:17: note: the main task starts task 1
// CHECK: :[[@LINE-21]]:7: note: in task 2, somebody calls this
// CHECK: :[[@LINE-21]]:21: note: task 2 locks 'mutex_'
// CHECK: :[[@LINE-14]]:23: note: task 1 waits here, at its lock
// CHECK: :[[@LINE-22]]:12: note: neither can go on before the other does

// Another call may let it go on.
class Cancelled_good {
public:
  Cancelled_good() : worker_([this] { run(); }) {}
  ~Cancelled_good() { worker_.join(); }
  int value() {
    std::lock_guard lock(mutex_);
    ready_.acquire();
    return value_;
  }
  void cancel() { ready_.release(); }

private:
  void run() {
    {
      std::lock_guard lock(mutex_);
      value_ = 1;
    }
    ready_.release();
  }
  std::mutex mutex_;
  int value_ = 0;
  std::counting_semaphore<> ready_{0};
  std::thread worker_;
};

class Joins_bad {
public:
  Joins_bad() : worker_([this] { run(); }) {}
  void stop() {
    std::lock_guard lock(mutex_);
    if (worker_.joinable())
      worker_.join();
  }

private:
  void run() {
    std::lock_guard lock(mutex_);
    ++rounds_;
  }
  std::mutex mutex_;
  int rounds_ = 0;
  std::thread worker_;
};
// CHECK: :[[@LINE-12]]:15: warning: this join of 'worker_' can block forever: task 2 and task 1 wait for each other [quiesce-deadlock]
// CHECK: :[[@LINE-17]]:17: note: the main task starts task 1
// CHECK: :[[@LINE-18]]:17: note: the main task sets this
// CHECK: :[[@LINE-18]]:8: note: in task 2, somebody calls this
// CHECK: :[[@LINE-18]]:21: note: task 2 locks 'mutex_'
// CHECK: :[[@LINE-18]]:17: note: in task 2, 'worker_.joinable()' is true
// CHECK: :[[@LINE-13]]:21: note: task 1 waits here, at its lock
// CHECK: :[[@LINE-19]]:15: note: neither can go on before the other does

class Joins_good {
public:
  Joins_good() : worker_([this] { run(); }) {}
  void stop() {
    {
      std::lock_guard lock(mutex_);
      ++rounds_;
    }
    if (worker_.joinable())
      worker_.join();
  }

private:
  void run() {
    std::lock_guard lock(mutex_);
    ++rounds_;
  }
  std::mutex mutex_;
  int rounds_ = 0;
  std::thread worker_;
};
