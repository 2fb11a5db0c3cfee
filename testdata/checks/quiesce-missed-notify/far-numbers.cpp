// A number beyond what is followed is lost: whoever decides by it is no evidence.
// RUN: %check_tidy %s -- -std=c++20

#include <atomic>
#include <thread>

void counted_in_the_upper_half() {
  std::atomic<unsigned long> word{0};
  std::atomic<int> go{0};
  std::thread sleeper([&] { go.wait(0); });
  word = word + (1ul << 40);
  if (word >> 40 == 1) {
    go = 1;
    go.notify_one();
  }
  sleeper.join();
}

void several_counts_in_one_word() {
  std::atomic<unsigned long> word{0xffff};
  std::atomic<int> go{0};
  std::thread sleeper([&] { go.wait(0); });
  word = word + 0x10000;
  if ((word & 0xffff) != 0xffff)
    return sleeper.detach();
  unsigned long old = word;
  if (word.compare_exchange_strong(old, old + (1ul << 32))) {
    go = 1;
    go.notify_one();
  }
  sleeper.join();
}

void turned_around() {
  std::atomic<int> go{0};
  std::thread sleeper([&] { go.wait(0); });
  unsigned long far = 1ul << 63;
  if (!(far << 1)) {
    go = 1;
    go.notify_one();
  }
  sleeper.join();
}

void within_what_is_followed() {
  std::atomic<unsigned> word{0};
  std::atomic<int> go{0};
  std::thread sleeper([&] { go.wait(0); });
  word = word + (1u << 20);
  if (word >> 20 == 2) {
    go = 1;
    go.notify_one();
  }
  sleeper.join();
}
// CHECK: :[[@LINE-8]]:32: warning: this wait on 'go' can block forever: no notification reaches it any more [quiesce-missed-notify]
// CHECK: :[[@LINE-9]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-8]]:18: note: in the main task, 'word >> 20 == 2' is false
// CHECK: :[[@LINE-11]]:32: note: no task notifies 'go' from here on

void nobody_knows(unsigned long word) {
  std::atomic<int> go{0};
  std::thread sleeper([&] { go.wait(0); });
  if (word == 1) {
    go = 1;
    go.notify_one();
  }
  sleeper.join();
}
// CHECK: :[[@LINE-7]]:32: warning: this wait on 'go' can block forever: no notification reaches it any more [quiesce-missed-notify]
// CHECK: :[[@LINE-8]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-8]]:12: note: in the main task, 'word == 1' is false
// CHECK: :[[@LINE-10]]:32: note: no task notifies 'go' from here on
