// The life of an object with more public methods than are tried: one of the others may be what its user has to call.
// RUN: %check_tidy %s

#include <condition_variable>
#include <mutex>
#include <thread>

// Nothing that can be called lets the task go.
class Few {
public:
  void start() {
    std::thread([this] { run(); }).detach();
  }
  void give() {
    std::lock_guard lock(mutex_);
    ++given_;
  }

private:
  void run() {
    std::unique_lock lock(mutex_);
    ready_.wait(lock);
  }
  int given_ = 0;
  std::mutex mutex_;
  std::condition_variable ready_;
};
// CHECK: :[[@LINE-6]]:12: warning: this wait on 'ready_' can block forever: no notification reaches it any more [quiesce-missed-notify]
// CHECK: :[[@LINE-17]]:5: note: the main task starts task 1
// CHECK: :[[@LINE-21]]:7: note: the main task returns
// CHECK: :[[@LINE-19]]:26: note: in a call from here
// CHECK: :[[@LINE-10]]:12: note: no task notifies 'ready_' from here on

namespace ok {

// release() lets it go.
class Many {
public:
  void start() {
    std::thread([this] { run(); }).detach();
  }
  void give() {
    std::lock_guard lock(mutex_);
    ++given_;
  }
  void take() {
    std::lock_guard lock(mutex_);
    --given_;
  }
  void clear() {
    std::lock_guard lock(mutex_);
    given_ = 0;
  }
  void pause() {
    std::lock_guard lock(mutex_);
    paused_ = true;
  }
  void resume() {
    std::lock_guard lock(mutex_);
    paused_ = false;
  }
  void release() {
    std::lock_guard lock(mutex_);
    released_ = true;
    ready_.notify_all();
  }

private:
  void run() {
    std::unique_lock lock(mutex_);
    while (!released_)
      ready_.wait(lock);
  }
  int given_ = 0;
  bool paused_ = false, released_ = false;
  std::mutex mutex_;
  std::condition_variable ready_;
};

} // namespace ok
