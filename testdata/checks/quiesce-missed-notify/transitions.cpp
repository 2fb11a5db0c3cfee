// A notification only for the first item leaves the second consumer asleep. What a consumer does behind its loop nobody
// knows, and need not.
// RUN: %check_tidy %s -- -std=c++20

#include <condition_variable>
#include <mutex>
#include <queue>

class FirstOnly {
public:
  void put(int item) {
    std::lock_guard guard(mutex);
    items.push(item);
    if (items.size() == 1)
      changed.notify_one();
  }
  void take(int *out) {
    std::unique_lock lock(mutex);
    while (items.empty())
      changed.wait(lock);
    if (out)
      *out = items.front();
    items.pop();
  }

private:
  std::mutex mutex;
  std::condition_variable changed;
  std::queue<int> items;
};
// CHECK: :[[@LINE-11]]:15: warning: this wait on 'changed' can be left asleep though its condition holds: only the first change is notified [quiesce-missed-notify]
// CHECK: :[[@LINE-15]]:8: note: in task 1, somebody calls this
// CHECK: :[[@LINE-22]]:8: note: in task 2, somebody calls this
// CHECK: :[[@LINE-17]]:8: note: in task 3, somebody calls this
// CHECK: :[[@LINE-24]]:8: note: in task 4, somebody calls this
// CHECK: :[[@LINE-21]]:15: note: task 2 notifies 'changed'
// CHECK: :[[@LINE-23]]:22: note: in task 4, 'items.size() == 1' is false
// CHECK: :[[@LINE-17]]:9: note: in task 1, 'out' is false
// CHECK: :[[@LINE-19]]:15: note: the calls have returned, and nobody knows that 'changed' must be notified

// Who closes tells one of them, too; of the two defects the plainer is told.
class FirstOnlyUntilClosed {
public:
  void put(int item) {
    std::lock_guard guard(mutex);
    items.push(item);
    if (items.size() == 1)
      changed.notify_one();
  }
  bool take() {
    std::unique_lock lock(mutex);
    while (items.empty()) {
      if (closed)
        return false;
      changed.wait(lock);
    }
    items.pop();
    return true;
  }
  void close() {
    std::lock_guard guard(mutex);
    closed = true;
    changed.notify_one();
  }

private:
  std::mutex mutex;
  std::condition_variable changed;
  std::queue<int> items;
  bool closed = false;
};
// CHECK: :[[@LINE-17]]:15: warning: this wait on 'changed' can be left asleep though its condition holds: only the first change is notified [quiesce-missed-notify]
// CHECK: :[[@LINE-23]]:8: note: in task 1, somebody calls this
// CHECK: :[[@LINE-30]]:8: note: in task 2, somebody calls this
// CHECK: :[[@LINE-25]]:8: note: in task 3, somebody calls this
// CHECK: :[[@LINE-32]]:8: note: in task 4, somebody calls this
// CHECK: :[[@LINE-29]]:15: note: task 2 notifies 'changed'
// CHECK: :[[@LINE-31]]:22: note: in task 4, 'items.size() == 1' is false
// CHECK: :[[@LINE-24]]:15: note: the calls have returned, and nobody knows that 'changed' must be notified

// What is left when that is mended.
class UntilClosed {
public:
  void put(int item) {
    std::lock_guard guard(mutex);
    items.push(item);
    changed.notify_one();
  }
  bool take() {
    std::unique_lock lock(mutex);
    while (items.empty()) {
      if (closed)
        return false;
      changed.wait(lock);
    }
    items.pop();
    return true;
  }
  void close() {
    std::lock_guard guard(mutex);
    closed = true;
    changed.notify_one();
  }

private:
  std::mutex mutex;
  std::condition_variable changed;
  std::queue<int> items;
  bool closed = false;
};
// CHECK: :[[@LINE-17]]:15: warning: this wait on 'changed' can be left asleep though its condition holds: the notification wakes another waiter [quiesce-missed-notify]
// CHECK: :[[@LINE-23]]:8: note: in task 1, somebody calls this
// CHECK: :[[@LINE-14]]:8: note: in task 2, somebody calls this
// CHECK: :[[@LINE-25]]:8: note: in task 3, somebody calls this
// CHECK: :[[@LINE-13]]:13: note: task 2 notifies 'changed'
// CHECK: :[[@LINE-24]]:11: note: in task 1, 'closed' is true
// CHECK: :[[@LINE-23]]:15: note: the calls have returned, and nobody knows that 'changed' must be notified

// Good.
class Each {
public:
  void put(int item) {
    std::lock_guard guard(mutex);
    items.push(item);
    changed.notify_one();
  }
  void take(int *out) {
    std::unique_lock lock(mutex);
    while (items.empty())
      changed.wait(lock);
    if (out)
      *out = items.front();
    items.pop();
  }

private:
  std::mutex mutex;
  std::condition_variable changed;
  std::queue<int> items;
};

// Good: whoever wakes looks whether there is more, and tells the next.
class PassedOn {
public:
  void put(int item) {
    std::lock_guard guard(mutex);
    items.push(item);
    if (items.size() == 1)
      changed.notify_one();
  }
  void take(int *out) {
    std::unique_lock lock(mutex);
    while (items.empty())
      changed.wait(lock);
    if (out)
      *out = items.front();
    items.pop();
    if (!items.empty())
      changed.notify_one();
  }

private:
  std::mutex mutex;
  std::condition_variable changed;
  std::queue<int> items;
};
