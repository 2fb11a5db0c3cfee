// Boost.Thread: members of mutexes, locks, threads, conditions and latches.
// RUN: %check_tidy %s -- -std=c++20 -DBOOST_THREAD_VERSION=4

#include <boost/thread.hpp>
#include <boost/thread/barrier.hpp>
#include <boost/thread/latch.hpp>
#include <boost/thread/lock_algorithms.hpp>
#include <boost/thread/once.hpp>
#include <boost/thread/scoped_thread.hpp>
#include <boost/thread/thread_guard.hpp>

bool fails();
void use(int);
using Soon = boost::chrono::milliseconds;

void mutex_ok() {
  boost::mutex mutex;
  mutex.lock();
  if (mutex.try_lock())
    use(1);
  mutex.unlock();
  mutex.lock();
  mutex.unlock();
}

void recursive_ok() {
  boost::recursive_mutex mutex;
  mutex.lock();
  mutex.lock();
  if (mutex.try_lock())
    mutex.unlock();
  mutex.unlock();
  mutex.unlock();
}

void recursive_bad() {
  boost::recursive_mutex mutex;
  mutex.lock();
  mutex.lock();
  boost::thread other([&] {
    mutex.lock();
    mutex.unlock();
  });
  mutex.unlock();
  other.join();
}
// CHECK: :[[@LINE-2]]:9: warning: this join of 'other' can block forever: the main task and task 1 wait for each other [quiesce-deadlock]
// CHECK: :[[@LINE-10]]:9: note: the main task locks 'mutex'
// CHECK: :[[@LINE-10]]:9: note: the main task locks 'mutex'
// CHECK: :[[@LINE-10]]:17: note: the main task starts task 1
// CHECK: :[[@LINE-10]]:11: note: task 1 waits here, at its lock
// CHECK: :[[@LINE-7]]:9: note: neither can go on before the other does

void recursive_timed_ok() {
  boost::recursive_timed_mutex mutex;
  mutex.lock();
  mutex.lock();
  mutex.unlock();
  mutex.unlock();
  boost::thread other([&] {
    mutex.lock();
    mutex.unlock();
  });
  other.join();
}

void recursive_timed_bad() {
  boost::recursive_timed_mutex mutex;
  mutex.lock();
  boost::thread other([&] { mutex.lock(); });
  other.join();
}
// CHECK: :[[@LINE-2]]:9: warning: this join of 'other' can block forever: the main task and task 1 wait for each other [quiesce-deadlock]
// CHECK: :[[@LINE-5]]:9: note: the main task locks 'mutex'
// CHECK: :[[@LINE-5]]:17: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:35: note: task 1 waits here, at its lock
// CHECK: :[[@LINE-6]]:9: note: neither can go on before the other does

void timed_ok() {
  boost::timed_mutex mutex;
  mutex.lock();
  if (mutex.try_lock() || mutex.try_lock_for(Soon(1)) || mutex.try_lock_until(boost::chrono::steady_clock::now()))
    use(1);
  mutex.unlock();
  mutex.lock();
  mutex.unlock();
}

void timed_bad() {
  boost::timed_mutex mutex;
  if (mutex.try_lock_for(Soon(1)))
    mutex.lock();
}
// CHECK: :[[@LINE-2]]:11: warning: this lock of 'mutex' blocks forever: the main task holds the lock already [quiesce-deadlock]
// CHECK: :[[@LINE-4]]:13: note: the main task locks 'mutex'
// CHECK: :[[@LINE-5]]:7: note: in the main task, 'mutex.try_lock_for(Soon(1))' is true
// CHECK: :[[@LINE-5]]:11: note: the lock is not released before it is taken again

void shared_ok() {
  boost::shared_mutex mutex;
  {
    boost::shared_lock<boost::shared_mutex> one(mutex);
    boost::shared_lock<boost::shared_mutex> two(mutex);
  }
  boost::unique_lock<boost::shared_mutex> all(mutex);
}

void shared_bad() {
  boost::shared_mutex mutex;
  boost::shared_lock<boost::shared_mutex> one(mutex);
  boost::unique_lock<boost::shared_mutex> all(mutex);
}
// CHECK: :[[@LINE-2]]:43: warning: this lock of 'mutex' can block forever: the lock is held and never released [quiesce-deadlock]
// CHECK: :[[@LINE-4]]:43: note: the main task locks 'mutex'
// CHECK: :[[@LINE-4]]:43: note: no path releases the lock

void lock_ok() {
  boost::mutex mutex;
  boost::unique_lock<boost::mutex> lock(mutex, boost::defer_lock);
  lock.lock();
  if (lock.owns_lock())
    lock.unlock();
  if (lock.try_lock())
    lock.unlock();
  boost::unique_lock<boost::mutex> other(mutex);
  lock.swap(other);
  if (lock)
    lock.unlock();
  mutex.lock();
  mutex.unlock();
}

void released_bad() {
  boost::mutex mutex;
  {
    boost::unique_lock<boost::mutex> lock(mutex);
    lock.release();
  }
  mutex.lock();
}
// CHECK: :[[@LINE-2]]:9: warning: this lock of 'mutex' blocks forever: the main task holds the lock already [quiesce-deadlock]
// CHECK: :[[@LINE-6]]:38: note: the main task locks 'mutex'
// CHECK: :[[@LINE-4]]:9: note: the lock is not released before it is taken again

void limit_ok() {
  boost::timed_mutex mutex;
  mutex.lock();
  boost::unique_lock<boost::timed_mutex> lock(mutex, boost::defer_lock);
  if (lock.try_lock_for(Soon(1)) || lock.try_lock_until(boost::chrono::steady_clock::now()))
    use(1);
}

void both_ok() {
  boost::mutex one, two;
  boost::thread other([&] {
    boost::lock(two, one);
    one.unlock();
    two.unlock();
  });
  boost::lock(one, two);
  one.unlock();
  two.unlock();
  other.join();
}

static boost::once_flag once;

void once_ok() {
  boost::call_once(once, [] { use(1); });
  boost::call_once(once, [] { use(1); });
}

void thread_ok() {
  boost::thread thread([] { use(1); });
  boost::thread other;
  thread.swap(other);
  if (other.joinable())
    other.join();
}

void limits_ok() {
  boost::latch never(1);
  boost::thread thread([&] { never.wait(); });
  if (!thread.try_join_for(Soon(1)) && !thread.try_join_until(boost::chrono::steady_clock::now())) {
    never.count_down();
    thread.join();
  }
}

void detached_ok() {
  boost::thread thread([] { use(1); });
  thread.detach();
}

void scoped_bad() {
  boost::latch never(1);
  boost::scoped_thread<> thread(boost::thread([&] { never.wait(); }));
}
// CHECK: :[[@LINE-2]]:59: warning: this wait for 'never' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-3]]:33: note: the main task starts task 1
// CHECK: :[[@LINE-4]]:26: note: the main task starts task 2
// CHECK: :[[@LINE-5]]:59: note: no remaining task changes the count of 'never'

void scoped_ok() {
  boost::latch once(1);
  boost::scoped_thread<> thread(boost::thread([&] { once.wait(); }));
  once.count_down();
}

// A guard is unknown, and who has the thread may interrupt it.
void fn_guarded() {
  boost::latch never(1);
  boost::thread thread([&] { never.wait(); });
  boost::thread_guard<> guard(thread);
}

void guarded_ok() {
  boost::latch once(1);
  boost::thread thread([&] { once.wait(); });
  boost::thread_guard<> guard(thread);
  once.count_down();
}

void condition_ok() {
  boost::mutex mutex;
  boost::condition_variable changed;
  bool ready = false;
  boost::thread waits([&] {
    boost::unique_lock<boost::mutex> lock(mutex);
    changed.wait(lock, [&] { return ready; });
  });
  {
    boost::unique_lock<boost::mutex> lock(mutex);
    ready = true;
  }
  changed.notify_one();
  waits.join();
}

void patience_ok() {
  boost::mutex mutex;
  boost::condition_variable changed;
  bool ready = false;
  boost::unique_lock<boost::mutex> lock(mutex);
  if (changed.wait_for(lock, Soon(1), [&] { return ready; }))
    use(1);
  while (!ready)
    if (changed.wait_until(lock, boost::chrono::steady_clock::now()) == boost::cv_status::timeout)
      break;
}

void latch_ok() {
  boost::latch latch(2);
  boost::thread other([&] { latch.count_down_and_wait(); });
  if (latch.wait_for(Soon(1)) == boost::cv_status::timeout || !latch.try_wait())
    use(1);
  latch.count_down_and_wait();
  other.join();
}

void latch_bad() {
  boost::latch latch(2);
  latch.count_down_and_wait();
}
// CHECK: :[[@LINE-2]]:9: warning: this wait for 'latch' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-3]]:9: note: no remaining task changes the count of 'latch'

void barrier_ok() {
  boost::barrier barrier(2);
  boost::thread other([&] { barrier.count_down_and_wait(); });
  barrier.count_down_and_wait();
  other.join();
}

void barrier_bad() {
  boost::barrier barrier(2);
  barrier.count_down_and_wait();
}
// CHECK: :[[@LINE-2]]:11: warning: this wait for 'barrier' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-3]]:11: note: no remaining task changes the count of 'barrier'
