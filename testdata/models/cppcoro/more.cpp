// cppcoro: the other members.
// RUN: %check_tidy %s -- -std=c++20 -isystem %root/testdata/models/include/cppcoro

#include <cppcoro.h>
#include <thread>

bool fails();
void use(int);

cppcoro::task<> asked_bad() {
  cppcoro::async_manual_reset_event ready;
  cppcoro::async_latch left(1);
  if (!ready.is_set() && !left.is_ready())
    left.count_down();
  co_await left;
  co_await ready;
}
// CHECK: :[[@LINE-2]]:12: warning: this wait for 'ready' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-3]]:12: note: no remaining task changes the count of 'ready'

cppcoro::task<> asked_ok() {
  cppcoro::async_manual_reset_event ready(true);
  cppcoro::async_latch left(1);
  if (!left.is_ready())
    left.count_down();
  if (ready.is_set() && left.is_ready())
    co_await left;
}

cppcoro::task<> tried_bad() {
  cppcoro::async_mutex mutex;
  if (mutex.try_lock())
    mutex.unlock();
  if (mutex.try_lock())
    co_await mutex.lock_async();
}
// CHECK: :[[@LINE-2]]:20: warning: this lock of 'mutex' blocks forever: the main task holds the lock already [quiesce-deadlock]
// CHECK: :[[@LINE-6]]:13: note: the main task locks 'mutex'
// CHECK: :[[@LINE-5]]:13: note: the main task locks 'mutex'
// CHECK: :[[@LINE-6]]:13: note: in the main task, 'mutex.try_lock()' is true
// CHECK: :[[@LINE-6]]:20: note: the lock is not released before it is taken again

cppcoro::task<> tried_ok() {
  cppcoro::async_mutex mutex;
  co_await mutex.lock_async();
  if (mutex.try_lock())
    co_await mutex.lock_async();
}

void cancelled_ok() {
  cppcoro::cancellation_source source;
  cppcoro::cancellation_token token = source.token();
  std::thread other([=] {
    while (token.can_be_cancelled() && !token.is_cancellation_requested())
      use(1);
  });
  if (source.can_be_cancelled() && !source.is_cancellation_requested())
    source.request_cancellation();
  other.join();
}

void cancelled_bad() {
  cppcoro::cancellation_source source;
  std::thread other([&] {
    while (!source.is_cancellation_requested())
      use(1);
  });
  if (source.can_be_cancelled() && fails())
    source.request_cancellation();
  other.join();
}
// CHECK: :[[@LINE-2]]:9: warning: this join of 'other' can block forever: the task it waits for never ends [quiesce-blocked-join]
// CHECK: :[[@LINE-9]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:36: note: in the main task, 'fails()' is false
// CHECK: :[[@LINE-10]]:5: note: task 1 goes round this loop
// CHECK: :[[@LINE-6]]:9: note: nothing lets the joined task end

cppcoro::task<> reset_bad() {
  cppcoro::async_manual_reset_event ready;
  ready.set();
  co_await ready;
  ready.reset();
  co_await ready;
}
// CHECK: :[[@LINE-2]]:12: warning: this wait for 'ready' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-6]]:9: note: the main task counts 'ready' down
// CHECK: :[[@LINE-4]]:12: note: no remaining task changes the count of 'ready'

cppcoro::task<> reset_ok() {
  cppcoro::async_manual_reset_event ready;
  ready.set();
  ready.reset();
  ready.set();
  co_await ready;
}
