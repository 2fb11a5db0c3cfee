// A join by a destructor is not forgotten while it waits, whoever has the handle: a pointer, an optional, a container.
// RUN: %check_tidy %s

#include <latch>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

void vector_bad() {
  std::latch first(1);
  {
    auto t = std::make_unique<std::vector<std::jthread>>();
    t->emplace_back([&] { first.wait(); });
    t->emplace_back([&] { first.wait(); });
  }
  first.count_down();
}
// CHECK: :[[@LINE-5]]:33: warning: this wait for 'first' can block forever: task 1 and the main task wait for each other [quiesce-deadlock]
// CHECK: :[[@LINE-6]]:5: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:5: note: the main task starts task 2
// CHECK: :[[@LINE-9]]:10: note: the main task waits here, at the join by its destructor
// CHECK: :[[@LINE-9]]:33: note: neither can go on before the other does

void optional_bad() {
  std::latch first(1);
  {
    std::optional<std::vector<std::jthread>> t(std::in_place);
    t->emplace_back([&] { first.wait(); });
  }
  first.count_down();
}
// CHECK: :[[@LINE-4]]:33: warning: this wait for 'first' can block forever: task 1 and the main task wait for each other [quiesce-deadlock]
// CHECK: :[[@LINE-5]]:5: note: the main task starts task 1
// CHECK: :[[@LINE-7]]:46: note: the main task waits here, at the join by its destructor
// CHECK: :[[@LINE-7]]:33: note: neither can go on before the other does

void shared_bad() {
  std::latch first(1);
  {
    auto t = std::make_shared<std::jthread>([&] { first.wait(); });
    auto u = t;
  }
  first.count_down();
}
// CHECK: :[[@LINE-5]]:57: warning: this wait for 'first' can block forever: task 1 and the main task wait for each other [quiesce-deadlock]
// CHECK: :[[@LINE-6]]:14: note: the main task starts task 1
// CHECK: :[[@LINE-7]]:10: note: the main task waits here, at the join by its destructor
// CHECK: :[[@LINE-8]]:57: note: neither can go on before the other does

void shared_ok() {
  std::latch first(1);
  auto u = std::make_shared<std::jthread>([&] { first.wait(); });
  {
    auto t = u;
  }
  first.count_down();
}

struct Pair {
  std::jthread a, b;
};

void pair_bad() {
  std::latch first(1);
  {
    auto t = std::make_unique<Pair>();
    t->a = std::jthread([&] { first.wait(); });
  }
  first.count_down();
}
// CHECK: :[[@LINE-4]]:37: warning: this wait for 'first' can block forever: task 1 and the main task wait for each other [quiesce-deadlock]
// CHECK: :[[@LINE-5]]:12: note: the main task starts task 1
// CHECK: :[[@LINE-13]]:16: note: the main task waits here, at the join by its destructor
// CHECK: :[[@LINE-7]]:37: note: neither can go on before the other does

void stop_ok() {
  auto t = std::make_unique<std::jthread>([&](std::stop_token s) {
    while (!s.stop_requested())
      std::this_thread::yield();
  });
}

void stop_bad() {
  std::latch first(1);
  {
    auto t = std::make_unique<std::jthread>([&](std::stop_token s) {
      while (!s.stop_requested())
        std::this_thread::yield();
      first.wait();
    });
  }
  first.count_down();
}
// CHECK: :[[@LINE-5]]:13: warning: this wait for 'first' can block forever: task 1 and the main task wait for each other [quiesce-deadlock]
// CHECK: :[[@LINE-9]]:14: note: the main task starts task 1
// CHECK: :[[@LINE-10]]:10: note: the main task waits here, at the join by its destructor
// CHECK: :[[@LINE-8]]:13: note: neither can go on before the other does

void elements_bad() {
  std::latch first(1);
  {
    std::vector<std::unique_ptr<std::jthread>> t;
    t.push_back(std::make_unique<std::jthread>([&] { first.wait(); }));
  }
  first.count_down();
}
// CHECK: :[[@LINE-4]]:60: warning: this wait for 'first' can block forever: task 1 and the main task wait for each other [quiesce-deadlock]
// CHECK: :[[@LINE-5]]:17: note: the main task starts task 1
// CHECK: :[[@LINE-7]]:48: note: the main task waits here, at the join by its destructor
// CHECK: :[[@LINE-7]]:60: note: neither can go on before the other does

void elements_ok() {
  std::latch first(1);
  {
    std::vector<std::unique_ptr<std::jthread>> t;
    t.push_back(std::make_unique<std::jthread>([&] { first.wait(); }));
    t.push_back(std::make_unique<std::jthread>([&] { first.count_down(); }));
  }
}

struct Leaves {
  std::latch first{1};
  std::unique_ptr<std::jthread> t;
  Leaves() {
    t = std::make_unique<std::jthread>([&] { first.wait(); });
  }
  ~Leaves() { first.count_down(); }
};

void member_ok() { Leaves leaves; }

struct Waits {
  std::latch first{1};
  std::unique_ptr<std::jthread> t;
  Waits() {
    t = std::make_unique<std::jthread>([&] { first.wait(); });
  }
  ~Waits() {
    t.reset();
    first.count_down();
  }
};
// CHECK: :[[@LINE-7]]:52: warning: this wait for 'first' can block forever: task 1 and the main task wait for each other [quiesce-deadlock]
// CHECK: :[[@LINE-8]]:9: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:7: note: the main task waits here, at the join by its destructor
// CHECK: :[[@LINE-10]]:52: note: neither can go on before the other does

void member_bad() { Waits waits; }

void cleared_bad() {
  std::latch first(1);
  auto t = std::make_unique<std::jthread>([&] { first.wait(); });
  t = nullptr;
  first.count_down();
}
// CHECK: :[[@LINE-4]]:55: warning: this wait for 'first' can block forever: task 1 and the main task wait for each other [quiesce-deadlock]
// CHECK: :[[@LINE-5]]:12: note: the main task starts task 1
// CHECK: :[[@LINE-5]]:5: note: the main task waits here, at the join by its destructor
// CHECK: :[[@LINE-7]]:55: note: neither can go on before the other does

void replaced_bad() {
  std::latch first(1);
  auto t = std::make_unique<std::jthread>([&] { first.wait(); });
  t = std::make_unique<std::jthread>([&] { first.wait(); });
  first.count_down();
}
// CHECK: :[[@LINE-4]]:55: warning: this wait for 'first' can block forever: task 1 and the main task wait for each other [quiesce-deadlock]
// CHECK: :[[@LINE-5]]:12: note: the main task starts task 1
// CHECK: :[[@LINE-5]]:7: note: the main task starts task 2
// CHECK: :[[@LINE-6]]:5: note: the main task waits here, at the join by its destructor
// CHECK: :[[@LINE-8]]:55: note: neither can go on before the other does
