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

void shared_future_bad() {
  fibers::promise<int> promise;
  fibers::shared_future<int> future = promise.get_future().share();
  fibers::shared_future<int> copy = future;
  if (copy.valid() && copy.wait_for(Soon(1)) == fibers::future_status::timeout &&
      copy.wait_until(now()) == fibers::future_status::timeout)
    copy.wait();
}

void shared_future_ok() {
  fibers::promise<int> promise;
  fibers::shared_future<int> future = promise.get_future().share();
  fibers::shared_future<int> copy = future;
  fibers::fiber other([copy] {
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
