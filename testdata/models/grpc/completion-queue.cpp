// gRPC: a completion queue that nobody else has.
// RUN: %check_tidy %s -- -std=c++17

#include <grpcpp/grpcpp.h>
#include <thread>

bool fails();
void use(void *, bool);
void starts(grpc::CompletionQueue &);

void drain_bad() {
  grpc::CompletionQueue queue;
  std::thread poller([&] {
    void *tag;
    bool ok;
    while (queue.Next(&tag, &ok))
      use(tag, ok);
  });
  if (!fails())
    queue.Shutdown();
  poller.join();
}
// CHECK: :[[@LINE-7]]:18: warning: this loop receives from 'queue' forever: nobody closes it on this path [quiesce-missing-close]
// CHECK: :[[@LINE-11]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:8: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-10]]:18: note: no path from here calls close on 'queue'

void drain_ok() {
  grpc::CompletionQueue queue;
  std::thread poller([&] {
    void *tag;
    bool ok = true;
    while (queue.Next(&tag, &ok) && ok)
      use(tag, ok);
  });
  queue.Shutdown();
  poller.join();
}

// What was started may give any number of events.
void started_ok() {
  grpc::CompletionQueue queue;
  starts(queue);
  void *tag;
  bool ok;
  queue.Next(&tag, &ok);
}

void timed_ok() {
  grpc::CompletionQueue queue;
  void *tag;
  bool ok;
  if (queue.AsyncNext(&tag, &ok, std::chrono::system_clock::now()) == grpc::CompletionQueue::TIMEOUT)
    return;
  use(tag, ok);
}
