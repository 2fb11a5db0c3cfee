// Loops of many rounds and counters that decide nothing do not hide it.
// RUN: %check_tidy %s -- -std=c++20 -I%root/testdata/corpus/include

#include <mutex>
#include <thread>

void rounds() {
  std::mutex first, second;
  int ticks = 0;
  std::thread other([&] {
    for (int i = 0; i < 30; ++i) {
      std::lock_guard a(second);
      std::lock_guard b(first);
      ++ticks;
    }
  });
  for (int i = 0; i < 20; ++i) {
    std::lock_guard a(first);
    std::lock_guard b(second);
    ++ticks;
  }
  other.join();
}
// CHECK: :[[@LINE-5]]:21: warning: this lock of 'second' can block forever: the main task and task 1 wait for each other [quiesce-deadlock]
// CHECK: :[[@LINE-15]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-8]]:21: note: the main task locks 'first'
// CHECK: :[[@LINE-15]]:23: note: task 1 locks 'second'
// CHECK: :[[@LINE-15]]:23: note: task 1 waits here, at its lock
// CHECK: :[[@LINE-10]]:21: note: neither can go on before the other does

struct Statistics {
  std::mutex mu;
  unsigned long hits = 0;
};

void counted() {
  Statistics s;
  std::mutex gate;
  std::thread other([&] {
    for (;;) {
      std::lock_guard a(gate);
      std::lock_guard b(s.mu);
      ++s.hits;
    }
  });
  for (;;) {
    std::lock_guard a(s.mu);
    ++s.hits;
    std::lock_guard b(gate);
  }
}
// CHECK: :[[@LINE-3]]:21: warning: this lock of 'gate' can block forever: the main task and task 1 wait for each other [quiesce-deadlock]
// CHECK: :[[@LINE-14]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-7]]:21: note: the main task locks 'mu'
// CHECK: :[[@LINE-14]]:23: note: task 1 locks 'gate'
// CHECK: :[[@LINE-14]]:23: note: task 1 waits here, at its lock
// CHECK: :[[@LINE-8]]:21: note: neither can go on before the other does
