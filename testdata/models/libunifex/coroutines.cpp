// libunifex: event, mutex, stop source.
// RUN: %check_tidy %s -- -std=c++20 -isystem %root/testdata/models/include/libunifex

#include <thread>
#include <unifex.h>

bool fails();
void use(int);

unifex::task<> event_bad() {
  unifex::async_manual_reset_event ready;
  std::thread other([&] {
    if (!fails())
      ready.set();
  });
  co_await ready.async_wait();
  other.join();
}
// CHECK: :[[@LINE-3]]:18: warning: this wait for 'ready' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-8]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-8]]:10: note: in task 1, 'fails()' is true
// CHECK: :[[@LINE-6]]:18: note: no remaining task changes the count of 'ready'

unifex::task<> event_ok() {
  unifex::async_manual_reset_event ready, set(true);
  std::thread other([&] { ready.set(); });
  co_await ready.async_wait();
  co_await set.async_wait();
  other.join();
}

unifex::task<> mutex_bad() {
  unifex::async_mutex mutex;
  co_await mutex.async_lock();
  co_await mutex.async_lock();
}
// CHECK: :[[@LINE-2]]:18: warning: this lock of 'mutex' blocks forever: the main task holds the lock already [quiesce-deadlock]
// CHECK: :[[@LINE-4]]:18: note: the main task locks 'mutex'
// CHECK: :[[@LINE-4]]:18: note: the lock is not released before it is taken again

unifex::task<> mutex_ok() {
  unifex::async_mutex mutex;
  co_await mutex.async_lock();
  mutex.unlock();
  if (mutex.try_lock())
    mutex.unlock();
}

void token_bad() {
  unifex::inplace_stop_source stop;
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
  unifex::inplace_stop_source stop;
  std::thread other([token = stop.get_token()] {
    while (!token.stop_requested())
      use(1);
  });
  stop.request_stop();
  other.join();
}
