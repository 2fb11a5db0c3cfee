// cppcoro: scopes.
// RUN: %check_tidy %s -- -std=c++20 -isystem %root/testdata/models/include/cppcoro

#include <cppcoro.h>
#include <semaphore>

bool fails();
void use(int);

cppcoro::task<> waits(std::binary_semaphore &go) {
  go.acquire();
  co_return;
}
// CHECK: :[[@LINE-3]]:6: warning: this acquire of 'go' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE+7]]:3: note: the main task starts task 1
// CHECK: :[[@LINE+7]]:8: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-6]]:6: note: no remaining task changes the count of 'go'

cppcoro::task<> join_bad() {
  std::binary_semaphore go(0);
  cppcoro::async_scope scope;
  scope.spawn(waits(go));
  if (!fails())
    go.release();
  co_await scope.join();
}

cppcoro::task<> waits_too(std::binary_semaphore &go) {
  go.acquire();
  co_return;
}

cppcoro::task<> join_ok() {
  std::binary_semaphore go(0);
  cppcoro::async_scope scope;
  scope.spawn(waits_too(go));
  go.release();
  co_await scope.join();
}
