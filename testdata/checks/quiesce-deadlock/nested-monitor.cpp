// A wait gives back its own lock only: who holds another one keeps away those who would wake him.
// RUN: %check_tidy %s -- -std=c++20

#include <condition_variable>
#include <deque>
#include <mutex>

class Nested {
public:
  void put(int item) {
    std::lock_guard outer(state);
    std::unique_lock guard(mutex);
    room.wait(guard, [this] { return items.empty(); });
    items.push_back(item);
  }
  bool take(int &item) {
    std::lock_guard outer(state);
    std::lock_guard guard(mutex);
    if (items.empty())
      return false;
    item = items.front();
    items.pop_front();
    room.notify_one();
    return true;
  }

private:
  std::mutex state, mutex;
  std::condition_variable room;
  std::deque<int> items;
};
// CHECK: :[[@LINE-19]]:10: warning: this wait on 'room' can block forever: task 3 and task 2 wait for each other [quiesce-deadlock]
// CHECK: :[[@LINE-23]]:8: note: in task 1, somebody calls this
// CHECK: :[[@LINE-24]]:8: note: in task 3, somebody calls this
// CHECK: :[[@LINE-24]]:21: note: task 1 locks 'state'
// CHECK: :[[@LINE-23]]:22: note: in task 1, 'items.empty()' is true
// CHECK: :[[@LINE-26]]:21: note: task 3 locks 'state'
// CHECK: :[[@LINE-21]]:21: note: task 2 waits here, at its lock
// CHECK: :[[@LINE-26]]:10: note: neither can go on before the other does

// Good: who takes needs one of the locks only.
class Beside {
public:
  void put(int item) {
    std::lock_guard outer(writers);
    std::unique_lock guard(mutex);
    room.wait(guard, [this] { return items.empty(); });
    items.push_back(item);
  }
  bool take(int &item) {
    std::lock_guard guard(mutex);
    if (items.empty())
      return false;
    item = items.front();
    items.pop_front();
    room.notify_one();
    return true;
  }

private:
  std::mutex writers, mutex;
  std::condition_variable room;
  std::deque<int> items;
};

// Good: one of its methods helps without the outer lock.
class Cleared {
public:
  void put(int item) {
    std::lock_guard outer(state);
    std::unique_lock guard(mutex);
    room.wait(guard, [this] { return items.empty(); });
    items.push_back(item);
  }
  bool take(int &item) {
    std::lock_guard outer(state);
    std::lock_guard guard(mutex);
    if (items.empty())
      return false;
    item = items.front();
    items.pop_front();
    room.notify_one();
    return true;
  }
  void clear() {
    std::lock_guard guard(mutex);
    items.clear();
    room.notify_all();
  }

private:
  std::mutex state, mutex;
  std::condition_variable room;
  std::deque<int> items;
};
