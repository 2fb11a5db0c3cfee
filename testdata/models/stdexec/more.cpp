// stdexec: the other members.
// RUN: %check_tidy %s -- -std=c++20 -isystem %root/testdata/models/include/stdexec

#include <stdexec.h>
#include <thread>

bool fails();
void use(int);

void stopped_ok() {
  stdexec::inplace_stop_source source;
  stdexec::inplace_stop_token token = source.get_token();
  std::thread other([=] {
    while (token.stop_possible() && !token.stop_requested())
      use(1);
  });
  if (!source.stop_requested())
    source.request_stop();
  other.join();
}

void stopped_bad() {
  stdexec::inplace_stop_source source;
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

exec::task<void> loops(stdexec::run_loop &loop) {
  loop.run();
  co_return;
}
// CHECK: :[[@LINE-3]]:8: warning: this wait for 'loop' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE+6]]:3: note: the main task starts task 1
// CHECK: :[[@LINE-5]]:8: note: no remaining task changes the count of 'loop'

exec::task<void> scope_bad() {
  exec::async_scope scope;
  stdexec::run_loop loop;
  scope.spawn(loops(loop));
  scope.request_stop();
  co_await scope.on_empty();
}

exec::task<void> scope_ok() {
  exec::async_scope scope;
  stdexec::run_loop loop;
  scope.spawn(loops(loop));
  loop.finish();
  scope.request_stop();
  co_await scope.on_empty();
}
