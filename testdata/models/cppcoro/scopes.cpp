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
