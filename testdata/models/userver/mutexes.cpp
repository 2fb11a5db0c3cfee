// userver: mutexes.
// RUN: %check_tidy %s -- -std=c++20 -isystem %root/testdata/models/include/userver

#include <mutex>
#include <shared_mutex>
#include <userver.h>

void mutex_bad() {
  userver::engine::Mutex mutex;
  std::lock_guard outer(mutex);
  std::lock_guard inner(mutex);
}
// CHECK: :[[@LINE-2]]:19: warning: this lock of 'mutex' blocks forever: the main task holds the lock already [quiesce-deadlock]
// CHECK: :[[@LINE-4]]:19: note: the main task locks 'mutex'
// CHECK: :[[@LINE-4]]:19: note: the lock is not released before it is taken again

void shared_bad() {
  userver::engine::SharedMutex mutex;
  std::shared_lock outer(mutex);
  std::lock_guard inner(mutex);
}
// CHECK: :[[@LINE-2]]:19: warning: this lock of 'mutex' can block forever: the lock is held and never released [quiesce-deadlock]
// CHECK: :[[@LINE-4]]:20: note: the main task locks 'mutex'
// CHECK: :[[@LINE-4]]:19: note: no path releases the lock

void mutex_ok() {
  userver::engine::Mutex mutex;
  userver::engine::SharedMutex shared;
  {
    std::lock_guard lock(mutex);
    std::shared_lock reads(shared);
  }
  std::scoped_lock both(mutex, shared);
}
