// moodycamel: the blocking queue has no close.
// RUN: %check_tidy %s

#include <concurrentqueue/blockingconcurrentqueue.h>
#include <concurrentqueue/lightweightsemaphore.h>
#include <thread>

bool fails();
void use(int);

void no_sender_bad() {
  moodycamel::BlockingConcurrentQueue<int> queue;
  std::thread reader([&] {
    int value;
    queue.wait_dequeue(value);
    use(value);
  });
  if (!fails())
    queue.enqueue(1);
  reader.join();
}
// CHECK: :[[@LINE-7]]:11: warning: this receive from 'queue' can block forever: no task sends to 'queue' or closes it [quiesce-blocked-receive]
// CHECK: :[[@LINE-10]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:8: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-10]]:11: note: no remaining task sends to 'queue' or closes it

void no_end_bad() {
  moodycamel::BlockingConcurrentQueue<int> queue;
  std::thread reader([&] {
    int value;
    while (true) {
      queue.wait_dequeue(value);
      use(value);
    }
  });
  queue.enqueue(1);
  reader.join();
}
// CHECK: :[[@LINE-7]]:13: warning: this receive from 'queue' can block forever: no task sends to 'queue' any more or closes it [quiesce-blocked-receive]
// CHECK: :[[@LINE-11]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-5]]:9: note: the main task sends to 'queue'
// CHECK: :[[@LINE-10]]:13: note: no remaining task sends to 'queue' or closes it

void no_limit_bad() {
  moodycamel::BlockingConcurrentQueue<int> queue;
  int value;
  queue.wait_dequeue_timed(value, -1);
}
// CHECK: :[[@LINE-2]]:9: warning: this receive from 'queue' can block forever: no task sends to 'queue' or closes it [quiesce-blocked-receive]
// CHECK: :[[@LINE-3]]:9: note: no remaining task sends to 'queue' or closes it

void sentinel_ok() {
  moodycamel::BlockingConcurrentQueue<int> queue;
  std::thread reader([&] {
    int value;
    while (true) {
      queue.wait_dequeue(value);
      if (value < 0)
        break;
      use(value);
    }
  });
  moodycamel::ProducerToken token(queue);
  queue.enqueue(token, 1);
  queue.enqueue(token, -1);
  reader.join();
}

void bulk_ok() {
  moodycamel::BlockingConcurrentQueue<int> queue;
  int values[2] = {1, 2};
  queue.enqueue_bulk(values, 2);
  int value;
  queue.wait_dequeue(value);
}

void timed_ok() {
  moodycamel::BlockingConcurrentQueue<int> queue;
  int value;
  if (queue.wait_dequeue_timed(value, 1000) || queue.try_dequeue(value))
    use(value);
}

void semaphore_bad() {
  moodycamel::LightweightSemaphore ready;
  std::thread other([&] {
    if (!fails())
      ready.signal();
  });
  ready.wait();
  other.join();
}
// CHECK: :[[@LINE-3]]:9: warning: this acquire of 'ready' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-8]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-8]]:10: note: in task 1, 'fails()' is true
// CHECK: :[[@LINE-6]]:9: note: no remaining task changes the count of 'ready'

void semaphore_ok() {
  moodycamel::LightweightSemaphore ready;
  std::thread other([&] { ready.signal(); });
  ready.wait();
  ready.wait(1000);
  other.join();
}
