// Boost.Fiber always, Boost.Thread from version 3 of its interface.
// RUN: %check_tidy %s -- -std=c++20 -DBOOST_THREAD_VERSION=4

#include <boost/fiber/all.hpp>
#include <boost/thread.hpp>
#include <boost/thread/scoped_thread.hpp>

void work();
bool fails();

void thread_ok() {
  boost::thread t(work);
  t.join();
}

void scoped_thread_ok() {
  boost::scoped_thread<> t{boost::thread(work)};
  if (fails())
    return;
}

void thread_group_ok() {
  boost::thread_group group;
  for (int i = 0; i < 3; ++i)
    group.create_thread(work);
  group.join_all();
}

void fiber_bad() {
  boost::fibers::fiber f(work);
  if (fails())
    return;
  f.join();
}
// CHECK: :[[@LINE-5]]:24: warning: this thread is still joinable when it is destroyed on some path, which terminates the program [quiesce-unjoined-thread]
// CHECK: :[[@LINE-6]]:24: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:7: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-8]]:24: note: no join or detach on this path

void fiber_with_policy_bad() {
  boost::fibers::fiber f(boost::fibers::launch::dispatch, work);
}
// CHECK: :[[@LINE-2]]:24: warning: this thread is still joinable when it is destroyed on some path, which terminates the program [quiesce-unjoined-thread]
// CHECK: :[[@LINE-3]]:24: note: the main task starts task 1
// CHECK: :[[@LINE-4]]:24: note: no join or detach on this path

void fiber_ok() {
  boost::fibers::fiber f(work);
  if (fails()) {
    f.detach();
    return;
  }
  f.join();
}
