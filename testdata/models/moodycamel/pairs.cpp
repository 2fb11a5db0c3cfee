// moodycamel: the queues from one thread to one other.
// RUN: %check_tidy %s

#include <readerwriterqueue/readerwritercircularbuffer.h>
#include <readerwriterqueue/readerwriterqueue.h>
#include <thread>

bool fails();
void use(int);

void queue_bad() {
  moodycamel::BlockingReaderWriterQueue<int> queue;
  int value;
  queue.enqueue(1);
  if (queue.emplace(2) && queue.size_approx() == 2 && queue.try_dequeue(value))
    queue.wait_dequeue(value);
  if (!queue.wait_dequeue_timed(value, 1000))
    queue.wait_dequeue(value);
}
// CHECK: :[[@LINE-2]]:11: warning: this receive from 'queue' can block forever: no task sends to 'queue' any more or closes it [quiesce-blocked-receive]
// CHECK: :[[@LINE-7]]:9: note: the main task sends to 'queue'
// CHECK: :[[@LINE-7]]:13: note: the main task sends to 'queue'
// CHECK: :[[@LINE-8]]:61: note: the main task receives from 'queue'
// CHECK: :[[@LINE-8]]:11: note: the main task receives from 'queue'
// CHECK: :[[@LINE-8]]:14: note: the main task gives up waiting at its timeout
// CHECK: :[[@LINE-9]]:14: note: in the main task, 'queue.wait_dequeue_timed(value, 1000)' is false
// CHECK: :[[@LINE-9]]:11: note: no remaining task sends to 'queue' or closes it

void queue_ok() {
  moodycamel::BlockingReaderWriterQueue<int> queue;
  std::thread reads([&] {
    int value;
    queue.wait_dequeue(value);
    queue.wait_dequeue(value);
  });
  queue.enqueue(1);
  queue.emplace(2);
  reads.join();
}

void ring_bad() {
  moodycamel::BlockingReaderWriterCircularBuffer<int> ring(1);
  int value;
  if (ring.try_enqueue(1) && ring.size_approx() == 1 && ring.try_dequeue(value))
    ring.wait_enqueue(2);
  if (!ring.wait_enqueue_timed(3, 1000))
    ring.wait_enqueue(4);
}
// CHECK: :[[@LINE-2]]:10: warning: this send to 'ring' can block forever: no task receives from 'ring' any more [quiesce-blocked-send]
// CHECK: :[[@LINE-6]]:12: note: the main task sends to 'ring'
// CHECK: :[[@LINE-7]]:62: note: the main task receives from 'ring'
// CHECK: :[[@LINE-7]]:10: note: the main task sends to 'ring'
// CHECK: :[[@LINE-7]]:13: note: the main task gives up waiting at its timeout
// CHECK: :[[@LINE-8]]:13: note: in the main task, 'ring.wait_enqueue_timed(3, 1000)' is false
// CHECK: :[[@LINE-8]]:10: note: no remaining task receives from 'ring' or closes it

void ring_ok() {
  moodycamel::BlockingReaderWriterCircularBuffer<int> ring(1);
  int value;
  ring.wait_enqueue(1);
  ring.wait_dequeue(value);
  if (ring.wait_enqueue_timed(2, 1000) && ring.wait_dequeue_timed(value, 1000))
    use(value);
}

void ring_empty_bad() {
  moodycamel::BlockingReaderWriterCircularBuffer<int> ring(1);
  int value;
  if (!ring.wait_dequeue_timed(value, 1000))
    ring.wait_dequeue(value);
}
// CHECK: :[[@LINE-2]]:10: warning: this receive from 'ring' can block forever: no task sends to 'ring' or closes it [quiesce-blocked-receive]
// CHECK: :[[@LINE-4]]:13: note: the main task gives up waiting at its timeout
// CHECK: :[[@LINE-5]]:13: note: in the main task, 'ring.wait_dequeue_timed(value, 1000)' is false
// CHECK: :[[@LINE-5]]:10: note: no remaining task sends to 'ring' or closes it
