// A reader comes back for the lock it has, behind a writer who waits for it to leave.
// RUN: %check_tidy %s -- -std=c++20

#include <map>
#include <mutex>
#include <shared_mutex>

class Aliases_bad {
public:
  void set(int from, int to) {
    std::unique_lock lock(mutex_);
    to_[from] = to;
  }
  int find(int key) const {
    std::shared_lock lock(mutex_);
    auto at = to_.find(key);
    return at == to_.end() ? key : at->second;
  }
  int resolve(int key) const {
    std::shared_lock lock(mutex_);
    auto at = to_.find(key);
    return at == to_.end() ? key : find(at->second);
  }

private:
  mutable std::shared_mutex mutex_;
  std::map<int, int> to_;
};
// CHECK: :[[@LINE-14]]:22: warning: this lock of 'mutex_' can block forever: task 2 and task 1 wait for each other [quiesce-deadlock]
// CHECK: :[[@LINE-11]]:7: note: in task 2, somebody calls this
// CHECK: :[[@LINE-11]]:22: note: task 2 locks 'mutex_'
// CHECK: :[[@LINE-10]]:15: note: in task 2, 'at == to_.end()' is false
// CHECK: :[[@LINE-22]]:22: note: task 1 waits here, at its lock
// CHECK: :[[@LINE-12]]:36: note: in a call from here
// CHECK: :[[@LINE-20]]:22: note: neither can go on before the other does

class Aliases_good {
public:
  void set(int from, int to) {
    std::unique_lock lock(mutex_);
    to_[from] = to;
  }
  int find(int key) const {
    std::shared_lock lock(mutex_);
    return look(key);
  }
  int resolve(int key) const {
    std::shared_lock lock(mutex_);
    return look(look(key));
  }

private:
  int look(int key) const {
    auto at = to_.find(key);
    return at == to_.end() ? key : at->second;
  }
  mutable std::shared_mutex mutex_;
  std::map<int, int> to_;
};

// One after the other.
class Twice_good {
public:
  void set(int value) {
    std::unique_lock lock(mutex_);
    value_ = value;
  }
  int get() const {
    std::shared_lock lock(mutex_);
    return value_;
  }
  int sum() const { return get() + get(); }

private:
  mutable std::shared_mutex mutex_;
  int value_ = 0;
};

// Nobody writes while there are readers of this kind.
class Apart_good {
public:
  void set(int value) {
    std::lock_guard outer(outer_);
    std::unique_lock lock(mutex_);
    value_ = value;
  }
  int get() {
    std::lock_guard outer(outer_);
    std::shared_lock lock(mutex_);
    return value_ + again();
  }

private:
  int again() const {
    std::shared_lock lock(mutex_);
    return value_;
  }
  std::mutex outer_;
  mutable std::shared_mutex mutex_;
  int value_ = 0;
};

// It is its user who has the lock, and gives it back in another call.
class Lock_good {
public:
  void lock() { mutex_.lock(); }
  void unlock() { mutex_.unlock(); }
  void readLock() { mutex_.lock_shared(); }
  void readUnlock() { mutex_.unlock_shared(); }
  void readTwice() {
    mutex_.lock_shared();
    mutex_.unlock_shared();
    mutex_.lock_shared();
  }

private:
  std::shared_mutex mutex_;
};
