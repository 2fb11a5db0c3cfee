// Whoever calls lock() calls unlock(): a lock of the code's own is used by callers that do both. Its constructor is the
// compiler's.
// RUN: %check_tidy %s -- -std=c++20

#include <condition_variable>
#include <mutex>

// Writers come first, but readers sleep on the same condition, and the last reader wakes one task only.
class WritersFirst {
public:
  WritersFirst() = default;
  WritersFirst(const WritersFirst &) = delete;

  void lock() {
    std::unique_lock guard(mutex);
    ++waiting;
    while (readers > 0 || writing)
      changed.wait(guard);
    --waiting;
    writing = true;
  }
  void unlock() {
    std::lock_guard guard(mutex);
    writing = false;
    changed.notify_all();
  }
  void lock_shared() {
    std::unique_lock guard(mutex);
    while (writing || waiting > 0)
      changed.wait(guard);
    ++readers;
  }
  void unlock_shared() {
    std::lock_guard guard(mutex);
    if (--readers == 0)
      changed.notify_one();
  }

private:
  std::mutex mutex;
  std::condition_variable changed;
  int readers = 0, waiting = 0;
  bool writing = false;
};
// CHECK: :[[@LINE-27]]:15: warning: this wait on 'changed' can be left asleep though its condition holds: the notification wakes another waiter [quiesce-missed-notify]
// CHECK: :[[@LINE-32]]:8: note: in task 1, somebody calls this
// CHECK: :[[@LINE-20]]:8: note: in task 2, somebody calls this
// CHECK: :[[@LINE-21]]:8: note: in task 4, somebody calls this
// CHECK: :[[@LINE-19]]:15: note: task 4 goes to sleep on 'changed'
// CHECK: :[[@LINE-14]]:15: note: task 2 notifies 'changed'
// CHECK: :[[@LINE-33]]:15: note: the calls have returned, and nobody knows that 'changed' must be notified

// Good.
class AllWoken {
public:
  AllWoken() = default;

  void WriteLock() {
    std::unique_lock guard(mutex);
    ++waiting;
    while (readers > 0 || writing)
      changed.wait(guard);
    --waiting;
    writing = true;
  }
  void WriteUnlock() {
    std::lock_guard guard(mutex);
    writing = false;
    changed.notify_all();
  }
  void ReadLock() {
    std::unique_lock guard(mutex);
    while (writing || waiting > 0)
      changed.wait(guard);
    ++readers;
  }
  void ReadUnlock() {
    std::lock_guard guard(mutex);
    if (--readers == 0)
      changed.notify_all();
  }

private:
  std::mutex mutex;
  std::condition_variable changed;
  int readers = 0, waiting = 0;
  bool writing = false;
};

// Good: others may release than acquire, and whoever tried with success releases too.
class Binary {
public:
  explicit Binary(int count) : free(count > 0) {}

  void acquire() {
    std::unique_lock guard(mutex);
    changed.wait(guard, [this] { return free; });
    free = false;
  }
  bool try_acquire() {
    std::lock_guard guard(mutex);
    if (!free)
      return false;
    free = false;
    return true;
  }
  void release() {
    std::lock_guard guard(mutex);
    free = true;
    changed.notify_one();
  }

private:
  bool free;
  std::mutex mutex;
  std::condition_variable changed;
};

// Good: whoever tried with success unlocks too.
class Tried {
public:
  void lock() {
    std::unique_lock guard(mutex);
    changed.wait(guard, [this] { return !taken; });
    taken = true;
  }
  bool try_lock() {
    std::lock_guard guard(mutex);
    if (taken)
      return false;
    return taken = true;
  }
  void unlock() {
    std::lock_guard guard(mutex);
    taken = false;
    changed.notify_one();
  }

private:
  std::mutex mutex;
  std::condition_variable changed;
  bool taken = false;
};

// Good: nobody releases what he has not acquired.
class Tickets {
public:
  void acquire() {
    std::unique_lock guard(mutex);
    while (taken == 2)
      changed.wait(guard);
    ++taken;
  }
  void release() {
    std::lock_guard guard(mutex);
    --taken;
    changed.notify_one();
  }

private:
  std::mutex mutex;
  std::condition_variable changed;
  int taken = 0;
};
