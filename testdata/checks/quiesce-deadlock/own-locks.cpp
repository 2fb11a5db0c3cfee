// A lock that is private to a class, and that no public method gives back alone, is nobody's to keep, whatever the method
// that leaves it locked returns.
// RUN: %check_tidy %s -- -std=c++20

#include <map>
#include <mutex>

enum class Result { Done, Known, Failed };

class Registry {
public:
  Result add(int key, int value) {
    mutex.lock();
    if (entries.count(key))
      return Result::Known;
    entries[key] = value;
    mutex.unlock();
    return Result::Done;
  }
  bool remove(int key) {
    std::lock_guard guard(mutex);
    return entries.erase(key) != 0;
  }

private:
  std::mutex mutex;
  std::map<int, int> entries;
};
// CHECK: :[[@LINE-16]]:11: warning: 'mutex' is still locked when this function returns on some path, so the next lock of it blocks forever [quiesce-deadlock]
// CHECK: :[[@LINE-16]]:9: note: in the main task, 'entries.count(key)' is true
// CHECK: :[[@LINE-16]]:7: note: the main task returns
// CHECK: :[[@LINE-19]]:11: note: no unlock on this path, though there is one on others

// Good.
class Released {
public:
  Result add(int key, int value) {
    mutex.lock();
    if (entries.count(key)) {
      mutex.unlock();
      return Result::Known;
    }
    entries[key] = value;
    mutex.unlock();
    return Result::Done;
  }

private:
  std::mutex mutex;
  std::map<int, int> entries;
};

// Good: who got Known ends with finish().
class Session {
public:
  Result begin(int key) {
    mutex.lock();
    if (entries.count(key))
      return Result::Known;
    mutex.unlock();
    return Result::Failed;
  }
  void finish() { release(); }

private:
  void release() { mutex.unlock(); }

  std::mutex mutex;
  std::map<int, int> entries;
};

// Good: others have access.
class Shared {
public:
  Result begin(int key) {
    mutex.lock();
    if (entries.count(key))
      return Result::Known;
    mutex.unlock();
    return Result::Failed;
  }
  friend void finish(Shared &shared);

private:
  std::mutex mutex;
  std::map<int, int> entries;
};

// Good: it is the caller's lock.
class Borrowing {
public:
  Result begin(std::mutex &other, int key) {
    other.lock();
    if (key > limit) {
      std::lock_guard guard(mutex);
      return Result::Known;
    }
    other.unlock();
    return Result::Failed;
  }

private:
  std::mutex mutex;
  int limit = 0;
};
