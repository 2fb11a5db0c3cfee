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
