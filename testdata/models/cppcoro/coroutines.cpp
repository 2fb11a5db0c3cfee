// cppcoro: events, latches, mutexes, tokens.
// RUN: %check_tidy %s -- -std=c++20 -isystem %root/testdata/models/include/cppcoro

#include <cppcoro.h>
#include <thread>

bool fails();
void use(int);

cppcoro::task<> event_bad() {
  cppcoro::async_manual_reset_event ready;
  std::thread other([&] {
    if (!fails())
      ready.set();
  });
  co_await ready;
  other.join();
}
// CHECK: :[[@LINE-3]]:12: warning: this wait for 'ready' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-8]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-8]]:10: note: in task 1, 'fails()' is true
// CHECK: :[[@LINE-6]]:12: note: no remaining task changes the count of 'ready'

cppcoro::task<> event_ok() {
  cppcoro::async_manual_reset_event ready, set(true);
  std::thread other([&] { ready.set(); });
  co_await ready;
  co_await set;
  other.join();
}

cppcoro::task<> latch_bad() {
  cppcoro::async_latch left(2);
  std::thread other([&] { left.count_down(); });
  co_await left;
  other.join();
}
// CHECK: :[[@LINE-3]]:12: warning: this wait for 'left' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-5]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:32: note: task 1 counts 'left' down
// CHECK: :[[@LINE-6]]:12: note: no remaining task changes the count of 'left'

cppcoro::task<> latch_ok() {
  cppcoro::async_latch left(2);
  std::thread other([&] { left.count_down(2); });
  co_await left;
  other.join();
}

cppcoro::task<> waits(cppcoro::async_manual_reset_event &ready) {
  co_await ready;
}
// CHECK: :[[@LINE-2]]:12: warning: this wait for 'ready' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE+6]]:3: note: in a call from here
// CHECK: :[[@LINE-4]]:12: note: no remaining task changes the count of 'ready'

// Only awaiting a task runs it.
void sync_wait_bad() {
  cppcoro::async_manual_reset_event ready;
  cppcoro::sync_wait(waits(ready));
}

void lazy_ok() {
  cppcoro::async_manual_reset_event ready;
  auto task = waits(ready);
}

cppcoro::task<> mutex_bad() {
  cppcoro::async_mutex mutex;
  co_await mutex.lock_async();
  co_await mutex.lock_async();
}
// CHECK: :[[@LINE-2]]:18: warning: this lock of 'mutex' blocks forever: the main task holds the lock already [quiesce-deadlock]
// CHECK: :[[@LINE-4]]:18: note: the main task locks 'mutex'
// CHECK: :[[@LINE-4]]:18: note: the lock is not released before it is taken again

cppcoro::task<> mutex_ok() {
  cppcoro::async_mutex mutex;
  co_await mutex.lock_async();
  mutex.unlock();
  co_await mutex.lock_async();
  mutex.unlock();
}

void token_bad() {
  cppcoro::cancellation_source stop;
  std::thread other([token = stop.token()] {
    while (!token.is_cancellation_requested())
      use(1);
  });
  other.join();
}
// CHECK: :[[@LINE-2]]:9: warning: this join of 'other' can block forever: the task it waits for never ends [quiesce-blocked-join]
// CHECK: :[[@LINE-7]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-7]]:5: note: task 1 goes round this loop
// CHECK: :[[@LINE-5]]:9: note: nothing lets the joined task end

void token_ok() {
  cppcoro::cancellation_source stop;
  std::thread other([token = stop.token()] {
    while (!token.is_cancellation_requested())
      use(1);
  });
  stop.request_cancellation();
  other.join();
}
