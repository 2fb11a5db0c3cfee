// Tasks that wait for each other over locks, and locks that are held for good.
// RUN: %check_tidy %s -- -std=c++20 -I%root/testdata/corpus/include

#include "chan.hpp"

#include <functional>
#include <mutex>
#include <shared_mutex>
#include <thread>
#include <vector>

bool fails();
void work(int);

void order_bad() {
  std::mutex a, b;
  std::thread other([&] {
    std::lock_guard first(b);
    std::lock_guard second(a);
  });
  {
    std::lock_guard first(a);
    std::lock_guard second(b);
  }
  other.join();
}
// CHECK: :[[@LINE-4]]:21: warning: this lock of 'b' can block forever: the main task and task 1 wait for each other [quiesce-deadlock]
// CHECK: :[[@LINE-11]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-7]]:21: note: the main task locks 'a'
// CHECK: :[[@LINE-12]]:21: note: task 1 locks 'b'
// CHECK: :[[@LINE-12]]:21: note: task 1 waits here, at its lock
// CHECK: :[[@LINE-9]]:21: note: neither can go on before the other does

void twice_bad() {
  std::mutex mutex;
  std::lock_guard outer(mutex);
  std::lock_guard inner(mutex);
}
// CHECK: :[[@LINE-2]]:19: warning: this lock of 'mutex' blocks forever: the main task holds the lock already [quiesce-deadlock]
// CHECK: :[[@LINE-4]]:19: note: the main task locks 'mutex'
// CHECK: :[[@LINE-4]]:19: note: the lock is not released before it is taken again

class account {
public:
  int balance() {
    std::lock_guard lock(mutex_);
    return balance_;
  }
  void double_it_bad() {
    std::lock_guard lock(mutex_);
    balance_ += balance();
  }

private:
  std::mutex mutex_;
  int balance_ = 0;
};
// CHECK: :[[@LINE-12]]:21: warning: this lock of 'mutex_' blocks forever: the main task holds the lock already [quiesce-deadlock]
// CHECK: :[[@LINE-9]]:21: note: the main task locks 'mutex_'
// CHECK: :[[@LINE-9]]:17: note: in a call from here
// CHECK: :[[@LINE-15]]:21: note: the lock is not released before it is taken again

void left_held_bad() {
  std::mutex mutex;
  auto step = [&] {
    mutex.lock();
    if (fails())
      return;
    mutex.unlock();
  };
  step();
  step();
}
// CHECK: :[[@LINE-8]]:11: warning: this lock of 'mutex' blocks forever: the main task holds the lock already [quiesce-deadlock]
// CHECK: :[[@LINE-8]]:9: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-4]]:3: note: in a call from here
// CHECK: :[[@LINE-11]]:11: note: the lock is not released before it is taken again

void joins_with_lock_bad() {
  std::mutex mutex;
  std::thread other([&] {
    std::lock_guard lock(mutex);
    work(1);
  });
  std::lock_guard lock(mutex);
  other.join();
}
// CHECK: :[[@LINE-2]]:9: warning: this join of 'other' can block forever: the main task and task 1 wait for each other [quiesce-deadlock]
// CHECK: :[[@LINE-8]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-5]]:19: note: the main task locks 'mutex'
// CHECK: :[[@LINE-9]]:21: note: task 1 waits here, at its lock
// CHECK: :[[@LINE-6]]:9: note: neither can go on before the other does

void receives_in_opposite_order_bad() {
  chan::channel<int> left, right;
  std::thread other([&] {
    left.send(1);
    right.recv();
  });
  right.send(1);
  left.recv();
  other.join();
}
// CHECK: :[[@LINE-4]]:9: warning: this send to 'right' can block forever: the main task and task 1 wait for each other [quiesce-deadlock]
// CHECK: :[[@LINE-9]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-9]]:10: note: task 1 waits here, at its send
// CHECK: :[[@LINE-7]]:9: note: neither can go on before the other does

void read_lock_then_write_bad() {
  std::shared_mutex mutex;
  std::shared_lock read(mutex);
  if (fails()) {
    std::unique_lock write(mutex);
    work(1);
  }
}
// CHECK: :[[@LINE-4]]:22: warning: this lock of 'mutex' can block forever: the lock is held and never released [quiesce-deadlock]
// CHECK: :[[@LINE-7]]:20: note: the main task locks 'mutex'
// CHECK: :[[@LINE-7]]:7: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-7]]:22: note: no path releases the lock

void same_order_ok() {
  std::mutex a, b;
  std::thread other([&] {
    std::lock_guard first(a);
    std::lock_guard second(b);
  });
  {
    std::lock_guard first(a);
    std::lock_guard second(b);
  }
  other.join();
}

void at_once_ok() {
  std::mutex a, b;
  std::thread other([&] { std::scoped_lock both(b, a); });
  { std::scoped_lock both(a, b); }
  other.join();
}

void recursive_ok() {
  std::recursive_mutex mutex;
  std::lock_guard outer(mutex);
  std::lock_guard inner(mutex);
}

void tries_ok() {
  std::mutex a, b;
  std::thread other([&] {
    std::lock_guard first(b);
    std::unique_lock second(a, std::try_to_lock);
  });
  {
    std::lock_guard first(a);
    std::lock_guard second(b);
  }
  other.join();
}

void unlocks_before_join_ok() {
  std::mutex mutex;
  std::thread other([&] {
    std::lock_guard lock(mutex);
    work(1);
  });
  std::unique_lock lock(mutex);
  lock.unlock();
  other.join();
}

// The outer lock lets only one of them come to the inner ones.
void under_a_gate_ok() {
  std::mutex gate, a, b;
  std::thread other([&] {
    std::lock_guard only(gate);
    std::lock_guard first(b);
    std::lock_guard second(a);
  });
  {
    std::lock_guard only(gate);
    std::lock_guard first(a);
    std::lock_guard second(b);
  }
  other.join();
}

void readers_ok() {
  std::shared_mutex mutex;
  std::thread other([&] { std::shared_lock lock(mutex); });
  { std::shared_lock lock(mutex); }
  other.join();
}

void released_on_each_path_ok() {
  std::mutex mutex;
  auto step = [&] {
    std::lock_guard lock(mutex);
    if (fails())
      return;
    work(1);
  };
  step();
  step();
}
