// stdexec: stop source, run loop.
// RUN: %check_tidy %s -- -std=c++20 -isystem %root/testdata/models/include/stdexec

#include <stdexec.h>
#include <thread>

bool fails();
void use(int);

void loop_bad() {
  stdexec::run_loop loop;
  std::thread other([&] { loop.run(); });
  if (!fails())
    loop.finish();
  other.join();
}
// CHECK: :[[@LINE-5]]:32: warning: this wait for 'loop' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-6]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:8: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-8]]:32: note: no remaining task changes the count of 'loop'

void loop_ok() {
  stdexec::run_loop loop;
  std::thread other([&] { loop.run(); });
  loop.finish();
  other.join();
}

// What is scheduled on it may finish it.
void scheduler_ok() {
  stdexec::run_loop loop;
  auto scheduler = loop.get_scheduler();
  loop.run();
}

void token_bad() {
  stdexec::inplace_stop_source stop;
  std::thread other([token = stop.get_token()] {
    while (!token.stop_requested())
      use(1);
  });
  other.join();
}
// CHECK: :[[@LINE-2]]:9: warning: this join of 'other' can block forever: the task it waits for never ends [quiesce-blocked-join]
// CHECK: :[[@LINE-7]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-7]]:5: note: task 1 goes round this loop
// CHECK: :[[@LINE-5]]:9: note: nothing lets the joined task end

void token_ok() {
  stdexec::inplace_stop_source stop;
  std::thread other([token = stop.get_token()] {
    while (!token.stop_requested())
      use(1);
  });
  stop.request_stop();
  other.join();
}
