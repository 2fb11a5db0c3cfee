// Conditions that keep their mutex, monitors, and mutexes whose unlock wakes.
// RUN: %check_tidy %s

#include "app.h"
#include <thread>

bool fails();
void use(int);

struct Shared {
  app::Mutex mutex;
  app::CondVar changed{&mutex};
  bool ready = false;
};

void no_signal_bad() {
  Shared s;
  std::thread other([&] {
    app::MutexLock lock(&s.mutex);
    while (!s.ready)
      s.changed.Wait();
  });
  {
    app::MutexLock lock(&s.mutex);
    s.ready = true;
  }
  other.join();
}
// CHECK: :[[@LINE-8]]:17: warning: this wait on 'changed' can block forever: no notification reaches it any more [quiesce-missed-notify]
// CHECK: :[[@LINE-12]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-10]]:17: note: no task notifies 'changed' from here on

void signal_ok() {
  Shared s;
  std::thread other([&] {
    app::MutexLock lock(&s.mutex);
    while (!s.ready)
      s.changed.Wait();
  });
  s.mutex.Lock();
  s.ready = true;
  s.changed.Signal();
  s.mutex.Unlock();
  other.join();
}

// The wait gives the mutex up, and takes it again.
void held_bad() {
  Shared s;
  std::thread other([&] {
    app::MutexLock lock(&s.mutex);
    s.ready = true;
    s.changed.SignalAll();
  });
  s.mutex.Lock();
  while (!s.ready)
    s.changed.Wait();
  app::MutexLock again(&s.mutex);
  other.join();
}
// CHECK: :[[@LINE-3]]:18: warning: this lock of 'mutex' blocks forever: the main task holds the lock already [quiesce-deadlock]
// CHECK: :[[@LINE-12]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-12]]:20: note: task 1 locks 'mutex'
// CHECK: :[[@LINE-9]]:11: note: the main task locks 'mutex'
// CHECK: :[[@LINE-7]]:18: note: the lock is not released before it is taken again

void late_ok() {
  Shared s;
  app::MutexLock lock(&s.mutex);
  while (!s.ready)
    if (s.changed.TimedWait(10))
      return;
}

void guard_limit_ok() {
  app::Mutex mutex;
  app::MutexLock lock(&mutex);
  app::MutexLock again(&mutex, 10);
}

void guard_limit_bad() {
  app::Mutex mutex;
  app::MutexLock lock(&mutex);
  app::MutexLock again(&mutex, -1);
}
// CHECK: :[[@LINE-2]]:18: warning: this lock of 'mutex' blocks forever: the main task holds the lock already [quiesce-deadlock]
// CHECK: :[[@LINE-4]]:18: note: the main task locks 'mutex'
// CHECK: :[[@LINE-4]]:18: note: the lock is not released before it is taken again

void pulse_bad() {
  app::Monitor monitor;
  bool ready = false;
  auto waits = [&] {
    monitor.Enter();
    while (!ready)
      monitor.Wait();
    monitor.Exit();
  };
  std::thread first(waits), second(waits);
  monitor.Enter();
  ready = true;
  monitor.Pulse();
  monitor.Exit();
  first.join();
  second.join();
}
// CHECK: :[[@LINE-11]]:15: warning: this wait on 'monitor' can block forever: no notification reaches it any more [quiesce-missed-notify]
// CHECK: :[[@LINE-9]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-10]]:29: note: the main task starts task 2
// CHECK: :[[@LINE-16]]:13: note: task 1 locks 'monitor'
// CHECK: :[[@LINE-17]]:13: note: task 2 locks 'monitor'
// CHECK: :[[@LINE-12]]:11: note: the main task locks 'monitor'
// CHECK: :[[@LINE-11]]:11: note: the main task notifies 'monitor'
// CHECK: :[[@LINE-18]]:15: note: no task notifies 'monitor' from here on

void pulse_ok() {
  app::Monitor monitor;
  bool ready = false;
  auto waits = [&] {
    monitor.Enter();
    while (!ready)
      monitor.Wait();
    monitor.Exit();
  };
  std::thread first(waits), second(waits);
  monitor.Enter();
  ready = true;
  monitor.PulseAll();
  monitor.Exit();
  first.join();
  second.join();
}

void await_bad() {
  app::Watched mutex;
  int pending = 2;
  std::thread other([&] {
    mutex.Lock();
    --pending;
    mutex.Unlock();
  });
  mutex.LockWhen([&] { return pending == 0; });
  mutex.Unlock();
  other.join();
}
// CHECK: :[[@LINE-4]]:9: warning: this wait on 'mutex' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-10]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-10]]:11: note: task 1 locks 'mutex'
// CHECK: :[[@LINE-7]]:9: note: no remaining task changes the count of 'mutex'

void await_ok() {
  app::Watched mutex;
  int pending = 1;
  std::thread other([&] {
    mutex.Lock();
    --pending;
    mutex.Unlock();
  });
  mutex.Lock();
  mutex.Await([&] { return pending == 0; });
  mutex.Unlock();
  other.join();
}
