// Boost.Thread: the other members of threads, futures, promises, latches and conditions.
// Each function that must be reported calls many members before the one that blocks: were one unknown, nothing would be
// reported.
// RUN: %check_tidy %s -- -std=c++20 -DBOOST_THREAD_VERSION=4 -DBOOST_THREAD_USES_DATETIME

#include <boost/exception_ptr.hpp>
#include <boost/thread.hpp>
#include <boost/thread/future.hpp>
#include <boost/thread/latch.hpp>
#include <boost/thread/scoped_thread.hpp>

bool fails();
void use(int);
using Soon = boost::chrono::milliseconds;
static boost::chrono::steady_clock::time_point now() { return boost::chrono::steady_clock::now(); }

void thread_bad(const boost::system_time &until) {
  boost::latch never(1);
  boost::thread thread([&] {
    boost::this_thread::yield();
    if (boost::this_thread::interruption_enabled() && boost::this_thread::get_id() != boost::thread::id())
      never.wait();
  });
  if (thread.get_id() == boost::this_thread::get_id() || thread.interruption_requested())
    use(1);
  if (!thread.timed_join(until))
    thread.join();
}
// CHECK: :[[@LINE-7]]:13: warning: this wait for 'never' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-11]]:17: note: the main task starts task 1
// CHECK: :[[@LINE-10]]:9: note: in task 1, 'boost::this_thread::interruption_enabled()' is true
// CHECK: :[[@LINE-11]]:84: note: in task 1, 'boost::this_thread::get_id() != boost::thread::id()' is true
// CHECK: :[[@LINE-7]]:15: note: the main task gives up waiting at its timeout
// CHECK: :[[@LINE-8]]:15: note: in the main task, 'thread.timed_join(until)' is false
// CHECK: :[[@LINE-13]]:13: note: no remaining task changes the count of 'never'

void thread_ok(const boost::system_time &until) {
  boost::latch never(1);
  boost::thread thread([&] { never.wait(); });
  if (thread.timed_join(until) || thread.get_id() == boost::this_thread::get_id())
    return;
  if (!thread.interruption_requested())
    thread.interrupt();
  thread.join();
}

void scoped_bad() {
  boost::latch never(1);
  boost::scoped_thread<> thread([&] { never.wait(); }), other([] { use(1); });
  if (other.try_join_for(Soon(1)) || other.try_join_until(now()))
    use(1);
  other.swap(thread);
  if (other.get_id() == boost::this_thread::get_id() || other.interruption_requested())
    use(1);
  if (other.joinable())
    other.join();
}
// CHECK: :[[@LINE-9]]:45: warning: this wait for 'never' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-10]]:26: note: the main task starts task 1
// CHECK: :[[@LINE-11]]:57: note: the main task starts task 2
// CHECK: :[[@LINE-6]]:13: note: in the main task, 'other.joinable()' is true
// CHECK: :[[@LINE-13]]:45: note: no remaining task changes the count of 'never'

void scoped_ok() {
  boost::latch never(1), once(1);
  boost::scoped_thread<> interrupted([&] { never.wait(); }), left([&] { once.wait(); });
  interrupted.interrupt();
  interrupted.join();
  left.detach();
  once.count_down();
}

void scoped_left_ok() {
  boost::scoped_thread<> left([] {
    boost::latch never(1);
    never.wait();
  });
  if (!left.try_join_for(Soon(1)) && !left.try_join_until(now()) && left.joinable())
    left.interrupt();
}

void latch_bad() {
  boost::latch one(1), never(1);
  if (never.wait_until(now()) == boost::cv_status::timeout)
    one.count_down();
  one.wait();
  never.wait();
}
// CHECK: :[[@LINE-2]]:9: warning: this wait for 'never' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-6]]:13: note: the main task gives up waiting at its timeout
// CHECK: :[[@LINE-4]]:9: note: no remaining task changes the count of 'never'

void latch_ok() {
  boost::latch never(1);
  if (never.wait_until(now()) == boost::cv_status::timeout)
    never.count_down();
  never.wait();
}

void patience_ok(const boost::system_time &until) {
  boost::mutex mutex;
  boost::condition_variable changed;
  boost::unique_lock<boost::mutex> lock(mutex);
  if (!changed.timed_wait(lock, until) || !changed.timed_wait(lock, until, [] { return false; }))
    use(1);
}

void patience_bad(const boost::system_time &until) {
  boost::mutex mutex;
  boost::condition_variable changed;
  boost::unique_lock<boost::mutex> lock(mutex);
  if (!changed.timed_wait(lock, until))
    changed.wait(lock);
}
// CHECK: :[[@LINE-2]]:13: warning: this wait on 'changed' can block forever: no notification reaches it any more [quiesce-missed-notify]
// CHECK: :[[@LINE-4]]:16: note: the main task goes to sleep on 'changed'
// CHECK: :[[@LINE-5]]:16: note: the main task gives up waiting at its timeout
// CHECK: :[[@LINE-5]]:13: note: no task notifies 'changed' from here on

void at_exit_ok() {
  boost::mutex mutex;
  boost::condition_variable changed;
  bool ready = false;
  boost::thread other([&] {
    boost::unique_lock<boost::mutex> lock(mutex);
    ready = true;
    boost::notify_all_at_thread_exit(changed, boost::move(lock));
  });
  {
    boost::unique_lock<boost::mutex> lock(mutex);
    while (!ready)
      changed.wait(lock);
  }
  other.join();
}

void future_bad() {
  boost::promise<int> promise, other;
  boost::future<int> future = promise.get_future(), empty = other.get_future();
  if (future.is_ready() || !future.valid())
    use(1);
  if (future.wait_for(Soon(1)) == boost::future_status::ready || future.wait_until(now()) == boost::future_status::ready)
    use(1);
  other.swap(promise);
  empty.swap(future);
  promise.set_value(1);
  future.wait();
  empty.wait();
}
// CHECK: :[[@LINE-2]]:9: warning: this wait for 'empty' can block forever: its promise is never kept [quiesce-unfulfilled-promise]
// CHECK: :[[@LINE-9]]:14: note: the main task gives up waiting at its timeout
// CHECK: :[[@LINE-10]]:73: note: the main task gives up waiting at its timeout
// CHECK: :[[@LINE-15]]:23: note: the promise is made here
// CHECK: :[[@LINE-6]]:9: note: no path from here sets a value or an exception

void future_ok() {
  boost::promise<int> promise, other;
  boost::future<int> future = promise.get_future(), empty = other.get_future();
  if (future.is_ready() || future.wait_for(Soon(1)) == boost::future_status::ready ||
      future.wait_until(now()) == boost::future_status::ready)
    return;
  empty.swap(future);
  promise.swap(other);
  other.set_value(1);
  use(empty.get());
}

void timed_future_ok(const boost::system_time &until) {
  boost::promise<int> promise;
  boost::future<int> future = promise.get_future();
  if (future.timed_wait_until(until) || future.timed_wait(boost::posix_time::milliseconds(1)))
    use(1);
}

void timed_future_bad(const boost::system_time &until) {
  boost::promise<int> promise;
  boost::future<int> future = promise.get_future();
  if (!future.timed_wait_until(until) && !future.timed_wait(boost::posix_time::milliseconds(1)))
    future.wait();
}
// CHECK: :[[@LINE-2]]:12: warning: this wait for 'future' can block forever: its promise is never kept [quiesce-unfulfilled-promise]
// CHECK: :[[@LINE-4]]:15: note: the main task gives up waiting at its timeout
// CHECK: :[[@LINE-5]]:15: note: in the main task, 'future.timed_wait_until(until)' is false
// CHECK: :[[@LINE-6]]:50: note: the main task gives up waiting at its timeout
// CHECK: :[[@LINE-7]]:50: note: in the main task, 'future.timed_wait(boost::posix_time::milliseconds(1))' is false
// CHECK: :[[@LINE-10]]:23: note: the promise is made here
// CHECK: :[[@LINE-8]]:12: note: no path from here sets a value or an exception

void shared_future_bad() {
  boost::promise<int> promise;
  boost::shared_future<int> future = promise.get_future().share(), copy;
  copy.swap(future);
  if (copy.valid() && !copy.is_ready() && copy.wait_for(Soon(1)) == boost::future_status::timeout &&
      copy.wait_until(now()) == boost::future_status::timeout)
    copy.wait();
}
// CHECK: :[[@LINE-2]]:10: warning: this wait for 'copy' can block forever: its promise is never kept [quiesce-unfulfilled-promise]
// CHECK: :[[@LINE-5]]:48: note: the main task gives up waiting at its timeout
// CHECK: :[[@LINE-5]]:12: note: the main task gives up waiting at its timeout
// CHECK: :[[@LINE-6]]:30: note: in the main task, 'copy.wait_until(now()) == boost::future_status::timeout' is true
// CHECK: :[[@LINE-11]]:23: note: the promise is made here
// CHECK: :[[@LINE-7]]:10: note: no path from here sets a value or an exception

void shared_future_ok() {
  boost::promise<int> promise;
  boost::shared_future<int> future = promise.get_future().share();
  boost::shared_future<int> copy = future;
  if (copy.timed_wait(boost::posix_time::milliseconds(1)) || copy.timed_wait_until(boost::get_system_time()))
    use(1);
  boost::thread other([=] { use(copy.get()); });
  future.wait_for(Soon(1));
  promise.set_value(1);
  future.wait();
  other.join();
}

void failure_ok() {
  boost::promise<int> promise, late, later;
  boost::future<int> future = promise.get_future(), lately = late.get_future(), last = later.get_future();
  promise.set_exception(boost::exception_ptr());
  future.wait();
  boost::thread other([&] { late.set_value_at_thread_exit(1); });
  lately.wait();
  boost::thread third([&] { later.set_exception_at_thread_exit(boost::exception_ptr()); });
  last.wait();
  other.join();
  third.join();
}

void failure_bad() {
  boost::promise<int> promise, late, later, never;
  boost::future<int> future = promise.get_future(), end = never.get_future();
  promise.set_exception(boost::exception_ptr());
  late.set_value_at_thread_exit(1);
  later.set_exception_at_thread_exit(boost::exception_ptr());
  future.wait();
  end.wait();
}
// CHECK: :[[@LINE-2]]:7: warning: this wait for 'end' can block forever: its promise is never kept [quiesce-unfulfilled-promise]
// CHECK: :[[@LINE-9]]:45: note: the promise is made here
// CHECK: :[[@LINE-4]]:7: note: no path from here sets a value or an exception

int number();

void packaged_ok() {
  boost::packaged_task<int()> task(number), other;
  other.swap(task);
  boost::future<int> future = other.get_future();
  if (other.valid())
    other();
  use(future.get());
}

void packaged_bad() {
  boost::packaged_task<int()> task(number);
  boost::future<int> first = task.get_future();
  if (fails())
    task();
  first.wait();
}
// CHECK: :[[@LINE-2]]:9: warning: this wait for 'first' can block forever: its promise is never kept [quiesce-unfulfilled-promise]
// CHECK: :[[@LINE-5]]:7: note: in the main task, 'fails()' is false
// CHECK: :[[@LINE-8]]:31: note: the promise is made here
// CHECK: :[[@LINE-5]]:9: note: no path from here sets a value or an exception

void packaged_again_bad() {
  boost::packaged_task<int()> task(number);
  task();
  task.reset();
  boost::future<int> second = task.get_future();
  if (fails())
    task();
  second.wait();
}
// CHECK: :[[@LINE-2]]:10: warning: this wait for 'second' can block forever: its promise is never kept [quiesce-unfulfilled-promise]
// CHECK: :[[@LINE-5]]:7: note: in the main task, 'fails()' is false
// CHECK: :[[@LINE-8]]:8: note: the promise is made here
// CHECK: :[[@LINE-5]]:10: note: no path from here sets a value or an exception

void packaged_again_ok() {
  boost::packaged_task<int()> task(number);
  task();
  task.reset();
  boost::future<int> second = task.get_future();
  task();
  second.wait();
}

void packaged_exit_ok() {
  boost::packaged_task<int()> task(number);
  boost::future<int> first = task.get_future();
  boost::thread other([&] { task.make_ready_at_thread_exit(); });
  first.wait();
  other.join();
}
