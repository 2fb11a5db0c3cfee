// Code that does not compile, of which Clang leaves half-made trees behind: each case once made the analysis fail.  It
// must end, and with the compiler's errors alone.
// RUN: not timeout 300 %clang-tidy --checks=-*,quiesce-* %s -- -std=c++20 2>&1 | FileCheck --implicit-check-not=quiesce- %s
// RUN: not timeout 300 %quiesce check %s -- -std=c++20 2>&1 | FileCheck --check-prefix=DRIVER --implicit-check-not=quiesce- %s
// CHECK: Found compiler error(s).
// DRIVER: broken-code.cpp' does not compile and was not analysed

#include <mutex>
#include <stop_token>
#include <thread>

std::mutex m;

// A capture by copy of what cannot be copied.
void capture(std::mutex &own) {
  auto f = [own] { m.lock(); };
  f();
  m.unlock();
}

// An implicit constructor that could not be made: it has initializers, and no body.
template <class T> struct Base {
  Base(int = T::none) {}
};
struct Derived : Base<int> {
  std::mutex own;
};
void constructor() {
  Derived d;
  d.own.lock();
  d.own.unlock();
}

// A list in brackets, which has no type.
void brackets() {
  int array[](1, 2);
  Undeclared u(m, 1);
  std::mutex made(1, 2, 3);
  made.lock();
  made.unlock();
}

// A reference made of itself.
void watch(std::stop_token);
void itself() {
  const std::stop_source &self = self;
  std::jthread t(watch, self.get_token());
}
