// Apache Thrift: mutexes and monitors.
// RUN: %check_tidy %s -- -std=c++17

#include <thrift/concurrency/Monitor.h>
#include <thrift/concurrency/Mutex.h>
#include <thread>

using namespace apache::thrift::concurrency;

bool fails();
void use(int);

void again_bad() {
  Mutex mutex;
  Guard outer(mutex);
  Guard inner(mutex);
}
// CHECK: :[[@LINE-2]]:9: warning: this lock of 'mutex' blocks forever: the main task holds the lock already [quiesce-deadlock]
// CHECK: :[[@LINE-4]]:9: note: the main task locks 'mutex'
// CHECK: :[[@LINE-4]]:9: note: the lock is not released before it is taken again

void tries_ok() {
  Mutex mutex;
  Guard outer(mutex);
  Guard inner(mutex, -1);
  Guard late(mutex, 100);
  if (inner || late)
    use(1);
  if (mutex.trylock())
    mutex.unlock();
  if (mutex.timedlock(10))
    mutex.unlock();
}

void left_bad() {
  Mutex mutex;
  mutex.lock();
  if (!fails())
    mutex.unlock();
  mutex.lock();
  mutex.unlock();
}
// CHECK: :[[@LINE-3]]:9: warning: this lock of 'mutex' blocks forever: the main task holds the lock already [quiesce-deadlock]
// CHECK: :[[@LINE-7]]:9: note: the main task locks 'mutex'
// CHECK: :[[@LINE-7]]:8: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-6]]:9: note: the lock is not released before it is taken again

void no_notify_bad() {
  Monitor monitor;
  bool ready = false;
  std::thread other([&] {
    Synchronized here(monitor);
    while (!ready)
      monitor.wait();
  });
  {
    Synchronized here(monitor);
    ready = true;
  }
  other.join();
}
// CHECK: :[[@LINE-8]]:15: warning: this wait on 'monitor' can block forever: no notification reaches it any more [quiesce-missed-notify]
// CHECK: :[[@LINE-12]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-12]]:18: note: task 1 locks 'monitor'
// CHECK: :[[@LINE-8]]:18: note: the main task locks 'monitor'
// CHECK: :[[@LINE-12]]:15: note: no task notifies 'monitor' from here on

void notify_ok() {
  Monitor monitor;
  bool ready = false;
  std::thread other([&] {
    Synchronized here(monitor);
    while (!ready)
      monitor.waitForever();
  });
  {
    Synchronized here(monitor);
    ready = true;
    monitor.notify();
  }
  other.join();
}

void one_of_two_bad() {
  Monitor monitor;
  bool ready = false;
  auto waits = [&] {
    Synchronized here(monitor);
    while (!ready)
      monitor.wait();
  };
  std::thread first(waits), second(waits);
  monitor.lock();
  ready = true;
  monitor.notify();
  monitor.unlock();
  first.join();
  second.join();
}
// CHECK: :[[@LINE-10]]:15: warning: this wait on 'monitor' can block forever: no notification reaches it any more [quiesce-missed-notify]
// CHECK: :[[@LINE-9]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-10]]:29: note: the main task starts task 2
// CHECK: :[[@LINE-15]]:18: note: task 1 locks 'monitor'
// CHECK: :[[@LINE-16]]:18: note: task 2 locks 'monitor'
// CHECK: :[[@LINE-12]]:11: note: the main task locks 'monitor'
// CHECK: :[[@LINE-11]]:11: note: the main task notifies 'monitor'
// CHECK: :[[@LINE-17]]:15: note: no task notifies 'monitor' from here on

void both_ok() {
  Monitor monitor;
  bool ready = false;
  auto waits = [&] {
    Synchronized here(monitor);
    while (!ready)
      monitor.wait(0);
  };
  std::thread first(waits), second(waits);
  monitor.lock();
  ready = true;
  monitor.notifyAll();
  monitor.unlock();
  first.join();
  second.join();
}

void patience_ok() {
  Monitor monitor;
  bool ready = false;
  std::thread other([&] {
    Synchronized here(monitor);
    while (!ready)
      if (monitor.waitForTimeRelative(100) != 0)
        return;
  });
  other.join();
}

// Two monitors with one mutex: which wakes whom is not told.
void shared_mutex_ok() {
  Mutex mutex;
  Monitor one(&mutex);
  Guard guard(mutex);
  one.wait();
}
