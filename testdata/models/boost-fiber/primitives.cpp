// Boost.Fiber: mutexes, conditions, barriers, futures.
// RUN: %check_tidy %s

#include <boost/fiber/all.hpp>
#include <mutex>

namespace fibers = boost::fibers;

bool fails();
int compute();
void use(int);

void mutex_bad() {
  fibers::mutex mutex;
  std::lock_guard outer(mutex);
  mutex.lock();
}
// CHECK: :[[@LINE-2]]:9: warning: this lock of 'mutex' blocks forever: the main task holds the lock already [quiesce-deadlock]
// CHECK: :[[@LINE-4]]:19: note: the main task locks 'mutex'
// CHECK: :[[@LINE-4]]:9: note: the lock is not released before it is taken again

void mutex_ok() {
  fibers::recursive_mutex again;
  fibers::timed_mutex mutex;
  std::lock_guard outer(again), inner(again);
  if (mutex.try_lock_for(std::chrono::seconds(1)))
    mutex.unlock();
}

void condition_bad() {
  fibers::mutex mutex;
  fibers::condition_variable changed;
  bool ready = false;
  fibers::fiber other([&] {
    std::lock_guard lock(mutex);
    ready = true;
  });
  {
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return ready; });
  }
  other.join();
}
// CHECK: :[[@LINE-4]]:13: warning: this wait on 'changed' can block forever: no notification reaches it any more [quiesce-missed-notify]
// CHECK: :[[@LINE-11]]:17: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:13: note: no task notifies 'changed' from here on

void condition_ok() {
  fibers::mutex mutex;
  fibers::condition_variable changed;
  bool ready = false;
  fibers::fiber other([&] {
    std::lock_guard lock(mutex);
    ready = true;
    changed.notify_all();
  });
  {
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return ready; });
  }
  other.join();
}

void barrier_bad() {
  fibers::barrier both(2);
  fibers::fiber other([&] {
    if (!fails())
      both.wait();
  });
  both.wait();
  other.join();
}
// CHECK: :[[@LINE-3]]:8: warning: this wait for 'both' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-8]]:17: note: the main task starts task 1
// CHECK: :[[@LINE-8]]:10: note: in task 1, 'fails()' is true
// CHECK: :[[@LINE-6]]:8: note: no remaining task changes the count of 'both'

void barrier_ok() {
  fibers::barrier both(2);
  fibers::fiber other([&] { both.wait(); });
  both.wait();
  other.join();
}

void future_bad() {
  fibers::promise<int> promise;
  auto future = promise.get_future();
  fibers::fiber other([&] {
    if (!fails())
      promise.set_value(compute());
  });
  use(future.get());
  other.join();
}
// CHECK: :[[@LINE-3]]:14: warning: this wait for 'future' can block forever: its promise is never kept [quiesce-unfulfilled-promise]
// CHECK: :[[@LINE-8]]:17: note: the main task starts task 1
// CHECK: :[[@LINE-8]]:10: note: in task 1, 'fails()' is true
// CHECK: :[[@LINE-12]]:24: note: the promise is made here
// CHECK: :[[@LINE-7]]:14: note: no path from here sets a value or an exception

void future_ok() {
  auto future = fibers::async([] { return compute(); });
  use(future.get());
}
