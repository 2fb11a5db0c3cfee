// Two locks in the order of their addresses are locked in one order by all;
// which order that is nobody knows.
// RUN: %check_tidy %s

#include <functional>
#include <mutex>
#include <thread>
#include <utility>

struct account {
  std::mutex lock;
  int money = 0;
};

void as_given(account &from, account &to) {
  std::lock_guard one(from.lock);
  std::lock_guard two(to.lock);
  ++to.money;
}
// CHECK: :[[@LINE-3]]:19: warning: this lock of 'lock' can block forever: the main task and task 1 wait for each other [quiesce-deadlock]
// CHECK: :[[@LINE+9]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:19: note: the main task locks 'lock'
// CHECK: :[[@LINE-7]]:19: note: task 1 locks 'lock'
// CHECK: :[[@LINE-7]]:19: note: task 1 waits here, at its lock
// CHECK: :[[@LINE+6]]:3: note: in a call from here
// CHECK: :[[@LINE-9]]:19: note: neither can go on before the other does

void as_given_bad() {
  account a, b;
  std::thread other([&] { as_given(a, b); });
  as_given(b, a);
  other.join();
}

void by_less(account &from, account &to) {
  account *first = &from, *second = &to;
  if (std::less<>{}(second, first))
    std::swap(first, second);
  std::lock_guard one(first->lock);
  std::lock_guard two(second->lock);
  ++to.money;
}

void by_less_good() {
  account a, b;
  std::thread other([&] { by_less(a, b); });
  by_less(b, a);
  other.join();
}

void by_operator(account &from, account &to) {
  const bool Swapped = &to < &from;
  std::lock_guard one(Swapped ? to.lock : from.lock);
  std::lock_guard two(Swapped ? from.lock : to.lock);
  ++to.money;
}

void by_operator_good() {
  account a, b;
  std::thread other([&] { by_operator(a, b); });
  by_operator(b, a);
  other.join();
}
