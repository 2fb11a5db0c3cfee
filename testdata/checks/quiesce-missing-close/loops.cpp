// The spellings of a drain loop, each without and with a close.
// RUN: %check_tidy %s -- -std=c++20 -I%root/testdata/corpus/include

#include "chan.hpp"
#include <optional>
#include <thread>

void use(int);

void range_bad() {
  chan::channel<int> c;
  std::jthread producer([&] {
    for (int i = 0; i < 3; ++i)
      c.send(i);
  });
  for (int value : c)
    use(value);
}
// CHECK: :[[@LINE-3]]:3: warning: this loop receives from 'c' forever: nobody closes it on this path [quiesce-missing-close]
// CHECK: :[[@LINE-8]]:16: note: the main task starts task 1
// CHECK: :[[@LINE-7]]:9: note: task 1 sends to 'c'
// CHECK: :[[@LINE-6]]:3: note: no path from here calls close on 'c'

void while_declares_bad() {
  chan::channel<int> c;
  std::jthread producer([&] {
    for (int i = 0; i < 3; ++i)
      c.send(i);
  });
  while (auto value = c.recv())
    use(*value);
}
// CHECK: :[[@LINE-3]]:25: warning: this loop receives from 'c' forever: nobody closes it on this path [quiesce-missing-close]
// CHECK: :[[@LINE-8]]:16: note: the main task starts task 1
// CHECK: :[[@LINE-7]]:9: note: task 1 sends to 'c'
// CHECK: :[[@LINE-6]]:25: note: no path from here calls close on 'c'

void while_assigns_bad() {
  chan::channel<int> c;
  std::jthread producer([&] { c.send(1); });
  std::optional<int> value;
  while ((value = c.recv()).has_value())
    use(*value);
}
// CHECK: :[[@LINE-3]]:21: warning: this loop receives from 'c' forever: nobody closes it on this path [quiesce-missing-close]
// CHECK: :[[@LINE-6]]:16: note: the main task starts task 1
// CHECK: :[[@LINE-7]]:33: note: task 1 sends to 'c'
// CHECK: :[[@LINE-6]]:21: note: no path from here calls close on 'c'

void break_at_end_bad() {
  chan::channel<int> c;
  std::jthread producer([&] { c.send(1); });
  for (;;) {
    auto value = c.recv();
    if (!value)
      break;
    use(*value);
  }
}
// CHECK: :[[@LINE-6]]:20: warning: this loop receives from 'c' forever: nobody closes it on this path [quiesce-missing-close]
// CHECK: :[[@LINE-9]]:16: note: the main task starts task 1
// CHECK: :[[@LINE-10]]:33: note: task 1 sends to 'c'
// CHECK: :[[@LINE-8]]:10: note: in the main task, 'value' is true
// CHECK: :[[@LINE-10]]:20: note: no path from here calls close on 'c'

void in_the_task_bad() {
  chan::channel<int> c;
  std::thread consumer([&] {
    for (int value : c)
      use(value);
  });
  c.send(1);
  consumer.join();
}
// CHECK: :[[@LINE-6]]:5: warning: this loop receives from 'c' forever: nobody closes it on this path [quiesce-missing-close]
// CHECK: :[[@LINE-8]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-5]]:5: note: the main task sends to 'c'
// CHECK: :[[@LINE-9]]:5: note: no path from here calls close on 'c'

static void drain(chan::channel<int> &c) {
  for (int value : c)
    use(value);
}
// CHECK: :[[@LINE-3]]:3: warning: this loop receives from 'c' forever: nobody closes it on this path [quiesce-missing-close]
// CHECK: :[[@LINE+6]]:16: note: the main task starts task 1
// CHECK: :[[@LINE+6]]:5: note: the main task sends to 'c'
// CHECK: :[[@LINE-6]]:3: note: no path from here calls close on 'c'

void in_a_function_bad() {
  chan::channel<int> c;
  std::jthread consumer(drain, std::ref(c));
  c.send(1);
}

void range_ok() {
  chan::channel<int> c;
  std::jthread producer([&] {
    for (int i = 0; i < 3; ++i)
      c.send(i);
    c.close();
  });
  for (int value : c)
    use(value);
}

void while_declares_ok() {
  chan::channel<int> c;
  std::jthread producer([&] {
    for (int i = 0; i < 3; ++i)
      c.send(i);
    c.close();
  });
  while (auto value = c.recv())
    use(*value);
}

void break_at_end_ok() {
  chan::channel<int> c;
  std::jthread producer([&] {
    c.send(1);
    c.close();
  });
  for (;;) {
    auto value = c.recv();
    if (!value)
      break;
    use(*value);
  }
}

void in_a_function_ok() {
  chan::channel<int> c;
  std::jthread consumer(drain, std::ref(c));
  c.send(1);
  c.close();
}

void counted_ok() {
  chan::channel<int> c;
  std::jthread producer([&] {
    for (int i = 0; i < 3; ++i)
      c.send(i);
  });
  for (int i = 0; i < 3; ++i)
    use(*c.recv());
}

void closed_empty_ok() {
  chan::channel<int> c;
  c.close();
  for (int value : c)
    use(value);
}
