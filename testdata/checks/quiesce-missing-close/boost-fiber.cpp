// Drain loops over the channels of Boost.Fiber.
// RUN: %check_tidy %s

#include <boost/fiber/all.hpp>
#include <memory>

namespace fibers = boost::fibers;

void use(int);

void range_bad() {
  fibers::unbuffered_channel<int> c;
  fibers::fiber producer([&] {
    c.push(1);
    c.push(2);
  });
  for (int value : c)
    use(value);
  producer.join();
}
// CHECK: :[[@LINE-4]]:3: warning: this loop receives from 'c' forever: nobody closes it on this path [quiesce-missing-close]
// CHECK: :[[@LINE-9]]:17: note: the main task starts task 1
// CHECK: :[[@LINE-9]]:7: note: task 1 sends to 'c'
// CHECK: :[[@LINE-9]]:7: note: task 1 sends to 'c'
// CHECK: :[[@LINE-8]]:3: note: no path from here calls close on 'c'

void status_bad() {
  fibers::buffered_channel<int> c(4);
  fibers::fiber consumer([&] {
    int value;
    while (fibers::channel_op_status::success == c.pop(value))
      use(value);
  });
  c.push(1);
  consumer.join();
}
// CHECK: :[[@LINE-6]]:52: warning: this loop receives from 'c' forever: nobody closes it on this path [quiesce-missing-close]
// CHECK: :[[@LINE-9]]:17: note: the main task starts task 1
// CHECK: :[[@LINE-5]]:5: note: the main task sends to 'c'
// CHECK: :[[@LINE-9]]:52: note: no path from here calls close on 'c'

void range_ok() {
  fibers::unbuffered_channel<int> c;
  fibers::fiber producer([&] {
    c.push(1);
    c.push(2);
    c.close();
  });
  for (int value : c)
    use(value);
  producer.join();
}

void status_ok() {
  fibers::buffered_channel<int> c(4);
  fibers::fiber consumer([&] {
    int value;
    while (c.pop(value) != fibers::channel_op_status::closed)
      use(value);
  });
  c.push(1);
  c.close();
  consumer.join();
}

// The destructor closes too.
void destructor_closes_ok() {
  auto c = std::make_unique<fibers::buffered_channel<int>>(4);
  fibers::fiber consumer([&q = *c] {
    int value;
    while (q.pop(value) == fibers::channel_op_status::success)
      use(value);
  });
  c->push(1);
  c.reset();
  consumer.join();
}
