// libunifex: scopes.
// RUN: %check_tidy %s -- -std=c++20 -isystem %root/testdata/models/include/libunifex

#include <unifex.h>
#include <semaphore>

bool fails();
void use(int);

unifex::task<> waits(std::binary_semaphore &go) {
  go.acquire();
  co_return;
}
// CHECK: :[[@LINE-3]]:6: warning: this acquire of 'go' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE+7]]:3: note: the main task starts task 1
// CHECK: :[[@LINE+7]]:8: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-6]]:6: note: no remaining task changes the count of 'go'

unifex::task<> join_bad() {
  std::binary_semaphore go(0);
  unifex::async_scope scope;
  scope.detached_spawn(waits(go));
  if (!fails())
    go.release();
  co_await scope.complete();
}

unifex::task<> waits_too(std::binary_semaphore &go) {
  go.acquire();
  co_return;
}

unifex::task<> join_ok() {
  std::binary_semaphore go(0);
  unifex::async_scope scope;
  scope.detached_spawn(waits_too(go));
  go.release();
  co_await scope.complete();
}

unifex::task<> waits_for_event(unifex::async_manual_reset_event &event) {
  co_await event.async_wait();
}
// CHECK: :[[@LINE-2]]:18: warning: this wait for 'event' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE+7]]:3: note: the main task starts task 1
// CHECK: :[[@LINE-4]]:18: note: no remaining task changes the count of 'event'

// The wait for the event cannot be stopped.
unifex::task<> cleanup_bad() {
  unifex::async_manual_reset_event event;
  unifex::async_scope scope;
  scope.detached_spawn(waits_for_event(event));
  co_await scope.cleanup();
}

unifex::task<> waits_for_event_too(unifex::async_manual_reset_event &event) {
  co_await event.async_wait();
}

unifex::task<> cleanup_ok() {
  unifex::async_manual_reset_event event;
  unifex::async_scope scope;
  scope.detached_spawn(waits_for_event_too(event));
  event.set();
  scope.request_stop();
  co_await scope.cleanup();
}
