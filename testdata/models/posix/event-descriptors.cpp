// eventfd: a counter that one thread reads and another adds to.
// RUN: %check_tidy %s -- -std=c++20

#include <cstdint>
#include <poll.h>
#include <sys/eventfd.h>
#include <thread>
#include <unistd.h>

void told_once_bad() {
  const int event = eventfd(0, EFD_CLOEXEC);
  if (event < 0)
    return;
  std::thread waiter([&] {
    uint64_t count;
    read(event, &count, sizeof count);
    read(event, &count, sizeof count);
  });
  const uint64_t one = 1;
  write(event, &one, sizeof one);
  waiter.join();
  close(event);
}
// CHECK: :[[@LINE-7]]:5: warning: this receive from 'event' can block forever: no task sends to 'event' any more or closes it [quiesce-blocked-receive]
// CHECK: :[[@LINE-11]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:3: note: the main task sends to 'event'
// CHECK: :[[@LINE-11]]:5: note: task 1 receives from 'event'
// CHECK: :[[@LINE-11]]:5: note: no remaining task sends to 'event' or closes it

void told_twice_ok() {
  const int event = eventfd(1, 0);
  if (event == -1)
    return;
  uint64_t count;
  read(event, &count, sizeof count);
  std::thread waiter([&] {
    uint64_t count;
    read(event, &count, sizeof count);
  });
  const uint64_t one = 1;
  write(event, &one, sizeof one);
  waiter.join();
  close(event);
}

// What was added before is read at once.
void added_bad() {
  const int event = eventfd(0, 0);
  if (event < 0)
    return;
  eventfd_write(event, 1);
  eventfd_write(event, 1);
  std::thread waiter([event] {
    eventfd_t count;
    for (int i = 0; i < 2; ++i)
      if (eventfd_read(event, &count))
        return;
  });
  waiter.join();
}
// CHECK: :[[@LINE-5]]:11: warning: this receive from 'event' can block forever: no task sends to 'event' any more or closes it [quiesce-blocked-receive]
// CHECK: :[[@LINE-11]]:3: note: the main task sends to 'event'
// CHECK: :[[@LINE-11]]:3: note: the main task sends to 'event'
// CHECK: :[[@LINE-11]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-9]]:11: note: no remaining task sends to 'event' or closes it

void added_ok() {
  const int event = eventfd(0, 0);
  if (event < 0)
    return;
  eventfd_write(event, 1);
  std::thread waiter([event] {
    eventfd_t count;
    if (!eventfd_read(event, &count))
      eventfd_write(event, 1);
  });
  waiter.join();
  eventfd_t count;
  eventfd_read(event, &count);
}

class Waits {
public:
  Waits() : event(eventfd(0, EFD_CLOEXEC)), worker([this] { run(); }) {}
  ~Waits() {
    worker.join();
    close(event);
  }

private:
  void run() {
    uint64_t count;
    read(event, &count, sizeof count);
  }
  int event;
  std::thread worker;
};
// CHECK: :[[@LINE-5]]:5: warning: this receive from 'event' can block forever: no task sends to 'event' or closes it [quiesce-blocked-receive]
// CHECK: :[[@LINE-15]]:45: note: the main task starts task 1
// CHECK: :[[@LINE-16]]:61: note: in a call from here
// CHECK: :[[@LINE-8]]:5: note: no remaining task sends to 'event' or closes it

class Wakes {
public:
  Wakes() : event(eventfd(0, EFD_CLOEXEC)), worker([this] { run(); }) {}
  ~Wakes() {
    const uint64_t one = 1;
    write(event, &one, sizeof one);
    worker.join();
    close(event);
  }

private:
  void run() {
    uint64_t count;
    read(event, &count, sizeof count);
  }
  int event;
  std::thread worker;
};

// Of these one is taken at a time, or nothing waits; or others see to it.
void other_kinds_ok(unsigned start) {
  eventfd_t count;
  const int permits = eventfd(2, EFD_SEMAPHORE);
  eventfd_read(permits, &count);
  eventfd_read(permits, &count);
  const int tries = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  eventfd_read(tries, &count);
  const int begun = eventfd(start, 0);
  eventfd_read(begun, &count);
  const int polled = eventfd(0, 0);
  pollfd one = {polled, POLLIN, 0};
  if (poll(&one, 1, -1) > 0)
    eventfd_read(polled, &count);
}
