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
