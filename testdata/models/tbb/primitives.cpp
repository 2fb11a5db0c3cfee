// oneTBB: mutexes, queues without a close.
// RUN: %check_tidy %s

#include <tbb/concurrent_queue.h>
#include <tbb/spin_mutex.h>
#include <tbb/spin_rw_mutex.h>
#include <thread>

bool fails();
void use(int);

void mutex_bad() {
  tbb::spin_mutex mutex;
  tbb::spin_mutex::scoped_lock outer(mutex);
  mutex.lock();
}
// CHECK: :[[@LINE-2]]:9: warning: this lock of 'mutex' blocks forever: the main task holds the lock already [quiesce-deadlock]
// CHECK: :[[@LINE-4]]:32: note: the main task locks 'mutex'
// CHECK: :[[@LINE-4]]:9: note: the lock is not released before it is taken again

void mutex_ok() {
  tbb::spin_mutex mutex;
  tbb::spin_rw_mutex both;
  {
    tbb::spin_mutex::scoped_lock lock(mutex);
  }
  both.lock_shared();
  both.unlock_shared();
  both.lock();
  both.unlock();
  mutex.lock();
  mutex.unlock();
}

void read_write_bad() {
  tbb::spin_rw_mutex both;
  both.lock_shared();
  both.lock();
}
// CHECK: :[[@LINE-2]]:8: warning: this lock of 'both' can block forever: the lock is held and never released [quiesce-deadlock]
// CHECK: :[[@LINE-4]]:8: note: the main task locks 'both'
// CHECK: :[[@LINE-4]]:8: note: no path releases the lock

void empty_bad() {
  tbb::concurrent_bounded_queue<int> queue;
  std::thread reader([&] {
    int value;
    queue.pop(value);
    use(value);
  });
  if (!fails())
    queue.push(1);
  reader.join();
}
// CHECK: :[[@LINE-7]]:11: warning: this receive from 'queue' can block forever: no task sends to 'queue' or closes it [quiesce-blocked-receive]
// CHECK: :[[@LINE-10]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:8: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-10]]:11: note: no remaining task sends to 'queue' or closes it

void full_bad() {
  tbb::concurrent_bounded_queue<int> queue;
  queue.set_capacity(1);
  queue.push(1);
  queue.push(2);
}
// CHECK: :[[@LINE-2]]:9: warning: this send to 'queue' can block forever: no task receives from 'queue' [quiesce-blocked-send]
// CHECK: :[[@LINE-4]]:9: note: the main task sends to 'queue'
// CHECK: :[[@LINE-4]]:9: note: no remaining task receives from 'queue' or closes it

// It wakes those that wait now, and those only.
void abort_ok() {
  tbb::concurrent_bounded_queue<int> queue;
  std::thread reader([&] {
    int value;
    queue.pop(value);
  });
  queue.abort();
  reader.join();
}
