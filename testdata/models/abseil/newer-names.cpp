// The names that absl::Mutex has since 2024, which Debian's header does not.
// https://github.com/abseil/abseil-cpp/blob/master/absl/synchronization/mutex.h
// RUN: %check_tidy %s -- -std=c++17

namespace absl {
class Mutex {
public:
  void lock();
  void unlock();
  bool try_lock();
  void lock_shared();
  void unlock_shared();
  bool try_lock_shared();
};
} // namespace absl

bool early();

void lock_bad() {
  absl::Mutex mutex;
  mutex.lock();
  mutex.lock();
}
// CHECK: :[[@LINE-2]]:9: warning: this lock of 'mutex' blocks forever: the main task holds the lock already [quiesce-deadlock]
// CHECK: :[[@LINE-4]]:9: note: the main task locks 'mutex'
// CHECK: :[[@LINE-4]]:9: note: the lock is not released before it is taken again

void kept_bad() {
  absl::Mutex mutex;
  mutex.lock_shared();
  if (!early())
    mutex.unlock_shared();
  mutex.lock();
}
// CHECK: :[[@LINE-2]]:9: warning: this lock of 'mutex' can block forever: the lock is held and never released [quiesce-deadlock]
// CHECK: :[[@LINE-6]]:9: note: the main task locks 'mutex'
// CHECK: :[[@LINE-6]]:8: note: in the main task, 'early()' is true
// CHECK: :[[@LINE-5]]:9: note: no path releases the lock

void tried_bad() {
  absl::Mutex mutex;
  if (mutex.try_lock())
    mutex.lock_shared();
}
// CHECK: :[[@LINE-2]]:11: warning: this lock of 'mutex' blocks forever: the main task holds the lock already [quiesce-deadlock]
// CHECK: :[[@LINE-4]]:13: note: the main task locks 'mutex'
// CHECK: :[[@LINE-5]]:13: note: in the main task, 'mutex.try_lock()' is true
// CHECK: :[[@LINE-5]]:11: note: the lock is not released before it is taken again

void shared_try_bad() {
  absl::Mutex mutex;
  if (mutex.try_lock_shared())
    mutex.lock();
}
// CHECK: :[[@LINE-2]]:11: warning: this lock of 'mutex' can block forever: the lock is held and never released [quiesce-deadlock]
// CHECK: :[[@LINE-4]]:13: note: the main task locks 'mutex'
// CHECK: :[[@LINE-5]]:13: note: in the main task, 'mutex.try_lock_shared()' is true
// CHECK: :[[@LINE-5]]:11: note: no path releases the lock

void all_ok() {
  absl::Mutex mutex;
  mutex.lock();
  mutex.unlock();
  mutex.lock_shared();
  mutex.unlock_shared();
  if (mutex.try_lock())
    mutex.unlock();
  if (mutex.try_lock_shared())
    mutex.unlock_shared();
  mutex.lock();
  mutex.unlock();
}
