// Ways of a producer that miss the close.
// RUN: %check_tidy %s -- -std=c++20 -I%root/testdata/corpus/include

#include "chan.hpp"
#include <memory>
#include <stdexcept>
#include <thread>
#include <vector>

int compute();
bool fails();
void use(int);

void early_return_bad() {
  chan::channel<int> c;
  std::thread producer([&] {
    if (fails())
      return;
    c.send(compute());
    c.close();
  });
  for (int value : c)
    use(value);
  producer.join();
}
// CHECK: :[[@LINE-4]]:3: warning: this loop receives from 'c' forever: nobody closes it on this path [quiesce-missing-close]
// CHECK: :[[@LINE-11]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-11]]:9: note: in task 1, 'fails()' is true
// CHECK: :[[@LINE-11]]:7: note: task 1 returns
// CHECK: :[[@LINE-8]]:3: note: no path from here calls close on 'c'

void break_before_close_ok() {
  chan::channel<int> c;
  std::thread producer([&] {
    for (int i = 0; i < 3; ++i) {
      if (fails())
        break;
      c.send(i);
    }
    c.close();
  });
  for (int value : c)
    use(value);
  producer.join();
}

static void checked(int value) {
  if (value < 0)
    throw std::runtime_error("negative");
}

void exception_bad() {
  chan::channel<int> c;
  std::thread producer([&] {
    try {
      int value = compute();
      checked(value);
      c.send(value);
      c.close();
    } catch (const std::runtime_error &) {
    }
  });
  for (int value : c)
    use(value);
  producer.join();
}
// CHECK: :[[@LINE-4]]:3: warning: this loop receives from 'c' forever: nobody closes it on this path [quiesce-missing-close]
// CHECK: :[[@LINE-14]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-21]]:13: note: in task 1, 'value < 0' is true
// CHECK: :[[@LINE-21]]:5: note: task 1 throws an exception
// CHECK: :[[@LINE-8]]:3: note: no path from here calls close on 'c'

void close_behind_the_handler_ok() {
  chan::channel<int> c;
  std::thread producer([&] {
    try {
      int value = compute();
      checked(value);
      c.send(value);
    } catch (const std::runtime_error &) {
    }
    c.close();
  });
  for (int value : c)
    use(value);
  producer.join();
}

struct Closer {
  chan::channel<int> &c;
  ~Closer() { c.close(); }
};

void guard_ok() {
  chan::channel<int> c;
  std::thread producer([&] {
    Closer closer{c};
    if (fails())
      return;
    c.send(compute());
  });
  for (int value : c)
    use(value);
  producer.join();
}

void several_bad() {
  chan::channel<int> c;
  std::thread consumer([&] {
    for (int value : c)
      use(value);
  });
  std::vector<std::thread> producers;
  for (int i = 0; i < 2; ++i)
    producers.emplace_back([&] { c.send(compute()); });
  for (auto &producer : producers)
    producer.join();
  consumer.join();
}
// CHECK: :[[@LINE-10]]:5: warning: this loop receives from 'c' forever: nobody closes it on this path [quiesce-missing-close]
// CHECK: :[[@LINE-12]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-7]]:5: note: the main task starts task 2
// CHECK: :[[@LINE-8]]:5: note: the main task starts task 3
// CHECK: :[[@LINE-9]]:36: note: task 2 sends to 'c'
// CHECK: :[[@LINE-10]]:36: note: task 3 sends to 'c'
// CHECK: :[[@LINE-16]]:5: note: no path from here calls close on 'c'

void several_ok() {
  chan::channel<int> c;
  std::thread consumer([&] {
    for (int value : c)
      use(value);
  });
  std::vector<std::thread> producers;
  for (int i = 0; i < 2; ++i)
    producers.emplace_back([&] { c.send(compute()); });
  for (auto &producer : producers)
    producer.join();
  c.close();
  consumer.join();
}

void join_before_close_bad() {
  chan::channel<int> c;
  std::thread consumer([&] {
    for (int value : c)
      use(value);
  });
  c.send(1);
  consumer.join();
  c.close();
}
// CHECK: :[[@LINE-7]]:5: warning: this loop receives from 'c' forever: nobody closes it on this path [quiesce-missing-close]
// CHECK: :[[@LINE-9]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:5: note: the main task sends to 'c'
// CHECK: :[[@LINE-10]]:5: note: no path from here calls close on 'c'

void pipeline_bad() {
  chan::channel<int> in, out;
  std::jthread source([&] {
    in.send(1);
    in.close();
  });
  std::jthread stage([&] {
    for (int value : in)
      out.send(value + 1);
  });
  for (int value : out)
    use(value);
}
// CHECK: :[[@LINE-3]]:3: warning: this loop receives from 'out' forever: nobody closes it on this path [quiesce-missing-close]
// CHECK: :[[@LINE-12]]:16: note: the main task starts task 1
// CHECK: :[[@LINE-9]]:16: note: the main task starts task 2
// CHECK: :[[@LINE-8]]:11: note: task 2 sends to 'out'
// CHECK: :[[@LINE-7]]:3: note: no path from here calls close on 'out'

void pipeline_ok() {
  chan::channel<int> in, out;
  std::jthread source([&] {
    in.send(1);
    in.close();
  });
  std::jthread stage([&] {
    for (int value : in)
      out.send(value + 1);
    out.close();
  });
  for (int value : out)
    use(value);
}

void shared_bad() {
  auto c = std::make_shared<chan::channel<int>>();
  std::thread([c] {
    for (int value : *c)
      use(value);
  }).detach();
  c->send(1);
  if (fails())
    return;
  c->close();
}
// CHECK: :[[@LINE-8]]:5: warning: this loop receives from 'c' forever: nobody closes it on this path [quiesce-missing-close]
// CHECK: :[[@LINE-10]]:3: note: the main task starts task 1
// CHECK: :[[@LINE-7]]:6: note: the main task sends to 'c'
// CHECK: :[[@LINE-7]]:7: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-7]]:5: note: the main task returns
// CHECK: :[[@LINE-13]]:5: note: no path from here calls close on 'c'
