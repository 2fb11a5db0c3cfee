// userver: the other members.  Each function that must be reported calls many members before the one that blocks: were one
// unknown, nothing would be reported.
// RUN: %check_tidy %s -- -std=c++20 -isystem %root/testdata/models/include/userver

#include <userver.h>

using namespace userver;
using Soon = std::chrono::milliseconds;

bool fails();
void use(int);
static std::chrono::steady_clock::time_point now() { return std::chrono::steady_clock::now(); }

void mutex_bad() {
  engine::Mutex mutex;
  if (mutex.try_lock())
    mutex.unlock();
  if (mutex.try_lock_for(Soon(1)))
    mutex.unlock();
  if (mutex.try_lock_until(now()))
    mutex.unlock();
  mutex.lock();
  mutex.lock();
}
// CHECK: :[[@LINE-2]]:9: warning: this lock of 'mutex' blocks forever: the main task holds the lock already [quiesce-deadlock]
// CHECK: :[[@LINE-10]]:13: note: the main task locks 'mutex'
// CHECK: :[[@LINE-9]]:13: note: the main task locks 'mutex'
// CHECK: :[[@LINE-8]]:13: note: the main task locks 'mutex'
// CHECK: :[[@LINE-7]]:9: note: the main task locks 'mutex'
// CHECK: :[[@LINE-7]]:9: note: the lock is not released before it is taken again

void mutex_ok() {
  engine::Mutex mutex;
  mutex.lock();
  if (mutex.try_lock() || mutex.try_lock_for(Soon(1)) || mutex.try_lock_until(now()))
    mutex.lock();
}

void shared_bad() {
  engine::SharedMutex mutex;
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
    mutex.unlock_shared();
  mutex.lock_shared();
  mutex.lock();
}
// CHECK: :[[@LINE-2]]:9: warning: this lock of 'mutex' can block forever: the lock is held and never released [quiesce-deadlock]
// CHECK: :[[@LINE-16]]:13: note: the main task locks 'mutex'
// CHECK: :[[@LINE-15]]:13: note: the main task locks 'mutex'
// CHECK: :[[@LINE-14]]:13: note: the main task locks 'mutex'
// CHECK: :[[@LINE-13]]:13: note: the main task locks 'mutex'
// CHECK: :[[@LINE-12]]:13: note: the main task locks 'mutex'
// CHECK: :[[@LINE-11]]:13: note: the main task locks 'mutex'
// CHECK: :[[@LINE-10]]:9: note: the main task locks 'mutex'
// CHECK: :[[@LINE-10]]:9: note: no path releases the lock

void shared_ok() {
  engine::SharedMutex mutex;
  mutex.lock();
  if (mutex.try_lock() || mutex.try_lock_for(Soon(1)) || mutex.try_lock_until(now()) || mutex.try_lock_shared() ||
      mutex.try_lock_shared_for(Soon(1)) || mutex.try_lock_shared_until(now()))
    mutex.lock();
  mutex.unlock();
  mutex.lock_shared();
  mutex.lock_shared();
}

void semaphore_bad() {
  engine::Semaphore semaphore(3);
  if (semaphore.try_lock_shared() && semaphore.try_lock_shared_for(Soon(1)) && semaphore.try_lock_shared_until(now()))
    semaphore.lock_shared();
}
// CHECK: :[[@LINE-2]]:15: warning: this acquire of 'semaphore' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-4]]:17: note: the main task acquires 'semaphore'
// CHECK: :[[@LINE-5]]:48: note: the main task acquires 'semaphore'
// CHECK: :[[@LINE-6]]:90: note: the main task acquires 'semaphore'
// CHECK: :[[@LINE-7]]:90: note: in the main task, 'semaphore.try_lock_shared_until(now())' is true
// CHECK: :[[@LINE-7]]:15: note: no remaining task changes the count of 'semaphore'

void semaphore_ok() {
  engine::Semaphore semaphore(1);
  semaphore.lock_shared();
  if (semaphore.try_lock_shared_until(now()))
    semaphore.lock_shared();
}

void cancellable_bad() {
  engine::CancellableSemaphore semaphore(3);
  if (semaphore.try_lock_shared() && semaphore.try_lock_shared_for(Soon(1)) && semaphore.try_lock_shared_until(now()))
    semaphore.lock_shared();
}
// CHECK: :[[@LINE-2]]:15: warning: this acquire of 'semaphore' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-4]]:17: note: the main task acquires 'semaphore'
// CHECK: :[[@LINE-5]]:48: note: the main task acquires 'semaphore'
// CHECK: :[[@LINE-6]]:90: note: the main task acquires 'semaphore'
// CHECK: :[[@LINE-7]]:90: note: in the main task, 'semaphore.try_lock_shared_until(now())' is true
// CHECK: :[[@LINE-7]]:15: note: no remaining task changes the count of 'semaphore'

void cancellable_ok() {
  engine::CancellableSemaphore semaphore(1);
  semaphore.lock_shared();
  if (semaphore.try_lock_shared() || semaphore.try_lock_shared_for(Soon(1)) || semaphore.try_lock_shared_until(now()))
    semaphore.lock_shared();
  semaphore.unlock_shared();
  semaphore.lock_shared();
}

void condition_bad() {
  engine::Mutex mutex;
  engine::ConditionVariable changed;
  std::unique_lock<engine::Mutex> lock(mutex);
  if (changed.WaitUntil(lock, now()) == engine::CvStatus::kTimeout)
    if (changed.Wait(lock) == engine::CvStatus::kCancelled)
      use(1);
}
// CHECK: :[[@LINE-3]]:17: warning: this wait on 'changed' can block forever: no notification reaches it any more [quiesce-missed-notify]
// CHECK: :[[@LINE-5]]:15: note: the main task goes to sleep on 'changed'
// CHECK: :[[@LINE-6]]:15: note: the main task gives up waiting at its timeout
// CHECK: :[[@LINE-6]]:17: note: no task notifies 'changed' from here on

void condition_ok() {
  engine::Mutex mutex;
  engine::ConditionVariable changed;
  std::unique_lock<engine::Mutex> lock(mutex);
  if (changed.WaitUntil(lock, now()) == engine::CvStatus::kNoTimeout)
    if (changed.Wait(lock) == engine::CvStatus::kCancelled)
      use(1);
}

void event_bad() {
  engine::SingleConsumerEvent event;
  if (!event.WaitForEventUntil(now()))
    if (event.WaitForEvent())
      use(1);
}
// CHECK: :[[@LINE-3]]:15: warning: this wait for 'event' can block forever: no task sets it [quiesce-count-mismatch]
// CHECK: :[[@LINE-5]]:14: note: the main task gives up waiting at its timeout
// CHECK: :[[@LINE-6]]:14: note: in the main task, 'event.WaitForEventUntil(now())' is false
// CHECK: :[[@LINE-6]]:15: note: no remaining task sets 'event'

void event_ok() {
  engine::SingleConsumerEvent event;
  if (!event.WaitForEventUntil(now()))
    event.Send();
  if (event.WaitForEvent())
    use(1);
}

void future_bad() {
  engine::Promise<int> promise;
  engine::Future<int> future = promise.get_future();
  if (future.valid() && future.wait_for(Soon(1)) == engine::FutureStatus::kTimeout &&
      future.wait_until(now()) == engine::FutureStatus::kTimeout)
    use(future.get());
}
// CHECK: :[[@LINE-2]]:16: warning: this wait for 'future' can block forever: its promise is never kept [quiesce-unfulfilled-promise]
// CHECK: :[[@LINE-5]]:32: note: the main task gives up waiting at its timeout
// CHECK: :[[@LINE-5]]:14: note: the main task gives up waiting at its timeout
// CHECK: :[[@LINE-6]]:32: note: in the main task, 'future.wait_until(now()) == engine::FutureStatus::kTimeout' is true
// CHECK: :[[@LINE-10]]:24: note: the promise is made here
// CHECK: :[[@LINE-7]]:16: note: no path from here sets a value or an exception

void future_ok() {
  engine::Promise<int> promise, other;
  engine::Future<int> future = promise.get_future(), failed = other.get_future();
  if (future.wait_for(Soon(1)) == engine::FutureStatus::kReady || future.wait_until(now()) == engine::FutureStatus::kReady)
    return;
  promise.set_value(1);
  other.set_exception(std::exception_ptr());
  if (failed.wait() == engine::FutureStatus::kReady)
    use(future.get());
}

void task_bad() {
  engine::SingleConsumerEvent never;
  auto task = utils::Async("waits", [&] {
    if (never.WaitForEvent())
      use(1);
  });
  task.WaitFor(Soon(1));
  task.WaitUntil(now());
  if (task.IsValid())
    task.Wait();
}
// CHECK: :[[@LINE-8]]:15: warning: this acquire of 'never' can block forever: task 1 and the main task wait for each other [quiesce-deadlock]
// CHECK: :[[@LINE-10]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-7]]:8: note: the main task gives up waiting at its timeout
// CHECK: :[[@LINE-7]]:8: note: the main task gives up waiting at its timeout
// CHECK: :[[@LINE-7]]:12: note: in the main task, 'task.IsValid()' is true
// CHECK: :[[@LINE-7]]:10: note: the main task waits here, at its join
// CHECK: :[[@LINE-14]]:15: note: neither can go on before the other does

void task_ok() {
  engine::SingleConsumerEvent never;
  auto task = utils::Async("waits", [&] {
    if (never.WaitForEvent())
      use(1);
  });
  task.WaitFor(Soon(1));
  task.WaitUntil(now());
}

using Queue = concurrent::NonFifoMpmcQueue<int>;

void many_ok() {
  auto queue = Queue::Create();
  auto consumer = queue->GetMultiConsumer();
  auto producer = queue->GetMultiProducer();
  auto copy = producer;
  if (!producer.Push(1) || !copy.Push(2))
    return;
  std::move(producer).Reset();
  std::move(copy).Reset();
  int value;
  while (consumer.Pop(value))
    use(value);
}

void many_bad() {
  auto queue = Queue::Create();
  auto consumer = queue->GetMultiConsumer();
  auto producer = queue->GetMultiProducer();
  auto copy = producer;
  std::move(producer).Reset();
  int value;
  while (consumer.Pop(value))
    use(value);
}
// CHECK: :[[@LINE-3]]:19: warning: this loop receives from 'consumer' forever: nobody closes it on this path [quiesce-missing-close]
// CHECK: :[[@LINE-4]]:19: note: no path from here calls close on 'consumer'

void consumer_gone_ok() {
  auto queue = Queue::Create(1);
  auto consumer = queue->GetConsumer();
  auto producer = queue->GetProducer();
  if (!producer.Push(1))
    return;
  std::move(consumer).Reset();
  if (!producer.Push(2))
    use(2);
}
