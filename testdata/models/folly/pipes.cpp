// folly: pipes, and scopes of coroutines.
// RUN: %check_tidy %s -- -std=c++20 -isystem %root/testdata/models/include/folly

#include <folly.h>
#include <thread>

using namespace folly::coro;

bool fails();
void use(int);

Task<> pipe_bad() {
  auto [generator, pipe] = AsyncPipe<int>::create();
  pipe.write(1);
  while (auto value = co_await generator.next())
    use(*value);
}
// CHECK: :[[@LINE-3]]:42: warning: this loop receives from 'generator' forever: nobody closes it on this path [quiesce-missing-close]
// CHECK: :[[@LINE-5]]:8: note: the main task sends to 'pipe'
// CHECK: :[[@LINE-5]]:42: note: no path from here calls close on 'generator'

Task<> pipe_ok() {
  auto [generator, pipe] = AsyncPipe<int>::create();
  pipe.write(1);
  std::move(pipe).close();
  while (auto value = co_await generator.next())
    use(*value);
}

// The pipe ends with its task.
Task<> moved_ok() {
  auto [generator, pipe] = AsyncPipe<int>::create();
  std::thread writes([pipe = std::move(pipe)]() mutable { pipe.write(1); });
  while (auto value = co_await generator.next())
    use(*value);
  writes.join();
}

Task<> bounded_bad() {
  auto [generator, pipe] = BoundedAsyncPipe<int>::create(1);
  co_await pipe.write(1);
  co_await pipe.write(2);
}
// CHECK: :[[@LINE-2]]:17: warning: this send to 'pipe' can block forever: no task receives from 'pipe' [quiesce-blocked-send]
// CHECK: :[[@LINE-4]]:17: note: the main task sends to 'pipe'
// CHECK: :[[@LINE-4]]:17: note: no remaining task receives from 'pipe' or closes it

Task<> bounded_ok() {
  auto [generator, pipe] = BoundedAsyncPipe<int>::create(1);
  co_await pipe.write(1);
  if (!pipe.try_write(2))
    use(2);
  if (auto value = co_await generator.next())
    use(value.value());
}

Task<> drains(UnboundedQueue<int> &queue) {
  while (true)
    use(co_await queue.dequeue());
}
// CHECK: :[[@LINE-2]]:24: warning: this receive from 'queue' can block forever: no task sends to 'queue' any more or closes it [quiesce-blocked-receive]
// CHECK: :[[@LINE+7]]:3: note: the main task starts task 1
// CHECK: :[[@LINE+7]]:9: note: the main task sends to 'queue'
// CHECK: :[[@LINE-5]]:24: note: no remaining task sends to 'queue' or closes it

Task<> scope_bad() {
  UnboundedQueue<int> queue;
  CancellableAsyncScope scope;
  scope.add(drains(queue));
  queue.enqueue(1);
  co_await scope.joinAsync();
}

Task<> cancelled(UnboundedQueue<int> &queue) {
  while (true)
    use(co_await queue.dequeue());
}

// What the scope cancels leaves its wait.
Task<> scope_ok() {
  UnboundedQueue<int> queue;
  CancellableAsyncScope scope;
  scope.add(cancelled(queue));
  queue.enqueue(1);
  co_await scope.cancelAndJoinAsync();
}

Task<> told_ok() {
  UnboundedQueue<int> queue;
  CancellableAsyncScope scope;
  scope.add(cancelled(queue));
  scope.requestCancellation();
  co_await scope.joinAsync();
}
