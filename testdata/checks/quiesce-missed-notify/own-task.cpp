// A caller that only a task of the object itself can wake.
// RUN: %check_tidy %s

#include <condition_variable>
#include <mutex>
#include <thread>

bool open();

// The thread runs before the member behind it is initialized.
class Early_bad {
public:
  Early_bad() : reader_(&Early_bad::read, this), ready_(false) {}
  ~Early_bad() { reader_.join(); }
  void wait() {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [this] { return ready_; });
  }

private:
  void read() {
    std::lock_guard<std::mutex> lock(mutex_);
    ready_ = true;
    changed_.notify_all();
  }
  std::thread reader_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool ready_;
};
// CHECK: :[[@LINE-14]]:14: warning: this wait on 'changed_' can block forever: no call makes its condition hold any more [quiesce-missed-notify]
// CHECK: :[[@LINE-19]]:17: note: the main task starts task 1
// CHECK: :[[@LINE-20]]:50: note: the main task sets this
// CHECK: :[[@LINE-19]]:8: note: in task 2, somebody calls this
// CHECK: :[[@LINE-11]]:14: note: task 1 notifies 'changed_'
// CHECK: :[[@LINE-19]]:14: note: whatever is called from here on, it stays asleep

class Late_good {
public:
  Late_good() : ready_(false), reader_(&Late_good::read, this) {}
  ~Late_good() { reader_.join(); }
  void wait() {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [this] { return ready_; });
  }

private:
  void read() {
    std::lock_guard<std::mutex> lock(mutex_);
    ready_ = true;
    changed_.notify_all();
  }
  std::mutex mutex_;
  std::condition_variable changed_;
  bool ready_;
  std::thread reader_;
};

class Fails_bad {
public:
  Fails_bad() : reader_(&Fails_bad::read, this) {}
  ~Fails_bad() { reader_.join(); }
  void wait() {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [this] { return ready_; });
  }

private:
  void read() {
    if (!open())
      return;
    std::lock_guard<std::mutex> lock(mutex_);
    ready_ = true;
    changed_.notify_all();
  }
  std::mutex mutex_;
  std::condition_variable changed_;
  bool ready_ = false;
  std::thread reader_;
};
// CHECK: :[[@LINE-16]]:14: warning: this wait on 'changed_' can block forever: no call makes its condition hold any more [quiesce-missed-notify]
// CHECK: :[[@LINE-21]]:17: note: the main task starts task 1
// CHECK: :[[@LINE-20]]:8: note: in task 2, somebody calls this
// CHECK: :[[@LINE-14]]:10: note: in task 1, 'open()' is false
// CHECK: :[[@LINE-20]]:14: note: whatever is called from here on, it stays asleep

class Fails_good {
public:
  Fails_good() : reader_(&Fails_good::read, this) {}
  ~Fails_good() { reader_.join(); }
  bool wait() {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [this] { return ready_ || failed_; });
    return ready_;
  }

private:
  void read() {
    const bool good = open();
    std::lock_guard<std::mutex> lock(mutex_);
    (good ? ready_ : failed_) = true;
    changed_.notify_all();
  }
  std::mutex mutex_;
  std::condition_variable changed_;
  bool ready_ = false;
  bool failed_ = false;
  std::thread reader_;
};

// Another call may be what makes it ready.
class Helped_good {
public:
  Helped_good() : reader_(&Helped_good::read, this) {}
  ~Helped_good() { reader_.join(); }
  void wait() {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [this] { return ready_; });
  }
  void setReady() {
    std::lock_guard<std::mutex> lock(mutex_);
    ready_ = true;
    changed_.notify_all();
  }

private:
  void read() {
    if (open())
      setReady();
  }
  std::mutex mutex_;
  std::condition_variable changed_;
  bool ready_ = false;
  std::thread reader_;
};

// Good: who comes when the connection is gone finds it so, which code out of sight tells.
bool connected();
class Asks_good {
public:
  Asks_good() : reader_(&Asks_good::read, this) {}
  ~Asks_good() { reader_.join(); }
  void call() {
    std::unique_lock<std::mutex> lock(mutex_);
    if (!connected())
      throw 1;
    waiting_ = true;
    changed_.wait(lock, [this] { return reply_ || failed_; });
  }

private:
  void read() {
    const bool good = open();
    std::lock_guard<std::mutex> lock(mutex_);
    if (good)
      reply_ = true;
    else if (waiting_)
      failed_ = true;
    changed_.notify_all();
  }
  std::mutex mutex_;
  std::condition_variable changed_;
  bool reply_ = false, failed_ = false, waiting_ = false;
  std::thread reader_;
};
