// The callers of an object, whom the unit need not have: who is left asleep though what it waits for is there.
// RUN: %check_tidy %s -- -std=c++20

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>

// Closing tells nobody.
class Silent {
public:
  void push(int v) {
    std::lock_guard hold(guard);
    items.push_back(v);
    changed.notify_one();
  }
  bool pop() {
    std::unique_lock hold(guard);
    while (items.empty()) {
      if (closed)
        return false;
      changed.wait(hold);
    }
    items.pop_front();
    return true;
  }
  void close() {
    std::lock_guard hold(guard);
    closed = true;
  }

private:
  std::mutex guard;
  std::condition_variable changed;
  std::deque<int> items;
  bool closed = false;
};
// CHECK: :[[@LINE-16]]:15: warning: this wait on 'changed' can be left asleep though its condition holds: no notification tells it [quiesce-missed-notify]
// CHECK: :[[@LINE-22]]:8: note: in task 1, somebody calls this
// CHECK: :[[@LINE-13]]:8: note: in task 2, somebody calls this
// CHECK: :[[@LINE-19]]:15: note: the calls have returned, and nobody knows that 'changed' must be notified

// Closing tells one of them.
class Single {
public:
  void push(int v) {
    std::lock_guard hold(guard);
    items.push_back(v);
    changed.notify_one();
  }
  bool pop() {
    std::unique_lock hold(guard);
    changed.wait(hold, [&] { return closed || !items.empty(); });
    if (items.empty())
      return false;
    items.pop_front();
    return true;
  }
  void close() {
    std::lock_guard hold(guard);
    closed = true;
    changed.notify_one();
  }

private:
  std::mutex guard;
  std::condition_variable changed;
  std::deque<int> items;
  bool closed = false;
};
// CHECK: :[[@LINE-18]]:13: warning: this wait on 'changed' can be left asleep though its condition holds: the notification wakes another waiter [quiesce-missed-notify]
// CHECK: :[[@LINE-21]]:8: note: in task 1, somebody calls this
// CHECK: :[[@LINE-14]]:8: note: in task 2, somebody calls this
// CHECK: :[[@LINE-23]]:8: note: in task 3, somebody calls this
// CHECK: :[[@LINE-13]]:13: note: task 2 notifies 'changed'
// CHECK: :[[@LINE-22]]:15: note: in task 1, 'items.empty()' is true
// CHECK: :[[@LINE-24]]:13: note: the calls have returned, and nobody knows that 'changed' must be notified

// Only the first item is announced.
class Edge {
public:
  void push(int v) {
    std::lock_guard hold(guard);
    items.push_back(v);
    if (items.size() == 1)
      changed.notify_one();
  }
  void pop() {
    std::unique_lock hold(guard);
    while (items.empty())
      changed.wait(hold);
    items.pop_front();
  }

private:
  std::mutex guard;
  std::condition_variable changed;
  std::deque<int> items;
};
// CHECK: :[[@LINE-9]]:15: warning: this wait on 'changed' can be left asleep though its condition holds: only the first change is notified [quiesce-missed-notify]
// CHECK: :[[@LINE-13]]:8: note: in task 1, somebody calls this
// CHECK: :[[@LINE-20]]:8: note: in task 2, somebody calls this
// CHECK: :[[@LINE-15]]:8: note: in task 3, somebody calls this
// CHECK: :[[@LINE-22]]:8: note: in task 4, somebody calls this
// CHECK: :[[@LINE-19]]:15: note: task 2 notifies 'changed'
// CHECK: :[[@LINE-21]]:22: note: in task 4, 'items.size() == 1' is false
// CHECK: :[[@LINE-16]]:15: note: the calls have returned, and nobody knows that 'changed' must be notified

// One condition for both sides: the notification may reach the wrong one.
class Mixed {
public:
  explicit Mixed(int capacity) : capacity(capacity) {}
  void push() {
    std::unique_lock hold(guard);
    while (count == capacity)
      changed.wait(hold);
    ++count;
    changed.notify_one();
  }
  void pop() {
    std::unique_lock hold(guard);
    while (count == 0)
      changed.wait(hold);
    --count;
    changed.notify_one();
  }

private:
  std::mutex guard;
  std::condition_variable changed;
  int count = 0, capacity;
};
// CHECK: :[[@LINE-17]]:15: warning: this wait on 'changed' can be left asleep though its condition holds: the notification wakes another waiter [quiesce-missed-notify]
// CHECK: :[[@LINE-21]]:8: note: in task 1, somebody calls this
// CHECK: :[[@LINE-15]]:8: note: in task 2, somebody calls this
// CHECK: :[[@LINE-23]]:8: note: in task 3, somebody calls this
// CHECK: :[[@LINE-17]]:8: note: in task 4, somebody calls this
// CHECK: :[[@LINE-15]]:15: note: task 2 goes to sleep on 'changed'
// CHECK: :[[@LINE-16]]:15: note: task 4 goes to sleep on 'changed'
// CHECK: :[[@LINE-22]]:13: note: task 1 notifies 'changed'
// CHECK: :[[@LINE-16]]:13: note: task 2 notifies 'changed'
// CHECK: :[[@LINE-26]]:15: note: the calls have returned, and nobody knows that 'changed' must be notified

// The flag is set without the lock: between test and sleep it goes unseen.
class Gate {
public:
  void open() {
    is_open = true;
    changed.notify_all();
  }
  void pass() {
    std::unique_lock hold(guard);
    while (!is_open)
      changed.wait(hold);
  }

private:
  std::mutex guard;
  std::condition_variable changed;
  bool is_open = false;
};
// CHECK: :[[@LINE-8]]:15: warning: this wait on 'changed' can be left asleep though its condition holds: that came about between its test and its sleep [quiesce-missed-notify]
// CHECK: :[[@LINE-12]]:8: note: in task 1, somebody calls this
// CHECK: :[[@LINE-17]]:8: note: in task 2, somebody calls this
// CHECK: :[[@LINE-16]]:13: note: task 2 notifies 'changed'
// CHECK: :[[@LINE-12]]:15: note: the calls have returned, and nobody knows that 'changed' must be notified

// The last one out forgets the notification, for it looks at the count of before.
class Pending {
public:
  void begin() {
    std::lock_guard hold(guard);
    ++pending;
  }
  void end() {
    std::lock_guard hold(guard);
    if (pending-- == 0)
      idle.notify_all();
  }
  void wait() {
    std::unique_lock hold(guard);
    while (pending > 0)
      idle.wait(hold);
  }

private:
  std::mutex guard;
  std::condition_variable idle;
  int pending = 1;
};
// CHECK: :[[@LINE-8]]:12: warning: this wait on 'idle' can be left asleep though its condition holds: no notification tells it [quiesce-missed-notify]
// CHECK: :[[@LINE-12]]:8: note: in task 1, somebody calls this
// CHECK: :[[@LINE-18]]:8: note: in task 2, somebody calls this
// CHECK: :[[@LINE-17]]:19: note: in task 2, 'pending-- == 0' is false
// CHECK: :[[@LINE-12]]:12: note: the calls have returned, and nobody knows that 'idle' must be notified

// Good: two conditions, each told what it waits for.
class Bounded {
public:
  explicit Bounded(int capacity) : capacity(capacity) {}
  void push() {
    std::unique_lock hold(guard);
    while (count == capacity)
      room.wait(hold);
    ++count;
    filled.notify_one();
  }
  void pop() {
    std::unique_lock hold(guard);
    while (count == 0)
      filled.wait(hold);
    --count;
    room.notify_one();
  }

private:
  std::mutex guard;
  std::condition_variable room, filled;
  int count = 0, capacity;
};

// Good: the flag is set under the lock, and told after it.
class Event {
public:
  void set() {
    {
      std::lock_guard hold(guard);
      is_set = true;
    }
    changed.notify_one();
  }
  void wait() {
    std::unique_lock hold(guard);
    changed.wait(hold, [&] { return is_set; });
    is_set = false;
  }

private:
  std::mutex guard;
  std::condition_variable changed;
  bool is_set = false;
};

// Good: the flag is set without the lock, which is taken before the notification.
class Late {
public:
  void open() {
    is_open = true;
    { std::lock_guard barrier(guard); }
    changed.notify_all();
  }
  void pass() {
    std::unique_lock hold(guard);
    while (!is_open)
      changed.wait(hold);
  }

private:
  std::mutex guard;
  std::condition_variable changed;
  bool is_open = false;
};

// Good: a barrier that can be used again.
class Barrier {
public:
  explicit Barrier(int parties) : parties(parties) {}
  void arrive_and_wait() {
    std::unique_lock hold(guard);
    int mine = generation;
    if (++arrived == parties) {
      arrived = 0;
      ++generation;
      all.notify_all();
      return;
    }
    while (mine == generation)
      all.wait(hold);
  }

private:
  std::mutex guard;
  std::condition_variable all;
  int parties, arrived = 0, generation = 0;
};

// Good: readers and writers.
class Shared {
public:
  void read() {
    std::unique_lock hold(guard);
    while (writing)
      changed.wait(hold);
    ++readers;
  }
  void read_done() {
    std::lock_guard hold(guard);
    if (--readers == 0)
      changed.notify_all();
  }
  void write() {
    std::unique_lock hold(guard);
    while (writing || readers > 0)
      changed.wait(hold);
    writing = true;
  }
  void write_done() {
    std::lock_guard hold(guard);
    writing = false;
    changed.notify_all();
  }

private:
  std::mutex guard;
  std::condition_variable changed;
  int readers = 0;
  bool writing = false;
};

// Good: it looks again by itself.
class Polling {
public:
  void set() {
    std::lock_guard hold(guard);
    ready = true;
  }
  void wait() {
    std::unique_lock hold(guard);
    while (!ready)
      changed.wait_for(hold, std::chrono::milliseconds(50));
  }

private:
  std::mutex guard;
  std::condition_variable changed;
  bool ready = false;
};

// Good: when to notify is left to the user.
class Batch {
public:
  void add(int v) {
    std::lock_guard hold(guard);
    items.push_back(v);
  }
  void flush() { changed.notify_all(); }
  void wait() {
    std::unique_lock hold(guard);
    while (items.empty())
      changed.wait(hold);
  }

private:
  std::mutex guard;
  std::condition_variable changed;
  std::deque<int> items;
};

// Good: these are for those who hold the lock.
class Exposed {
public:
  std::mutex guard;
  void set() {
    ready = true;
    changed.notify_all();
  }
  void wait() {
    std::unique_lock hold(guard);
    while (!ready)
      changed.wait(hold);
  }

private:
  std::condition_variable changed;
  bool ready = false;
};

// Good: code that is not visible is told, and may notify.
class Told {
public:
  explicit Told(std::function<void(Told *)> tell) : tell(tell) {}
  void set() {
    std::lock_guard hold(guard);
    ready = true;
    tell(this);
  }
  void wait() {
    std::unique_lock hold(guard);
    while (!ready)
      changed.wait(hold);
  }

private:
  std::mutex guard;
  std::condition_variable changed;
  std::function<void(Told *)> tell;
  bool ready = false;
};

// Good: what it waits for is computed out of sight.
bool compute(int);
class Unknown {
public:
  void set(int v) {
    std::lock_guard hold(guard);
    value = v;
  }
  void wait() {
    std::unique_lock hold(guard);
    while (!compute(value))
      changed.wait(hold);
  }

private:
  std::mutex guard;
  std::condition_variable changed;
  int value = 0;
};

// One producer, one consumer: who asks before it locks may be the only caller.
class Ring {
public:
  void push() {
    tail.store(tail.load() + 1);
    { std::lock_guard pass(sleep); }
    wake.notify_one();
  }
  bool pop_ok() {
    if (empty()) {
      std::unique_lock lock(sleep);
      wake.wait(lock, [this] { return !empty() || closed.load(); });
    }
    if (empty())
      return false;
    head.store(head.load() + 1);
    return true;
  }
  void close() {
    closed.store(true);
    { std::lock_guard pass(sleep); }
    wake.notify_one();
  }

private:
  bool empty() const { return head.load() == tail.load(); }
  std::atomic<int> head{0}, tail{0};
  std::atomic<bool> closed{false};
  std::mutex sleep;
  std::condition_variable wake;
};
