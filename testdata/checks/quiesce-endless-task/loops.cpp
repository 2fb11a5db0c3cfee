// Detached tasks and what may end them.
// RUN: %check_tidy %s

#include <atomic>
#include <boost/thread.hpp>
#include <chrono>
#include <pthread.h>
#include <stdexcept>
#include <thread>
#include <threads.h>

using namespace std::chrono_literals;

void work();
bool fails();

void forever_bad() {
  std::thread([] {
    for (;;)
      work();
  }).detach();
}
// CHECK: :[[@LINE-5]]:3: warning: the task started here loops forever and cannot be told to stop [quiesce-endless-task]
// CHECK: :[[@LINE-6]]:3: note: task 1 starts here
// CHECK: :[[@LINE-6]]:5: note: task 1 goes round this loop
// CHECK: :[[@LINE-8]]:15: note: no path of this function leaves the loop

void sleeps_bad() {
  std::thread t([] {
    while (true) {
      work();
      std::this_thread::sleep_for(10s);
    }
  });
  t.detach();
}
// CHECK: :[[@LINE-8]]:15: warning: the task started here loops forever and cannot be told to stop [quiesce-endless-task]
// CHECK: :[[@LINE-9]]:15: note: task 1 starts here
// CHECK: :[[@LINE-9]]:5: note: task 1 goes round this loop
// CHECK: :[[@LINE-11]]:17: note: no path of this function leaves the loop

static void poll() {
  while (true)
    work();
}

void function_bad() {
  std::thread(poll).detach();
}
// CHECK: :[[@LINE-2]]:3: warning: the task started here loops forever and cannot be told to stop [quiesce-endless-task]
// CHECK: :[[@LINE-3]]:3: note: task 1 starts here
// CHECK: :[[@LINE-9]]:3: note: task 1 goes round this loop
// CHECK: :[[@LINE-11]]:13: note: no path of this function leaves the loop

struct Poller {
  void run() {
    for (;;)
      work();
  }
};

void member_function_bad() {
  static Poller poller;
  std::thread(&Poller::run, &poller).detach();
}
// CHECK: :[[@LINE-2]]:3: warning: the task started here loops forever and cannot be told to stop [quiesce-endless-task]
// CHECK: :[[@LINE-3]]:3: note: task 1 starts here
// CHECK: :[[@LINE-11]]:5: note: task 1 goes round this loop
// CHECK: :[[@LINE-13]]:8: note: no path of this function leaves the loop

static void *collect(void *) {
  while (true)
    work();
  return nullptr;
}

void posix_bad() {
  pthread_t t;
  if (pthread_create(&t, nullptr, collect, nullptr) == 0)
    pthread_detach(t);
}
// CHECK: :[[@LINE-3]]:7: warning: the task started here loops forever and cannot be told to stop [quiesce-endless-task]
// CHECK: :[[@LINE-4]]:7: note: task 1 starts here
// CHECK: :[[@LINE-12]]:3: note: task 1 goes round this loop
// CHECK: :[[@LINE-14]]:14: note: no path of this function leaves the loop

static int collect11(void *) {
  while (true)
    work();
  return 0;
}

void c11_bad() {
  thrd_t t;
  if (thrd_create(&t, collect11, nullptr) == thrd_success)
    thrd_detach(t);
}
// CHECK: :[[@LINE-3]]:7: warning: the task started here loops forever and cannot be told to stop [quiesce-endless-task]
// CHECK: :[[@LINE-4]]:7: note: task 1 starts here
// CHECK: :[[@LINE-12]]:3: note: task 1 goes round this loop
// CHECK: :[[@LINE-14]]:12: note: no path of this function leaves the loop

void boost_bad() {
  boost::thread(poll).detach();
}
// CHECK: :[[@LINE-2]]:3: warning: the task started here loops forever and cannot be told to stop [quiesce-endless-task]
// CHECK: :[[@LINE-3]]:3: note: task 1 starts here
// CHECK: :[[@LINE-65]]:3: note: task 1 goes round this loop
// CHECK: :[[@LINE-67]]:13: note: no path of this function leaves the loop

void inner_break_bad() {
  std::thread([] {
    while (true) {
      for (int i = 0; i < 10; ++i)
        if (fails())
          break;
      work();
    }
  }).detach();
}
// CHECK: :[[@LINE-9]]:3: warning: the task started here loops forever and cannot be told to stop [quiesce-endless-task]
// CHECK: :[[@LINE-10]]:3: note: task 1 starts here
// CHECK: :[[@LINE-10]]:5: note: task 1 goes round this loop
// CHECK: :[[@LINE-12]]:15: note: no path of this function leaves the loop

void break_ok() {
  std::thread([] {
    for (;;)
      if (fails())
        break;
  }).detach();
}

void returns_ok() {
  std::thread([] {
    for (;;) {
      work();
      if (fails())
        return;
    }
  }).detach();
}

void throws_ok() {
  std::thread([] {
    try {
      for (;;)
        if (fails())
          throw std::runtime_error("failed");
    } catch (const std::exception &) {
    }
  }).detach();
}

void condition_ok() {
  std::thread([] {
    while (!fails())
      work();
  }).detach();
}

static std::atomic<bool> stopping{false};

void flag_ok() {
  std::thread([] {
    while (!stopping)
      work();
  }).detach();
}

void stop() { stopping = true; }

void counted_ok() {
  std::thread([] {
    for (int i = 0; i < 100; ++i)
      work();
  }).detach();
}
