// Seastar: abort sources.
// RUN: %check_tidy %s -- -std=c++20 -isystem %root/testdata/models/include/seastar

#include <seastar.h>
#include <thread>

bool fails();
void use(int);

void polls_bad() {
  seastar::abort_source stop;
  std::thread other([&] {
    while (!stop.abort_requested())
      use(1);
  });
  if (!fails())
    stop.request_abort();
  other.join();
}
// CHECK: :[[@LINE-2]]:9: warning: this join of 'other' can block forever: the task it waits for never ends [quiesce-blocked-join]
// CHECK: :[[@LINE-9]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:8: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-10]]:5: note: task 1 goes round this loop
// CHECK: :[[@LINE-6]]:9: note: nothing lets the joined task end

void polls_ok() {
  seastar::abort_source stop;
  std::thread other([&] {
    while (!stop.abort_requested())
      use(1);
  });
  stop.request_abort();
  other.join();
}

void checks_bad() {
  seastar::abort_source stop;
  std::thread other([&] {
    try {
      while (true)
        stop.check();
    } catch (...) {
      use(1);
    }
  });
  other.join();
}
// CHECK: :[[@LINE-2]]:9: warning: this join of 'other' can block forever: the task it waits for never ends [quiesce-blocked-join]
// CHECK: :[[@LINE-11]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-10]]:7: note: task 1 goes round this loop
// CHECK: :[[@LINE-5]]:9: note: nothing lets the joined task end

void checks_ok() {
  seastar::abort_source stop;
  std::thread other([&] {
    try {
      while (true)
        stop.check();
    } catch (...) {
      use(1);
    }
  });
  stop.request_abort();
  other.join();
}
