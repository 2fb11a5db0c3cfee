// userver: queues, which the end of their producers or consumers closes.
// RUN: %check_tidy %s -- -std=c++20 -isystem %root/testdata/models/include/userver

#include <userver.h>

using namespace userver;
using Queue = concurrent::NonFifoMpmcQueue<int>;

bool fails();
void use(int);

void producer_stays_bad() {
  auto queue = Queue::Create();
  auto producer = queue->GetProducer();
  auto consumer = queue->GetConsumer();
  auto task = utils::Async("consumer", [&] {
    int value;
    while (consumer.Pop(value))
      use(value);
  });
  if (!producer.Push(1))
    return;
  task.Wait();
}
// CHECK: :[[@LINE-7]]:21: warning: this receive from 'consumer' can block forever: task 1 and the main task wait for each other [quiesce-deadlock]
// CHECK: :[[@LINE-10]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:17: note: the main task sends to 'producer'
// CHECK: :[[@LINE-7]]:17: note: in the main task, 'producer.Push(1)' is true
// CHECK: :[[@LINE-6]]:8: note: the main task waits here, at its join
// CHECK: :[[@LINE-12]]:21: note: neither can go on before the other does

void producer_goes_ok() {
  auto queue = Queue::Create();
  auto consumer = queue->GetConsumer();
  auto task = utils::Async("producer", [producer = queue->GetProducer()] {
    if (!producer.Push(1))
      return;
  });
  int value;
  while (consumer.Pop(value))
    use(value);
  task.Wait();
}

void reset_ok() {
  auto queue = Queue::Create(1);
  auto producer = queue->GetProducer();
  auto copy = producer;
  auto consumer = queue->GetConsumer();
  auto task = utils::Async("consumer", [&] {
    int value;
    while (consumer.Pop(value))
      use(value);
  });
  if (!producer.Push(1))
    return;
  std::move(producer).Reset();
  std::move(copy).Reset();
  task.Wait();
}

// A copy is a producer too.
void copy_stays_bad() {
  auto queue = Queue::Create();
  auto producer = queue->GetProducer();
  auto copy = producer;
  auto consumer = queue->GetConsumer();
  auto task = utils::Async("consumer", [&] {
    int value;
    while (consumer.Pop(value))
      use(value);
  });
  std::move(producer).Reset();
  task.Wait();
}
// CHECK: :[[@LINE-6]]:21: warning: this receive from 'consumer' can block forever: task 1 and the main task wait for each other [quiesce-deadlock]
// CHECK: :[[@LINE-9]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-4]]:8: note: the main task waits here, at its join
// CHECK: :[[@LINE-9]]:21: note: neither can go on before the other does

void full_bad() {
  auto queue = Queue::Create(1);
  auto producer = queue->GetProducer();
  auto consumer = queue->GetConsumer();
  auto task = utils::Async("producer", [&] {
    if (producer.Push(1) && producer.Push(2))
      use(1);
  });
  task.Wait();
}
// CHECK: :[[@LINE-5]]:38: warning: this send to 'producer' can block forever: task 1 and the main task wait for each other [quiesce-deadlock]
// CHECK: :[[@LINE-7]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-7]]:18: note: task 1 sends to 'producer'
// CHECK: :[[@LINE-8]]:18: note: in task 1, 'producer.Push(1)' is true
// CHECK: :[[@LINE-6]]:8: note: the main task waits here, at its join
// CHECK: :[[@LINE-10]]:38: note: neither can go on before the other does

// Without a consumer a push fails.
void consumer_gone_ok() {
  auto queue = Queue::Create(1);
  auto producer = queue->GetProducer();
  auto task = utils::Async("producer", [&] {
    while (producer.Push(1))
      use(1);
  });
  {
    auto consumer = queue->GetConsumer();
    int value;
    if (consumer.Pop(value))
      use(value);
  }
  task.Wait();
}

// A task that is cancelled leaves the queue.
void cancelled_ok() {
  auto queue = Queue::Create();
  auto producer = queue->GetProducer();
  auto consumer = queue->GetConsumer();
  auto task = utils::Async("consumer", [&] {
    int value;
    while (consumer.Pop(value))
      use(value);
  });
  task.SyncCancel();
}

void tries_ok() {
  auto queue = Queue::Create(1);
  auto producer = queue->GetProducer();
  auto consumer = queue->GetConsumer();
  int value;
  if (producer.PushNoblock(1) && consumer.PopNoblock(value))
    use(value);
  queue->SetSoftMaxSize(2);
}
