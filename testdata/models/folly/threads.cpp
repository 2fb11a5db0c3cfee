// folly: queues, batons, semaphores, futures.
// RUN: %check_tidy %s -- -std=c++20 -isystem %root/testdata/models/include/folly

#include <folly.h>
#include <thread>

bool fails();
void use(int);

void queue_bad() {
  folly::MPMCQueue<int> queue(1);
  std::thread reader([&] {
    int value;
    queue.blockingRead(value);
    use(value);
  });
  if (!fails())
    queue.blockingWrite(1);
  reader.join();
}
// CHECK: :[[@LINE-7]]:11: warning: this receive from 'queue' can block forever: no task sends to 'queue' or closes it [quiesce-blocked-receive]
// CHECK: :[[@LINE-10]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:8: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-10]]:11: note: no remaining task sends to 'queue' or closes it

void queue_full_bad() {
  folly::MPMCQueue<int> queue(1);
  queue.blockingWrite(1);
  queue.blockingWrite(2);
}
// CHECK: :[[@LINE-2]]:9: warning: this send to 'queue' can block forever: no task receives from 'queue' [quiesce-blocked-send]
// CHECK: :[[@LINE-4]]:9: note: the main task sends to 'queue'
// CHECK: :[[@LINE-4]]:9: note: no remaining task receives from 'queue' or closes it

void queue_ok() {
  folly::MPMCQueue<int> queue(2);
  std::thread reader([&] {
    int value;
    do
      queue.blockingRead(value);
    while (value);
  });
  queue.blockingWrite(1);
  queue.blockingWrite(0);
  reader.join();
  if (queue.write(1))
    use(1);
}

void unbounded_bad() {
  folly::UMPMCQueue<int, true> queue;
  std::thread reader([&] { use(queue.dequeue()); });
  reader.join();
}
// CHECK: :[[@LINE-3]]:38: warning: this receive from 'queue' can block forever: no task sends to 'queue' or closes it [quiesce-blocked-receive]
// CHECK: :[[@LINE-4]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-5]]:38: note: no remaining task sends to 'queue' or closes it

void unbounded_ok() {
  folly::UMPMCQueue<int, true> queue;
  std::thread reader([&] { use(queue.dequeue()); });
  queue.enqueue(1);
  reader.join();
}

void baton_bad() {
  folly::Baton<> done;
  std::thread other([&] {
    if (!fails())
      done.post();
  });
  done.wait();
  other.join();
}
// CHECK: :[[@LINE-3]]:8: warning: this wait for 'done' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-8]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-8]]:10: note: in task 1, 'fails()' is true
// CHECK: :[[@LINE-6]]:8: note: no remaining task changes the count of 'done'

void baton_ok() {
  folly::Baton<> done;
  std::thread other([&] { done.post(); });
  done.wait();
  other.join();
  done.reset();
  done.try_wait_for(std::chrono::seconds(1));
  done.post();
  done.wait();
}

void semaphore_bad() {
  folly::LifoSem items;
  std::thread other([&] {
    if (!fails())
      items.post();
  });
  items.wait();
  other.join();
}
// CHECK: :[[@LINE-3]]:9: warning: this acquire of 'items' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-8]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-8]]:10: note: in task 1, 'fails()' is true
// CHECK: :[[@LINE-6]]:9: note: no remaining task changes the count of 'items'

void semaphore_ok() {
  folly::LifoSem items, stopped;
  std::thread other([&] { items.post(); });
  items.wait();
  stopped.shutdown();
  stopped.wait();
  other.join();
}

void mutex_bad() {
  folly::SharedMutex mutex;
  mutex.lock_shared();
  mutex.lock();
}
// CHECK: :[[@LINE-2]]:9: warning: this lock of 'mutex' can block forever: the lock is held and never released [quiesce-deadlock]
// CHECK: :[[@LINE-4]]:9: note: the main task locks 'mutex'
// CHECK: :[[@LINE-4]]:9: note: no path releases the lock

void mutex_ok() {
  folly::SharedMutex mutex;
  mutex.lock_shared();
  mutex.unlock_shared();
  mutex.lock();
  mutex.unlock();
}

void future_bad() {
  folly::Promise<int> promise;
  auto future = promise.getSemiFuture();
  std::thread other([&] {
    if (!fails())
      promise.setValue(1);
  });
  use(std::move(future).get());
  other.join();
}
// CHECK: :[[@LINE-3]]:25: warning: this wait for 'std::move(future)' can block forever: its promise is never kept [quiesce-unfulfilled-promise]
// CHECK: :[[@LINE-8]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-8]]:10: note: in task 1, 'fails()' is true
// CHECK: :[[@LINE-12]]:23: note: the promise is made here
// CHECK: :[[@LINE-7]]:25: note: no path from here sets a value or an exception

void future_ok() {
  folly::SemiFuture<int> future;
  {
    folly::Promise<int> promise;
    future = promise.getSemiFuture();
  }
  std::move(future).wait();
}

void token_bad() {
  folly::CancellationSource stop;
  std::thread other([token = stop.getToken()] {
    while (!token.isCancellationRequested())
      use(1);
  });
  other.join();
}
// CHECK: :[[@LINE-2]]:9: warning: this join of 'other' can block forever: the task it waits for never ends [quiesce-blocked-join]
// CHECK: :[[@LINE-7]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-7]]:5: note: task 1 goes round this loop
// CHECK: :[[@LINE-5]]:9: note: nothing lets the joined task end

void token_ok() {
  folly::CancellationSource stop;
  std::thread other([token = stop.getToken()] {
    while (!token.isCancellationRequested())
      use(1);
  });
  stop.requestCancellation();
  other.join();
}
