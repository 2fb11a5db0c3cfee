// Endless tasks that are fed through a channel.
// RUN: %check_tidy %s -- -std=c++20 -I%root/testdata/corpus/include

#include "chan.hpp"
#include <memory>
#include <optional>
#include <thread>

using namespace std::chrono_literals;

int compute();
void use(int);
void work();

// A tick that a timeout drives knows no end.
void ticker_bad() {
  std::thread([] {
    chan::channel<int> never;
    for (;;) {
      never.recv_for(1s);
      work();
    }
  }).detach();
}
// CHECK: :[[@LINE-8]]:3: warning: the task started here loops forever and cannot be told to stop [quiesce-endless-task]
// CHECK: :[[@LINE-9]]:3: note: task 1 starts here
// CHECK: :[[@LINE-8]]:5: note: task 1 goes round this loop
// CHECK: :[[@LINE-11]]:15: note: no path of this function leaves the loop

void closed_ok(std::shared_ptr<chan::channel<int>> values) {
  std::thread([values] {
    for (int value : *values)
      use(value);
  }).detach();
}

void quit_ok(std::shared_ptr<chan::channel<int>> quit) {
  std::thread([quit] {
    while (!quit->recv_for(1s))
      work();
  }).detach();
}

// A send to a closed channel throws, which the owner may be waiting for.
void send_throws_ok(std::shared_ptr<chan::channel<int>> values) {
  std::thread([values] {
    try {
      for (;;)
        values->send(compute());
    } catch (const chan::closed &) {
    }
  }).detach();
}
