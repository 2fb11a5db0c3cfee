// Boost.Thread: mutexes, conditions, barriers, latches, futures, queues.
// RUN: %check_tidy %s -- -std=c++20 -DBOOST_THREAD_VERSION=4

#include <boost/thread.hpp>
#include <boost/thread/barrier.hpp>
#include <boost/thread/concurrent_queues/sync_bounded_queue.hpp>
#include <boost/thread/concurrent_queues/sync_queue.hpp>
#include <boost/thread/latch.hpp>

bool fails();
int compute();
void use(int);

void mutex_bad() {
  boost::mutex mutex;
  boost::lock_guard<boost::mutex> outer(mutex);
  mutex.lock();
}
// CHECK: :[[@LINE-2]]:9: warning: this lock of 'mutex' blocks forever: the main task holds the lock already [quiesce-deadlock]
// CHECK: :[[@LINE-4]]:35: note: the main task locks 'mutex'
// CHECK: :[[@LINE-4]]:9: note: the lock is not released before it is taken again

void mutex_ok() {
  boost::recursive_mutex again;
  boost::timed_mutex mutex;
  boost::lock_guard<boost::recursive_mutex> outer(again), inner(again);
  if (mutex.try_lock_for(boost::chrono::seconds(1)))
    mutex.unlock();
}

void condition_bad() {
  boost::mutex mutex;
  boost::condition_variable changed;
  bool ready = false;
  boost::thread other([&] {
    boost::lock_guard<boost::mutex> lock(mutex);
    ready = true;
  });
  {
    boost::unique_lock<boost::mutex> lock(mutex);
    changed.wait(lock, [&] { return ready; });
  }
  other.join();
}
// CHECK: :[[@LINE-4]]:13: warning: this wait on 'changed' can block forever: no notification reaches it any more [quiesce-missed-notify]
// CHECK: :[[@LINE-11]]:17: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:13: note: no task notifies 'changed' from here on

void condition_ok() {
  boost::mutex mutex;
  boost::condition_variable changed;
  bool ready = false;
  boost::thread other([&] {
    boost::lock_guard<boost::mutex> lock(mutex);
    ready = true;
    changed.notify_all();
  });
  {
    boost::unique_lock<boost::mutex> lock(mutex);
    changed.wait(lock, [&] { return ready; });
  }
  other.join();
}

void barrier_bad() {
  boost::barrier both(2);
  boost::thread other([&] {
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
  boost::barrier both(2);
  boost::thread other([&] { both.wait(); });
  both.wait();
  other.join();
}

void future_bad() {
  boost::promise<int> promise;
  auto future = promise.get_future();
  boost::thread other([&] {
    if (!fails())
      promise.set_value(compute());
  });
  use(future.get());
  other.join();
}
// CHECK: :[[@LINE-3]]:14: warning: this wait for 'future' can block forever: its promise is never kept [quiesce-unfulfilled-promise]
// CHECK: :[[@LINE-8]]:17: note: the main task starts task 1
// CHECK: :[[@LINE-8]]:10: note: in task 1, 'fails()' is true
// CHECK: :[[@LINE-12]]:23: note: the promise is made here
// CHECK: :[[@LINE-7]]:14: note: no path from here sets a value or an exception

void future_ok() {
  auto future = boost::async([] { return compute(); });
  use(future.get());
}

void latch_bad() {
  boost::latch left(2);
  boost::thread other([&] { left.count_down(); });
  left.wait();
  other.join();
}
// CHECK: :[[@LINE-3]]:8: warning: this wait for 'left' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-5]]:17: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:34: note: task 1 counts 'left' down
// CHECK: :[[@LINE-6]]:8: note: no remaining task changes the count of 'left'

void latch_ok() {
  boost::latch left(2);
  boost::thread other([&] { left.count_down(); });
  left.count_down();
  left.wait();
  other.join();
}

void full_bad() {
  boost::sync_bounded_queue<int> queue(1);
  queue.push_back(1);
  queue.push_back(2);
}
// CHECK: :[[@LINE-2]]:9: warning: this send to 'queue' can block forever: no task receives from 'queue' [quiesce-blocked-send]
// CHECK: :[[@LINE-4]]:9: note: the main task sends to 'queue'
// CHECK: :[[@LINE-4]]:9: note: no remaining task receives from 'queue' or closes it

void drain_bad() {
  boost::sync_queue<int> queue;
  boost::thread reader([&] {
    int value;
    while (queue.wait_pull(value) == boost::queue_op_status::success)
      use(value);
  });
  queue.push(1);
  if (!fails())
    queue.close();
  reader.join();
}
// CHECK: :[[@LINE-8]]:18: warning: this loop receives from 'queue' forever: nobody closes it on this path [quiesce-missing-close]
// CHECK: :[[@LINE-11]]:17: note: the main task starts task 1
// CHECK: :[[@LINE-7]]:9: note: the main task sends to 'queue'
// CHECK: :[[@LINE-7]]:8: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-12]]:18: note: no path from here calls close on 'queue'

void drain_ok() {
  boost::sync_queue<int> queue;
  boost::thread reader([&] {
    int value;
    while (queue.wait_pull(value) == boost::queue_op_status::success)
      use(value);
  });
  queue.push(1);
  queue.close();
  reader.join();
}
