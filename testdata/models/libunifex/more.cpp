// libunifex: the other members.
// RUN: %check_tidy %s -- -std=c++20 -isystem %root/testdata/models/include/libunifex

#include <thread>
#include <unifex.h>

bool fails();
void use(int);

unifex::task<> asked_bad() {
  unifex::async_manual_reset_event ready;
  if (!ready.ready())
    co_await ready.async_wait();
}
// CHECK: :[[@LINE-2]]:20: warning: this wait for 'ready' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-4]]:14: note: in the main task, 'ready.ready()' is false
// CHECK: :[[@LINE-4]]:20: note: no remaining task changes the count of 'ready'

unifex::task<> asked_ok() {
  unifex::async_manual_reset_event ready;
  if (!ready.ready())
    ready.set();
  co_await ready.async_wait();
}

void stopped_ok() {
  unifex::inplace_stop_source source;
  unifex::inplace_stop_token token = source.get_token();
  std::thread other([=] {
    while (token.stop_possible() && !token.stop_requested())
      use(1);
  });
  if (!source.stop_requested())
    source.request_stop();
  other.join();
}

void stopped_bad() {
  unifex::inplace_stop_source source;
  std::thread other([&] {
    while (!source.stop_requested())
      use(1);
  });
  if (!fails())
    source.request_stop();
  other.join();
}
// CHECK: :[[@LINE-2]]:9: warning: this join of 'other' can block forever: the task it waits for never ends [quiesce-blocked-join]
// CHECK: :[[@LINE-9]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:8: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-10]]:5: note: task 1 goes round this loop
// CHECK: :[[@LINE-6]]:9: note: nothing lets the joined task end

unifex::task<> reset_bad() {
  unifex::async_manual_reset_event ready;
  ready.set();
  ready.reset();
  co_await ready.async_wait();
}
// CHECK: :[[@LINE-2]]:18: warning: this wait for 'ready' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-5]]:9: note: the main task counts 'ready' down
// CHECK: :[[@LINE-4]]:18: note: no remaining task changes the count of 'ready'

unifex::task<> reset_ok() {
  unifex::async_manual_reset_event ready;
  ready.set();
  ready.reset();
  ready.set();
  co_await ready.async_wait();
}
