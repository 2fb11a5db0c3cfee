// moodycamel: the other members.
// RUN: %check_tidy %s

#include <concurrentqueue/blockingconcurrentqueue.h>
#include <concurrentqueue/lightweightsemaphore.h>

void use(int);

void sized_bad() {
  moodycamel::BlockingConcurrentQueue<int> queue;
  int value;
  if (queue.try_enqueue(1) && queue.size_approx() == 1 && queue.try_dequeue(value))
    queue.wait_dequeue(value);
}
// CHECK: :[[@LINE-2]]:11: warning: this receive from 'queue' can block forever: no task sends to 'queue' any more or closes it [quiesce-blocked-receive]
// CHECK: :[[@LINE-4]]:13: note: the main task sends to 'queue'
// CHECK: :[[@LINE-5]]:65: note: the main task receives from 'queue'
// CHECK: :[[@LINE-6]]:65: note: in the main task, 'queue.try_dequeue(value)' is true
// CHECK: :[[@LINE-6]]:11: note: no remaining task sends to 'queue' or closes it

void sized_ok() {
  moodycamel::BlockingConcurrentQueue<int> queue;
  int value;
  queue.try_enqueue(1);
  while (queue.size_approx() > 0)
    queue.wait_dequeue(value);
}

void tried_bad() {
  moodycamel::LightweightSemaphore semaphore(1);
  if (semaphore.tryWait())
    semaphore.wait();
}
// CHECK: :[[@LINE-2]]:15: warning: this acquire of 'semaphore' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-4]]:17: note: the main task acquires 'semaphore'
// CHECK: :[[@LINE-5]]:17: note: in the main task, 'semaphore.tryWait()' is true
// CHECK: :[[@LINE-5]]:15: note: no remaining task changes the count of 'semaphore'

void tried_ok() {
  moodycamel::LightweightSemaphore semaphore(1);
  if (!semaphore.tryWait())
    semaphore.wait();
}
