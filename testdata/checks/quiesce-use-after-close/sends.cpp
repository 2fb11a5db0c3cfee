// Sends that meet a closed channel, on some schedule.
// RUN: %check_tidy %s -- -std=c++20 -I%root/testdata/corpus/include

#include "chan.hpp"
#include <stdexcept>
#include <thread>
#include <vector>

int compute();
bool fails();
void use(int);

void straight_bad() {
  chan::channel<int> c(4);
  c.close();
  c.send(1);
}
// CHECK: :[[@LINE-2]]:5: warning: this operation meets a channel that is closed already, and its exception ends the program [quiesce-use-after-close]
// CHECK: :[[@LINE-4]]:5: note: the main task closes 'c'
// CHECK: :[[@LINE-4]]:5: note: nothing on this path makes sure that the channel is still open

void closed_under_way_bad() {
  chan::channel<int> c(4);
  std::thread producer([&] { c.send(compute()); });
  c.close();
  producer.join();
}
// CHECK: :[[@LINE-4]]:32: warning: this operation meets a channel that is closed already, and its exception ends the program [quiesce-use-after-close]
// CHECK: :[[@LINE-5]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-5]]:5: note: the main task closes 'c'
// CHECK: :[[@LINE-7]]:32: note: nothing on this path makes sure that the channel is still open

// The close wakes a sender that waits, with the exception.
void closed_while_waiting_bad() {
  chan::channel<int> c;
  std::thread producer([&] { c.send(compute()); });
  c.close();
  producer.join();
}
// CHECK: :[[@LINE-4]]:32: warning: this operation meets a channel that is closed already, and its exception ends the program [quiesce-use-after-close]
// CHECK: :[[@LINE-5]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-5]]:5: note: the main task closes 'c'
// CHECK: :[[@LINE-7]]:32: note: nothing on this path makes sure that the channel is still open

void on_one_path_bad() {
  chan::channel<int> c(4);
  if (fails())
    c.close();
  c.send(1);
}
// CHECK: :[[@LINE-2]]:5: warning: this operation meets a channel that is closed already, and its exception ends the program [quiesce-use-after-close]
// CHECK: :[[@LINE-4]]:7: note: the main task closes 'c'
// CHECK: :[[@LINE-4]]:5: note: nothing on this path makes sure that the channel is still open

void timed_bad() {
  chan::channel<int> c(4);
  c.close();
  c.send_for(1, std::chrono::seconds(1));
}
// CHECK: :[[@LINE-2]]:5: warning: this operation meets a channel that is closed already, and its exception ends the program [quiesce-use-after-close]
// CHECK: :[[@LINE-4]]:5: note: the main task closes 'c'
// CHECK: :[[@LINE-4]]:5: note: nothing on this path makes sure that the channel is still open

void other_handler_bad() {
  chan::channel<int> c(4);
  c.close();
  try {
    c.send(1);
  } catch (const std::runtime_error &) { // chan::closed is a logic_error
  }
}
// CHECK: :[[@LINE-4]]:7: warning: this operation meets a channel that is closed already, and its exception ends the program [quiesce-use-after-close]
// CHECK: :[[@LINE-7]]:5: note: the main task closes 'c'
// CHECK: :[[@LINE-6]]:7: note: nothing on this path makes sure that the channel is still open

void joined_before_ok() {
  chan::channel<int> c(4);
  std::thread producer([&] { c.send(compute()); });
  producer.join();
  c.close();
}

void caught_ok() {
  chan::channel<int> c(4);
  std::thread producer([&] {
    try {
      c.send(compute());
    } catch (const chan::closed &) {
    }
  });
  c.close();
  producer.join();
}

void caught_by_base_ok() {
  chan::channel<int> c(4);
  c.close();
  try {
    c.send(1);
  } catch (const std::logic_error &) {
  }
}

void caught_by_all_ok() {
  chan::channel<int> c(4);
  c.close();
  try {
    c.send(1);
  } catch (...) {
  }
}

void received_before_close_ok() {
  chan::channel<int> c;
  std::jthread producer([&] { c.send(compute()); });
  use(*c.recv());
  c.close();
}

void receive_from_closed_ok() {
  chan::channel<int> c(4);
  c.send(1);
  c.close();
  for (int value : c)
    use(value);
  c.recv();
}
