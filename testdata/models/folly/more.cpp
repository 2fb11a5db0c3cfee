// folly: the other members.  Each function that must be reported calls many members before the one that blocks: were one
// unknown, nothing would be reported.
// RUN: %check_tidy %s -- -std=c++20 -isystem %root/testdata/models/include/folly

#include <folly.h>
#include <thread>

bool fails();
void use(int);
using Soon = std::chrono::milliseconds;
static std::chrono::steady_clock::time_point now() { return std::chrono::steady_clock::now(); }

void bounded_bad() {
  folly::MPMCQueue<int> queue(1);
  int value = 0;
  if (queue.writeIfNotFull(1) && queue.size() == 1 && queue.sizeGuess() == 1 && queue.read(value))
    use(value);
  if (queue.tryWriteUntil(now(), 1) && queue.readIfNotEmpty(value))
    use(value);
  if (!queue.tryReadUntil(now(), value) && queue.isEmpty())
    queue.blockingRead(value);
}
// CHECK: :[[@LINE-2]]:11: warning: this receive from 'queue' can block forever: no task sends to 'queue' any more or closes it [quiesce-blocked-receive]
// CHECK: :[[@LINE-8]]:13: note: the main task sends to 'queue'
// CHECK: :[[@LINE-9]]:87: note: the main task receives from 'queue'
// CHECK: :[[@LINE-8]]:13: note: the main task sends to 'queue'
// CHECK: :[[@LINE-9]]:46: note: the main task receives from 'queue'
// CHECK: :[[@LINE-8]]:14: note: the main task gives up waiting at its timeout
// CHECK: :[[@LINE-9]]:14: note: in the main task, 'queue.tryReadUntil(now(), value)' is false
// CHECK: :[[@LINE-10]]:50: note: in the main task, 'queue.isEmpty()' is true
// CHECK: :[[@LINE-10]]:11: note: no remaining task sends to 'queue' or closes it

void full_bad() {
  folly::MPMCQueue<int> queue(1);
  if (queue.write(1) && !queue.writeIfNotFull(2) && !queue.tryWriteUntil(now(), 3))
    queue.blockingWrite(4);
}
// CHECK: :[[@LINE-2]]:11: warning: this send to 'queue' can block forever: no task receives from 'queue' [quiesce-blocked-send]
// CHECK: :[[@LINE-4]]:13: note: the main task sends to 'queue'
// CHECK: :[[@LINE-5]]:32: note: the main task sends to 'queue'
// CHECK: :[[@LINE-6]]:60: note: the main task gives up waiting at its timeout
// CHECK: :[[@LINE-7]]:60: note: in the main task, 'queue.tryWriteUntil(now(), 3)' is false
// CHECK: :[[@LINE-7]]:11: note: no remaining task receives from 'queue' or closes it

void bounded_ok() {
  folly::MPMCQueue<int> queue(1);
  int value = 0;
  queue.blockingWrite(1);
  while (!queue.isEmpty())
    queue.blockingRead(value);
  if (queue.size() > 0 || queue.sizeGuess() > 0 || queue.read(value) || queue.readIfNotEmpty(value))
    queue.blockingRead(value);
  queue.blockingWrite(2);
  if (queue.tryReadUntil(now(), value))
    queue.blockingWrite(3);
}

void unbounded_bad() {
  folly::UMPMCQueue<int, true> queue;
  int value = 0;
  queue.enqueue(1);
  if (queue.size() == 1 && !queue.empty() && queue.try_dequeue(value))
    use(value);
  if (!queue.try_dequeue_for(value, Soon(1)) && !queue.try_dequeue_until(value, now()))
    queue.dequeue(value);
}
// CHECK: :[[@LINE-2]]:11: warning: this receive from 'queue' can block forever: no task sends to 'queue' any more or closes it [quiesce-blocked-receive]
// CHECK: :[[@LINE-7]]:9: note: the main task sends to 'queue'
// CHECK: :[[@LINE-7]]:52: note: the main task receives from 'queue'
// CHECK: :[[@LINE-6]]:14: note: the main task gives up waiting at its timeout
// CHECK: :[[@LINE-7]]:14: note: in the main task, 'queue.try_dequeue_for(value, Soon(1))' is false
// CHECK: :[[@LINE-8]]:56: note: the main task gives up waiting at its timeout
// CHECK: :[[@LINE-9]]:56: note: in the main task, 'queue.try_dequeue_until(value, now())' is false
// CHECK: :[[@LINE-9]]:11: note: no remaining task sends to 'queue' or closes it

void unbounded_ok() {
  folly::UMPMCQueue<int, true> queue;
  int value = 0;
  queue.enqueue(1);
  while (!queue.empty())
    queue.dequeue(value);
  if (queue.size() > 0 || queue.try_dequeue(value) || queue.try_dequeue_for(value, Soon(1)) ||
      queue.try_dequeue_until(value, now()))
    queue.dequeue(value);
}

void dynamic_bad() {
  folly::DMPMCQueue<int, true> queue(1);
  int value = 0;
  if (queue.try_enqueue(1) && queue.size() == 1 && !queue.empty() && queue.try_dequeue(value))
    use(value);
  if (queue.try_enqueue_for(1, Soon(1)) && queue.try_dequeue_for(value, Soon(1)))
    use(value);
  if (queue.try_enqueue_until(1, now()) && queue.try_dequeue_until(value, now()))
    queue.dequeue(value);
}
// CHECK: :[[@LINE-2]]:11: warning: this receive from 'queue' can block forever: no task sends to 'queue' any more or closes it [quiesce-blocked-receive]
// CHECK: :[[@LINE-8]]:13: note: the main task sends to 'queue'
// CHECK: :[[@LINE-9]]:76: note: the main task receives from 'queue'
// CHECK: :[[@LINE-8]]:13: note: the main task sends to 'queue'
// CHECK: :[[@LINE-9]]:50: note: the main task receives from 'queue'
// CHECK: :[[@LINE-8]]:13: note: the main task sends to 'queue'
// CHECK: :[[@LINE-9]]:50: note: the main task receives from 'queue'
// CHECK: :[[@LINE-10]]:50: note: in the main task, 'queue.try_dequeue_until(value, now())' is true
// CHECK: :[[@LINE-10]]:11: note: no remaining task sends to 'queue' or closes it

void dynamic_ok() {
  folly::DMPMCQueue<int, true> queue(1);
  int value = 0;
  queue.enqueue(1);
  queue.dequeue(value);
  queue.enqueue(value);
  queue.enqueue(value);
}

void baton_bad() {
  folly::Baton<> baton;
  if (!baton.ready() && !baton.try_wait() && !baton.try_wait_until(now()))
    baton.wait();
}
// CHECK: :[[@LINE-2]]:11: warning: this wait for 'baton' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-4]]:53: note: the main task gives up waiting at its timeout
// CHECK: :[[@LINE-5]]:53: note: in the main task, 'baton.try_wait_until(now())' is false
// CHECK: :[[@LINE-5]]:11: note: no remaining task changes the count of 'baton'

void baton_ok() {
  folly::Baton<> baton;
  if (!baton.ready() && !baton.try_wait() && !baton.try_wait_until(now()))
    baton.post();
  baton.wait();
}

void semaphore_bad() {
  folly::LifoSem semaphore(3);
  if (semaphore.try_wait() && semaphore.try_wait_for(Soon(1)) && semaphore.try_wait_until(now()))
    semaphore.wait();
}
// CHECK: :[[@LINE-2]]:15: warning: this acquire of 'semaphore' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-4]]:17: note: the main task acquires 'semaphore'
// CHECK: :[[@LINE-5]]:41: note: the main task acquires 'semaphore'
// CHECK: :[[@LINE-6]]:76: note: the main task acquires 'semaphore'
// CHECK: :[[@LINE-7]]:76: note: in the main task, 'semaphore.try_wait_until(now())' is true
// CHECK: :[[@LINE-7]]:15: note: no remaining task changes the count of 'semaphore'

void semaphore_ok() {
  folly::LifoSem semaphore;
  if (semaphore.try_wait() || semaphore.try_wait_for(Soon(1)) || semaphore.try_wait_until(now()))
    semaphore.wait();
}

void mutex_bad() {
  folly::SharedMutex mutex;
  if (mutex.try_lock())
    mutex.unlock();
  if (mutex.try_lock_for(Soon(1)))
    mutex.unlock();
  if (mutex.try_lock_until(now()))
    mutex.unlock();
  if (mutex.try_lock_shared())
    mutex.unlock_shared();
  if (mutex.try_lock_shared_for(Soon(1)))
    mutex.unlock_shared();
  if (mutex.try_lock_shared_until(now()))
    mutex.lock();
}
// CHECK: :[[@LINE-2]]:11: warning: this lock of 'mutex' can block forever: the lock is held and never released [quiesce-deadlock]
// CHECK: :[[@LINE-14]]:13: note: the main task locks 'mutex'
// CHECK: :[[@LINE-13]]:13: note: the main task locks 'mutex'
// CHECK: :[[@LINE-12]]:13: note: the main task locks 'mutex'
// CHECK: :[[@LINE-11]]:13: note: the main task locks 'mutex'
// CHECK: :[[@LINE-10]]:13: note: the main task locks 'mutex'
// CHECK: :[[@LINE-9]]:13: note: the main task locks 'mutex'
// CHECK: :[[@LINE-10]]:7: note: in the main task, 'mutex.try_lock_shared_until(now())' is true
// CHECK: :[[@LINE-10]]:11: note: no path releases the lock

void mutex_ok() {
  folly::SharedMutex mutex;
  mutex.lock();
  if (mutex.try_lock() || mutex.try_lock_for(Soon(1)) || mutex.try_lock_until(now()) || mutex.try_lock_shared() ||
      mutex.try_lock_shared_for(Soon(1)) || mutex.try_lock_shared_until(now()))
    mutex.lock();
}

void future_bad() {
  folly::Promise<int> promise;
  folly::Future<int> future = promise.getFuture();
  if (!future.valid() || future.isReady())
    return;
  if (fails())
    promise.setException(std::exception());
  std::move(future).get();
}
// CHECK: :[[@LINE-2]]:21: warning: this wait for 'std::move(future)' can block forever: its promise is never kept [quiesce-unfulfilled-promise]
// CHECK: :[[@LINE-5]]:7: note: in the main task, 'fails()' is false
// CHECK: :[[@LINE-10]]:23: note: the promise is made here
// CHECK: :[[@LINE-5]]:21: note: no path from here sets a value or an exception

void future_ok() {
  folly::Promise<int> promise, other, third;
  folly::Future<int> future = promise.getFuture(), failed = other.getFuture();
  std::thread sets([&] {
    promise.setTry(folly::Try<int>(1));
    other.setException(std::exception());
  });
  future.wait();
  failed.wait();
  sets.join();
}

void cancelled_ok() {
  folly::CancellationSource source;
  folly::CancellationToken token = source.getToken();
  std::thread other([=] {
    while (token.canBeCancelled() && !token.isCancellationRequested())
      use(1);
  });
  if (source.canBeCancelled() && !source.isCancellationRequested())
    source.requestCancellation();
  other.join();
}

void cancelled_bad() {
  folly::CancellationSource source;
  std::thread other([&] {
    while (!source.isCancellationRequested())
      use(1);
  });
  if (!fails())
    source.requestCancellation();
  other.join();
}
// CHECK: :[[@LINE-2]]:9: warning: this join of 'other' can block forever: the task it waits for never ends [quiesce-blocked-join]
// CHECK: :[[@LINE-9]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:8: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-10]]:5: note: task 1 goes round this loop
// CHECK: :[[@LINE-6]]:9: note: nothing lets the joined task end

namespace coro = folly::coro;

coro::Task<> coro_unbounded_bad() {
  coro::UnboundedQueue<int> queue;
  int value = 0;
  queue.enqueue(1);
  if (queue.size() == 1 && !queue.empty() && queue.try_dequeue(value))
    co_await queue.dequeue();
}
// CHECK: :[[@LINE-2]]:20: warning: this receive from 'queue' can block forever: no task sends to 'queue' any more or closes it [quiesce-blocked-receive]
// CHECK: :[[@LINE-5]]:9: note: the main task sends to 'queue'
// CHECK: :[[@LINE-5]]:52: note: the main task receives from 'queue'
// CHECK: :[[@LINE-6]]:52: note: in the main task, 'queue.try_dequeue(value)' is true
// CHECK: :[[@LINE-6]]:20: note: no remaining task sends to 'queue' or closes it

coro::Task<> coro_unbounded_ok() {
  coro::UnboundedQueue<int> queue;
  int value = 0;
  queue.enqueue(1);
  while (!queue.empty())
    co_await queue.dequeue();
  if (queue.size() > 0 || queue.try_dequeue(value))
    co_await queue.dequeue();
}

coro::Task<> coro_bounded_bad() {
  coro::BoundedQueue<int> queue(1);
  int value = 0;
  if (queue.try_enqueue(1) && queue.try_dequeue(value) && queue.empty() && queue.size() == 0)
    co_await queue.dequeue();
}
// CHECK: :[[@LINE-2]]:20: warning: this receive from 'queue' can block forever: no task sends to 'queue' any more or closes it [quiesce-blocked-receive]
// CHECK: :[[@LINE-4]]:13: note: the main task sends to 'queue'
// CHECK: :[[@LINE-5]]:37: note: the main task receives from 'queue'
// CHECK: :[[@LINE-6]]:89: note: in the main task, 'queue.size() == 0' is true
// CHECK: :[[@LINE-6]]:20: note: no remaining task sends to 'queue' or closes it

coro::Task<> coro_bounded_ok() {
  coro::BoundedQueue<int> queue(1);
  int value = 0;
  co_await queue.enqueue(1);
  if (!queue.try_enqueue(2) && !queue.empty() && queue.size() == 1)
    co_await queue.dequeue();
  if (queue.try_dequeue(value))
    co_await queue.dequeue();
}

coro::Task<> coro_baton_bad() {
  coro::Baton baton;
  if (!baton.ready())
    co_await baton;
}
// CHECK: :[[@LINE-2]]:14: warning: this wait for 'baton' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-4]]:14: note: in the main task, 'baton.ready()' is false
// CHECK: :[[@LINE-4]]:14: note: no remaining task changes the count of 'baton'

coro::Task<> coro_baton_ok() {
  coro::Baton baton;
  if (!baton.ready())
    baton.post();
  co_await baton;
}

struct Job {
  int number;
};

coro::Task<> pipe_ok() {
  auto [generator, pipe] = coro::AsyncPipe<Job>::create();
  if (!pipe.isClosed())
    pipe.write(Job{1});
  std::move(pipe).close();
  for (auto job = co_await generator.next(); job.has_value(); job = co_await generator.next())
    use(job->number);
}

coro::Task<> bounded_pipe_ok() {
  auto [generator, pipe] = coro::BoundedAsyncPipe<int>::create(1);
  if (!pipe.isClosed())
    co_await pipe.write(1);
  std::move(pipe).close();
  while (auto value = co_await generator.next())
    use(*value);
}

coro::Task<> bounded_pipe_bad() {
  auto [generator, pipe] = coro::BoundedAsyncPipe<int>::create(1);
  if (!pipe.isClosed())
    co_await pipe.write(1);
  while (auto value = co_await generator.next())
    use(*value);
}
// CHECK: :[[@LINE-3]]:42: warning: this loop receives from 'generator' forever: nobody closes it on this path [quiesce-missing-close]
// CHECK: :[[@LINE-5]]:19: note: the main task sends to 'pipe'
// CHECK: :[[@LINE-5]]:42: note: no path from here calls close on 'generator'
