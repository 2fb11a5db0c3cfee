// Boost.Thread: the members of mutexes and guards that try, or wait for a limited time, and what they leave locked.
// Each function that must be reported calls many members before the one that blocks: were one unknown, or did it leave
// the mutex otherwise than its row says, another line would be reported, or none.
// RUN: %check_tidy %s -- -std=c++20 -DBOOST_THREAD_VERSION=4 -DBOOST_THREAD_USES_DATETIME

#include <boost/make_shared.hpp>
#include <boost/thread.hpp>
#include <boost/thread/lock_algorithms.hpp>
#include <boost/thread/lockable_adapter.hpp>

void use(int);
using Soon = boost::chrono::milliseconds;
static boost::chrono::steady_clock::time_point now() { return boost::chrono::steady_clock::now(); }

void timed_bad(const boost::posix_time::ptime &until) {
  boost::timed_mutex mutex;
  if (mutex.timed_lock(until))
    mutex.unlock();
  if (mutex.try_lock())
    mutex.unlock();
  mutex.lock();
  mutex.lock();
}
// CHECK: :[[@LINE-2]]:9: warning: this lock of 'mutex' blocks forever: the main task holds the lock already [quiesce-deadlock]
// CHECK: :[[@LINE-8]]:13: note: the main task locks 'mutex'
// CHECK: :[[@LINE-7]]:13: note: the main task locks 'mutex'
// CHECK: :[[@LINE-6]]:9: note: the main task locks 'mutex'
// CHECK: :[[@LINE-6]]:9: note: the lock is not released before it is taken again

void timed_ok(const boost::posix_time::ptime &until) {
  boost::timed_mutex mutex;
  mutex.lock();
  if (mutex.timed_lock(until))
    use(1);
}

void recursive_bad(const boost::posix_time::ptime &until) {
  boost::recursive_timed_mutex mutex;
  if (mutex.try_lock())
    mutex.unlock();
  if (mutex.try_lock_for(Soon(1)))
    mutex.unlock();
  if (mutex.try_lock_until(now()))
    mutex.unlock();
  if (mutex.timed_lock(until))
    mutex.unlock();
  mutex.lock();
  boost::thread other([&] { mutex.lock(); });
  other.join();
}
// CHECK: :[[@LINE-2]]:9: warning: this join of 'other' can block forever: the main task and task 1 wait for each other [quiesce-deadlock]
// CHECK: :[[@LINE-13]]:13: note: the main task locks 'mutex'
// CHECK: :[[@LINE-12]]:13: note: the main task locks 'mutex'
// CHECK: :[[@LINE-11]]:13: note: the main task locks 'mutex'
// CHECK: :[[@LINE-10]]:13: note: the main task locks 'mutex'
// CHECK: :[[@LINE-9]]:9: note: the main task locks 'mutex'
// CHECK: :[[@LINE-9]]:17: note: the main task starts task 1
// CHECK: :[[@LINE-10]]:35: note: task 1 waits here, at its lock
// CHECK: :[[@LINE-10]]:9: note: neither can go on before the other does

void recursive_ok(const boost::posix_time::ptime &until) {
  boost::recursive_timed_mutex mutex;
  mutex.lock();
  boost::thread other([&] {
    if (mutex.try_lock() || mutex.try_lock_for(Soon(1)) || mutex.try_lock_until(now()) || mutex.timed_lock(until))
      use(1);
  });
  other.join();
}

void shared_bad(const boost::posix_time::ptime &until) {
  boost::shared_mutex mutex;
  if (mutex.try_lock())
    mutex.unlock();
  if (mutex.try_lock_for(Soon(1)))
    mutex.unlock();
  if (mutex.try_lock_until(now()))
    mutex.unlock();
  if (mutex.timed_lock(until))
    mutex.unlock();
  if (mutex.try_lock_shared())
    mutex.unlock_shared();
  if (mutex.try_lock_shared_for(Soon(1)))
    mutex.unlock_shared();
  if (mutex.try_lock_shared_until(now()))
    mutex.unlock_shared();
  if (mutex.timed_lock_shared(until))
    mutex.unlock_shared();
  mutex.lock();
  mutex.unlock();
  mutex.lock_shared();
  mutex.lock();
}
// CHECK: :[[@LINE-2]]:9: warning: this lock of 'mutex' can block forever: the lock is held and never released [quiesce-deadlock]
// CHECK: :[[@LINE-22]]:13: note: the main task locks 'mutex'
// CHECK: :[[@LINE-21]]:13: note: the main task locks 'mutex'
// CHECK: :[[@LINE-20]]:13: note: the main task locks 'mutex'
// CHECK: :[[@LINE-19]]:13: note: the main task locks 'mutex'
// CHECK: :[[@LINE-18]]:13: note: the main task locks 'mutex'
// CHECK: :[[@LINE-17]]:13: note: the main task locks 'mutex'
// CHECK: :[[@LINE-16]]:13: note: the main task locks 'mutex'
// CHECK: :[[@LINE-15]]:13: note: the main task locks 'mutex'
// CHECK: :[[@LINE-14]]:9: note: the main task locks 'mutex'
// CHECK: :[[@LINE-13]]:9: note: the main task locks 'mutex'
// CHECK: :[[@LINE-13]]:9: note: no path releases the lock

void shared_ok(const boost::posix_time::ptime &until) {
  boost::shared_mutex mutex;
  mutex.lock();
  if (mutex.try_lock() || mutex.try_lock_for(Soon(1)) || mutex.try_lock_until(now()) || mutex.timed_lock(until))
    use(1);
  if (mutex.try_lock_shared() || mutex.try_lock_shared_for(Soon(1)) || mutex.try_lock_shared_until(now()) ||
      mutex.timed_lock_shared(until))
    use(2);
  mutex.unlock();
  mutex.lock_shared();
  mutex.lock_shared();
}

void unique_bad(const boost::posix_time::ptime &until) {
  boost::timed_mutex mutex;
  boost::unique_lock<boost::timed_mutex> lock(mutex, boost::defer_lock);
  if (lock.timed_lock(until))
    lock.unlock();
  lock.lock();
  if (lock.mutex())
    mutex.lock();
}
// CHECK: :[[@LINE-2]]:11: warning: this lock of 'mutex' blocks forever: the main task holds the lock already [quiesce-deadlock]
// CHECK: :[[@LINE-7]]:12: note: the main task locks 'lock'
// CHECK: :[[@LINE-6]]:8: note: the main task locks 'lock'
// CHECK: :[[@LINE-6]]:7: note: in the main task, 'lock.mutex()' is true
// CHECK: :[[@LINE-6]]:11: note: the lock is not released before it is taken again

void unique_ok(const boost::posix_time::ptime &until) {
  boost::timed_mutex mutex;
  boost::unique_lock<boost::timed_mutex> held(mutex);
  boost::unique_lock<boost::timed_mutex> lock(mutex, boost::defer_lock);
  if (lock.timed_lock(until))
    use(1);
}

void shared_guard_bad(const boost::posix_time::ptime &until) {
  boost::shared_mutex mutex, two;
  boost::shared_lock<boost::shared_mutex> lock(mutex, boost::defer_lock), other(two, boost::defer_lock);
  if (lock.try_lock())
    lock.unlock();
  if (lock.try_lock_for(Soon(1)))
    lock.unlock();
  if (lock.try_lock_until(now()))
    lock.unlock();
  if (lock.timed_lock(until))
    lock.unlock();
  lock.lock();
  if (lock.owns_lock())
    lock.unlock();
  other.lock();
  other.swap(lock);
  if (lock.mutex() && other)
    mutex.lock();
  two.lock();
}
// CHECK: :[[@LINE-2]]:7: warning: this lock of 'two' can block forever: the lock is held and never released [quiesce-deadlock]
// CHECK: :[[@LINE-7]]:9: note: the main task locks 'other'
// CHECK: :[[@LINE-6]]:23: note: in the main task, 'other' is false
// CHECK: :[[@LINE-5]]:7: note: no path releases the lock

void shared_guard_ok(const boost::posix_time::ptime &until) {
  boost::shared_mutex mutex;
  boost::unique_lock<boost::shared_mutex> all(mutex);
  boost::shared_lock<boost::shared_mutex> lock(mutex, boost::defer_lock);
  if (lock.try_lock() || lock.try_lock_for(Soon(1)) || lock.try_lock_until(now()) || lock.timed_lock(until))
    use(1);
}

void released_bad() {
  boost::shared_mutex mutex;
  {
    boost::shared_lock<boost::shared_mutex> lock(mutex);
    lock.release();
  }
  mutex.lock();
}
// CHECK: :[[@LINE-2]]:9: warning: this lock of 'mutex' can block forever: the lock is held and never released [quiesce-deadlock]
// CHECK: :[[@LINE-6]]:45: note: the main task locks 'mutex'
// CHECK: :[[@LINE-4]]:9: note: no path releases the lock

void try_both_bad() {
  boost::mutex one, two;
  if (boost::try_lock(one, two) == -1) {
    one.unlock();
    two.unlock();
  }
  two.lock();
  two.lock();
}
// CHECK: :[[@LINE-2]]:7: warning: this lock of 'two' blocks forever: the main task holds the lock already [quiesce-deadlock]
// CHECK: :[[@LINE-8]]:7: note: the main task locks 'two'
// CHECK: :[[@LINE-5]]:7: note: the main task locks 'two'
// CHECK: :[[@LINE-5]]:7: note: the lock is not released before it is taken again

void try_both_ok() {
  boost::mutex one, two;
  two.lock();
  if (boost::try_lock(one, two) == -1)
    use(1);
  one.lock();
}

void once_bad() {
  boost::once_flag once;
  boost::call_once(once, [&] { boost::call_once(once, [] { use(1); }); });
}
// CHECK: :[[@LINE-2]]:32: warning: this wait for 'once' can block forever: the lock is held and never released [quiesce-deadlock]
// CHECK: :[[@LINE-3]]:3: note: in a call from here
// CHECK: :[[@LINE-4]]:32: note: no path releases the lock

void once_ok() {
  boost::once_flag once, another;
  boost::call_once(once, [&] { boost::call_once(another, [] { use(1); }); });
}

void both_bad() {
  boost::mutex one, two;
  boost::lock(one, two);
  one.unlock();
  two.lock();
}
// CHECK: :[[@LINE-2]]:7: warning: this lock of 'two' blocks forever: the main task holds the lock already [quiesce-deadlock]
// CHECK: :[[@LINE-5]]:3: note: the main task locks 'two'
// CHECK: :[[@LINE-4]]:7: note: the lock is not released before it is taken again

void both_ok() {
  boost::mutex one, two;
  boost::lock(one, two);
  one.unlock();
  two.unlock();
  two.lock();
}

void both_guards_bad() {
  boost::mutex one, two;
  boost::unique_lock<boost::mutex> first(one, boost::defer_lock), second(two, boost::defer_lock);
  boost::lock(first, second);
  two.lock();
}
// CHECK: :[[@LINE-2]]:7: warning: this lock of 'two' blocks forever: the main task holds the lock already [quiesce-deadlock]
// CHECK: :[[@LINE-4]]:3: note: the main task locks 'second'
// CHECK: :[[@LINE-4]]:7: note: the lock is not released before it is taken again

void both_guards_ok() {
  boost::mutex one, two;
  {
    boost::unique_lock<boost::mutex> first(one, boost::defer_lock), second(two, boost::defer_lock);
    boost::lock(first, second);
  }
  two.lock();
}

void other_order_ok() {
  boost::mutex one, two;
  boost::thread other([&] {
    boost::lock(two, one);
    boost::lock_guard<boost::mutex> first(one, boost::adopt_lock), second(two, boost::adopt_lock);
  });
  boost::lock(one, two);
  boost::lock_guard<boost::mutex> first(one, boost::adopt_lock), second(two, boost::adopt_lock);
  other.detach();
}

void made_without_value_bad() {
  boost::shared_ptr<boost::timed_mutex> mutex = boost::make_shared_noinit<boost::timed_mutex>();
  if (mutex->try_lock_until(boost::chrono::system_clock::now()))
    mutex->unlock();
  mutex->lock();
  mutex->lock();
}
// CHECK: :[[@LINE-2]]:10: warning: this lock of 'mutex' blocks forever: the main task holds the lock already [quiesce-deadlock]
// CHECK: :[[@LINE-6]]:14: note: the main task locks 'mutex'
// CHECK: :[[@LINE-5]]:10: note: the main task locks 'mutex'
// CHECK: :[[@LINE-5]]:10: note: the lock is not released before it is taken again

void made_without_value_ok() {
  boost::shared_ptr<boost::timed_mutex> mutex = boost::make_shared_noinit<boost::timed_mutex>();
  mutex->lock();
  if (!mutex->try_lock_until(boost::chrono::system_clock::now()))
    mutex->unlock();
  mutex->lock();
}
