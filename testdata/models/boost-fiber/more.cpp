// Boost.Fiber: the other members.  Each function that must be reported calls many members before the one that blocks: were
// one unknown, nothing would be reported.
// RUN: %check_tidy %s

#include <boost/fiber/all.hpp>
#include <boost/fiber/algo/shared_work.hpp>
#include <exception>

namespace fibers = boost::fibers;

bool fails();
int compute();
void use(int);
using Soon = std::chrono::milliseconds;
static std::chrono::steady_clock::time_point now() { return std::chrono::steady_clock::now(); }

void mutex_bad() {
  fibers::mutex mutex;
  if (mutex.try_lock())
    mutex.unlock();
  mutex.lock();
  mutex.lock();
}
// CHECK: :[[@LINE-2]]:9: warning: this lock of 'mutex' blocks forever: the main task holds the lock already [quiesce-deadlock]
// CHECK: :[[@LINE-6]]:13: note: the main task locks 'mutex'
// CHECK: :[[@LINE-5]]:9: note: the main task locks 'mutex'
// CHECK: :[[@LINE-5]]:9: note: the lock is not released before it is taken again

void mutex_ok() {
  fibers::mutex mutex;
  mutex.lock();
  if (!mutex.try_lock())
    mutex.unlock();
  mutex.lock();
}

void recursive_bad() {
  fibers::recursive_mutex mutex;
  mutex.lock();
  if (mutex.try_lock())
    mutex.unlock();
  fibers::fiber other([&] { mutex.lock(); });
  other.join();
}
// CHECK: :[[@LINE-2]]:9: warning: this join of 'other' can block forever: the main task and task 1 wait for each other [quiesce-deadlock]
// CHECK: :[[@LINE-7]]:9: note: the main task locks 'mutex'
// CHECK: :[[@LINE-7]]:13: note: the main task locks 'mutex'
// CHECK: :[[@LINE-6]]:17: note: the main task starts task 1
// CHECK: :[[@LINE-7]]:35: note: task 1 waits here, at its lock
// CHECK: :[[@LINE-7]]:9: note: neither can go on before the other does

void recursive_ok() {
  fibers::recursive_mutex mutex;
  mutex.lock();
  mutex.lock();
  mutex.unlock();
  mutex.unlock();
  fibers::fiber other([&] {
    mutex.lock();
    mutex.unlock();
  });
  other.join();
}

void timed_bad() {
  fibers::timed_mutex mutex;
  if (mutex.try_lock())
    mutex.unlock();
  if (mutex.try_lock_until(now()))
    mutex.unlock();
  mutex.lock();
  mutex.lock();
}
// CHECK: :[[@LINE-2]]:9: warning: this lock of 'mutex' blocks forever: the main task holds the lock already [quiesce-deadlock]
// CHECK: :[[@LINE-8]]:13: note: the main task locks 'mutex'
// CHECK: :[[@LINE-7]]:13: note: the main task locks 'mutex'
// CHECK: :[[@LINE-6]]:9: note: the main task locks 'mutex'
// CHECK: :[[@LINE-6]]:9: note: the lock is not released before it is taken again

void timed_ok() {
  fibers::timed_mutex mutex;
  mutex.lock();
  if (mutex.try_lock() || mutex.try_lock_until(now()))
    use(1);
}

void recursive_timed_bad() {
  fibers::recursive_timed_mutex mutex;
  if (mutex.try_lock())
    mutex.unlock();
  if (mutex.try_lock_for(Soon(1)))
    mutex.unlock();
  if (mutex.try_lock_until(now()))
    mutex.unlock();
  mutex.lock();
  fibers::fiber other([&] { mutex.lock(); });
  other.join();
}
// CHECK: :[[@LINE-2]]:9: warning: this join of 'other' can block forever: the main task and task 1 wait for each other [quiesce-deadlock]
// CHECK: :[[@LINE-11]]:13: note: the main task locks 'mutex'
// CHECK: :[[@LINE-10]]:13: note: the main task locks 'mutex'
// CHECK: :[[@LINE-9]]:13: note: the main task locks 'mutex'
// CHECK: :[[@LINE-8]]:9: note: the main task locks 'mutex'
// CHECK: :[[@LINE-8]]:17: note: the main task starts task 1
// CHECK: :[[@LINE-9]]:35: note: task 1 waits here, at its lock
// CHECK: :[[@LINE-9]]:9: note: neither can go on before the other does

void recursive_timed_ok() {
  fibers::recursive_timed_mutex mutex;
  mutex.lock();
  mutex.lock();
  fibers::fiber other([&] {
    if (mutex.try_lock() || mutex.try_lock_for(Soon(1)) || mutex.try_lock_until(now()))
      use(1);
  });
  other.join();
}

void condition_ok() {
  fibers::mutex mutex;
  fibers::condition_variable changed;
  bool ready = false;
  fibers::fiber other([&] {
    std::lock_guard lock(mutex);
    ready = true;
    changed.notify_one();
  });
  {
    std::unique_lock lock(mutex);
    while (!ready)
      changed.wait(lock);
  }
  other.join();
}

void condition_bad() {
  fibers::mutex mutex;
  fibers::condition_variable changed;
  std::unique_lock lock(mutex);
  if (changed.wait_for(lock, Soon(1)) == fibers::cv_status::timeout &&
      changed.wait_until(lock, now()) == fibers::cv_status::timeout)
    changed.wait(lock);
}
// CHECK: :[[@LINE-2]]:13: warning: this wait on 'changed' can block forever: no notification reaches it any more [quiesce-missed-notify]
// CHECK: :[[@LINE-5]]:15: note: the main task goes to sleep on 'changed'
// CHECK: :[[@LINE-6]]:15: note: the main task gives up waiting at its timeout
// CHECK: :[[@LINE-6]]:15: note: the main task goes to sleep on 'changed'
// CHECK: :[[@LINE-7]]:15: note: the main task gives up waiting at its timeout
// CHECK: :[[@LINE-7]]:13: note: no task notifies 'changed' from here on

void patience_ok() {
  fibers::mutex mutex;
  fibers::condition_variable changed;
  std::unique_lock lock(mutex);
  if (changed.wait_for(lock, Soon(1)) == fibers::cv_status::no_timeout ||
      changed.wait_until(lock, now()) == fibers::cv_status::no_timeout)
    changed.wait(lock);
}

void fiber_bad() {
  fibers::promise<void> never;
  fibers::future<void> future = never.get_future();
  fibers::fiber one([&] {
    boost::this_fiber::yield();
    boost::this_fiber::sleep_for(Soon(1));
    if (boost::this_fiber::get_id() != fibers::fiber::id())
      future.wait();
  });
  fibers::fiber other;
  other.swap(one);
  if (other.get_id() != fibers::fiber::id() && other.joinable())
    other.join();
}
// CHECK: :[[@LINE-7]]:14: warning: this wait for 'future' can block forever: its promise is never kept [quiesce-unfulfilled-promise]
// CHECK: :[[@LINE-12]]:17: note: the main task starts task 1
// CHECK: :[[@LINE-5]]:54: note: in the main task, 'other.joinable()' is true
// CHECK: :[[@LINE-11]]:9: note: in task 1, 'boost::this_fiber::get_id() != fibers::fiber::id()' is true
// CHECK: :[[@LINE-17]]:25: note: the promise is made here
// CHECK: :[[@LINE-12]]:14: note: no path from here sets a value or an exception
// CHECK: :[[@LINE-11]]:17: warning: this thread is still joinable when it is destroyed on some path, which terminates the program [quiesce-unjoined-thread]
// CHECK: :[[@LINE-18]]:17: note: the main task starts task 1
// CHECK: :[[@LINE-11]]:22: note: in the main task, 'other.get_id() != fibers::fiber::id()' is false
// CHECK: :[[@LINE-14]]:17: note: no join or detach on this path

void fiber_ok() {
  fibers::use_scheduling_algorithm<fibers::algo::shared_work>();
  fibers::fiber one([] { use(1); }), other;
  other.swap(one);
  if (other.joinable())
    other.join();
}

void future_bad() {
  fibers::promise<int> promise, other;
  fibers::future<int> future = other.get_future();
  other.swap(promise);
  if (future.valid() && future.wait_for(Soon(1)) == fibers::future_status::timeout &&
      future.wait_until(now()) == fibers::future_status::timeout)
    future.wait();
}
// CHECK: :[[@LINE-2]]:12: warning: this wait for 'future' can block forever: its promise is never kept [quiesce-unfulfilled-promise]
// CHECK: :[[@LINE-5]]:32: note: the main task gives up waiting at its timeout
// CHECK: :[[@LINE-5]]:14: note: the main task gives up waiting at its timeout
// CHECK: :[[@LINE-6]]:32: note: in the main task, 'future.wait_until(now()) == fibers::future_status::timeout' is true
// CHECK: :[[@LINE-11]]:33: note: the promise is made here
// CHECK: :[[@LINE-7]]:12: note: no path from here sets a value or an exception

void future_ok() {
  fibers::promise<int> promise, other;
  fibers::future<int> future = other.get_future();
  other.swap(promise);
  promise.set_value(1);
  future.wait();
}

void failure_ok() {
  fibers::promise<int> promise;
  fibers::future<int> future = promise.get_future();
  fibers::fiber other([&] { promise.set_exception(std::make_exception_ptr(1)); });
  if (future.get_exception_ptr())
    use(1);
  other.join();
}

void failure_bad() {
  fibers::promise<int> promise;
  fibers::future<int> future = promise.get_future();
  fibers::fiber other([&] {
    if (!fails())
      promise.set_exception(std::make_exception_ptr(1));
  });
  if (future.get_exception_ptr())
    use(1);
  other.join();
}
// CHECK: :[[@LINE-4]]:14: warning: this wait for 'future' can block forever: its promise is never kept [quiesce-unfulfilled-promise]
// CHECK: :[[@LINE-9]]:17: note: the main task starts task 1
// CHECK: :[[@LINE-9]]:10: note: in task 1, 'fails()' is true
// CHECK: :[[@LINE-13]]:24: note: the promise is made here
// CHECK: :[[@LINE-8]]:14: note: no path from here sets a value or an exception

void shared_future_bad() {
  fibers::promise<int> promise;
  fibers::shared_future<int> future = promise.get_future().share();
  fibers::shared_future<int> copy = future;
  if (copy.valid() && copy.wait_for(Soon(1)) == fibers::future_status::timeout &&
      copy.wait_until(now()) == fibers::future_status::timeout)
    copy.wait();
}
// CHECK: :[[@LINE-2]]:10: warning: this wait for 'copy' can block forever: its promise is never kept [quiesce-unfulfilled-promise]
// CHECK: :[[@LINE-5]]:28: note: the main task gives up waiting at its timeout
// CHECK: :[[@LINE-5]]:12: note: the main task gives up waiting at its timeout
// CHECK: :[[@LINE-6]]:30: note: in the main task, 'copy.wait_until(now()) == fibers::future_status::timeout' is true
// CHECK: :[[@LINE-11]]:24: note: the promise is made here
// CHECK: :[[@LINE-7]]:10: note: no path from here sets a value or an exception

void shared_future_ok() {
  fibers::promise<int> promise;
  fibers::shared_future<int> future = promise.get_future().share();
  fibers::shared_future<int> copy = future;
  fibers::fiber other([copy]() mutable {
    if (!copy.get_exception_ptr())
      use(copy.get());
  });
  promise.set_value(1);
  future.wait();
  other.join();
}

void packaged_ok() {
  fibers::packaged_task<int()> task(compute), other;
  other.swap(task);
  fibers::future<int> future = other.get_future();
  if (other.valid())
    other();
  use(future.get());
}

void packaged_bad() {
  fibers::packaged_task<int()> task(compute);
  fibers::future<int> future = task.get_future();
  if (fails())
    task();
  future.wait();
}
// CHECK: :[[@LINE-2]]:10: warning: this wait for 'future' can block forever: its promise is never kept [quiesce-unfulfilled-promise]
// CHECK: :[[@LINE-5]]:7: note: in the main task, 'fails()' is false
// CHECK: :[[@LINE-8]]:32: note: the promise is made here
// CHECK: :[[@LINE-5]]:10: note: no path from here sets a value or an exception

void packaged_again_bad() {
  fibers::packaged_task<int()> task(compute);
  task();
  task.reset();
  fibers::future<int> second = task.get_future();
  if (fails())
    task();
  second.wait();
}
// CHECK: :[[@LINE-2]]:10: warning: this wait for 'second' can block forever: its promise is never kept [quiesce-unfulfilled-promise]
// CHECK: :[[@LINE-5]]:7: note: in the main task, 'fails()' is false
// CHECK: :[[@LINE-8]]:8: note: the promise is made here
// CHECK: :[[@LINE-5]]:10: note: no path from here sets a value or an exception

void packaged_again_ok() {
  fibers::packaged_task<int()> task(compute);
  task();
  task.reset();
  fibers::future<int> second = task.get_future();
  task();
  second.wait();
}
