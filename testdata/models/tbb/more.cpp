// oneTBB: the other members.
// RUN: %check_tidy %s

#include <oneapi/tbb/collaborative_call_once.h>
#include <oneapi/tbb/mutex.h>
#include <tbb/concurrent_queue.h>
#include <tbb/spin_mutex.h>

void use(int);

void tried_bad() {
  tbb::mutex mutex;
  if (mutex.try_lock())
    mutex.unlock();
  tbb::mutex::scoped_lock lock;
  if (lock.try_acquire(mutex))
    mutex.lock();
}
// CHECK: :[[@LINE-2]]:11: warning: this lock of 'mutex' blocks forever: the main task holds the lock already [quiesce-deadlock]
// CHECK: :[[@LINE-7]]:13: note: the main task locks 'mutex'
// CHECK: :[[@LINE-5]]:12: note: the main task locks 'mutex'
// CHECK: :[[@LINE-6]]:12: note: in the main task, 'lock.try_acquire(mutex)' is true
// CHECK: :[[@LINE-6]]:11: note: the lock is not released before it is taken again

void tried_ok() {
  tbb::mutex mutex;
  mutex.lock();
  tbb::mutex::scoped_lock lock;
  if (mutex.try_lock() || lock.try_acquire(mutex))
    mutex.lock();
}

void queue_bad() {
  tbb::concurrent_queue<int> queue;
  tbb::mutex mutex;
  int value;
  queue.push(1);
  if (!queue.empty() && queue.try_pop(value) && queue.empty())
    mutex.lock();
  mutex.lock();
}
// CHECK: :[[@LINE-2]]:9: warning: this lock of 'mutex' blocks forever: the main task holds the lock already [quiesce-deadlock]
// CHECK: :[[@LINE-4]]:11: note: the main task locks 'mutex'
// CHECK: :[[@LINE-4]]:9: note: the lock is not released before it is taken again

void once_bad() {
  tbb::collaborative_once_flag once;
  tbb::collaborative_call_once(once, [&] { tbb::collaborative_call_once(once, [] { use(1); }); });
}
// CHECK: :[[@LINE-2]]:44: warning: this wait for 'once' can block forever: the lock is held and never released [quiesce-deadlock]
// CHECK: :[[@LINE-3]]:3: note: in a call from here
// CHECK: :[[@LINE-4]]:44: note: no path releases the lock

void once_ok() {
  tbb::collaborative_once_flag once, another;
  tbb::collaborative_call_once(once, [&] { tbb::collaborative_call_once(another, [] { use(1); }); });
}
