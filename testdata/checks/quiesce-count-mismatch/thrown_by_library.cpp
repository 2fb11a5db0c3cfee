// What a library throws is told where it decides the path.
// RUN: %check_tidy %s

#include <future>
#include <latch>
#include <map>
#include <optional>
#include <thread>

void value_bad() {
  std::latch done(1);
  std::thread other([&] { done.wait(); });
  try {
    std::optional<int> none;
    if (none.value())
      done.count_down();
    done.count_down();
  } catch (...) {
  }
  other.join();
}
// CHECK: :[[@LINE-10]]:32: warning: this wait for 'done' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-11]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-9]]:14: note: the main task throws an exception
// CHECK: :[[@LINE-13]]:32: note: no remaining task changes the count of 'done'
void element_bad() {
  std::latch done(1);
  std::thread other([&] { done.wait(); });
  std::map<int, int> m;
  try {
    m.at(2);
    done.count_down();
  } catch (...) {
  }
  other.join();
}
// CHECK: :[[@LINE-9]]:32: warning: this wait for 'done' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-10]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-8]]:7: note: the main task throws an exception
// CHECK: :[[@LINE-12]]:32: note: no remaining task changes the count of 'done'
void get_bad() {
  std::latch done(1);
  std::promise<int> p;
  auto f = p.get_future();
  std::thread other([&] { done.wait(); });
  p.set_exception(std::make_exception_ptr(1));
  try {
    f.get();
    done.count_down();
  } catch (...) {
  }
  other.join();
}
// CHECK: :[[@LINE-9]]:32: warning: this wait for 'done' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-10]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-8]]:7: note: the main task throws an exception
// CHECK: :[[@LINE-12]]:32: note: no remaining task changes the count of 'done'
void set_elsewhere_bad() {
  std::latch done(1);
  std::promise<int> p;
  auto f = p.get_future();
  std::thread other([&] { done.wait(); });
  std::thread third([&] { p.set_exception(std::make_exception_ptr(1)); });
  try {
    f.get();
    done.count_down();
  } catch (...) {
  }
  other.join();
  third.join();
}
// CHECK: :[[@LINE-10]]:32: warning: this wait for 'done' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-11]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-11]]:15: note: the main task starts task 2
// CHECK: :[[@LINE-10]]:7: note: the main task throws an exception
// CHECK: :[[@LINE-14]]:32: note: no remaining task changes the count of 'done'
void value_ok() {
  std::latch done(1);
  std::thread other([&] { done.wait(); });
  try {
    std::optional<int> one(1);
    one.value();
  } catch (...) {
  }
  done.count_down();
  other.join();
}
