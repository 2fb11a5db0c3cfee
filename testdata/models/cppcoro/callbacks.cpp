// cppcoro: what runs when stop is requested.
// RUN: %check_tidy %s -- -std=c++20 -isystem %root/testdata/models/include/cppcoro

#include <cppcoro.h>
#include <semaphore>
#include <thread>

bool fails();
void use(int);

void callback_bad() {
  cppcoro::cancellation_source stop;
  std::binary_semaphore stopped(0);
  std::thread other([token = stop.token(), &stopped] {
    cppcoro::cancellation_registration wakes(token, [&] { stopped.release(); });
    stopped.acquire();
  });
  if (!fails())
    stop.request_cancellation();
  other.join();
}
// CHECK: :[[@LINE-6]]:13: warning: this acquire of 'stopped' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-9]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:8: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-9]]:13: note: no remaining task changes the count of 'stopped'

void callback_ok() {
  cppcoro::cancellation_source stop;
  std::binary_semaphore stopped(0);
  std::thread other([token = stop.token(), &stopped] {
    cppcoro::cancellation_registration wakes(token, [&] { stopped.release(); });
    stopped.acquire();
  });
  stop.request_cancellation();
  other.join();
}

void throws_bad() {
  cppcoro::cancellation_source stop;
  std::thread other([token = stop.token()] {
    try {
      while (true)
        token.throw_if_cancellation_requested();
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

void throws_ok() {
  cppcoro::cancellation_source stop;
  std::thread other([token = stop.token()] {
    try {
      while (true)
        token.throw_if_cancellation_requested();
    } catch (...) {
      use(1);
    }
  });
  stop.request_cancellation();
  other.join();
}
