// Boost.Thread: join_all waits for each thread of a group.
// RUN: %check_tidy %s -- -std=c++20 -DBOOST_THREAD_VERSION=4

#include <boost/thread.hpp>
#include <boost/thread/latch.hpp>

bool fails();
void work();

void group_bad() {
  boost::latch done(1);
  boost::thread_group group;
  group.create_thread(work);
  group.create_thread([&] { done.wait(); });
  if (!fails())
    done.count_down();
  group.join_all();
}
// CHECK: :[[@LINE-5]]:34: warning: this wait for 'done' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-7]]:3: note: the main task starts task 1
// CHECK: :[[@LINE-7]]:3: note: the main task starts task 2
// CHECK: :[[@LINE-7]]:8: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-9]]:34: note: no remaining task changes the count of 'done'

void group_ok() {
  boost::latch done(2);
  boost::thread_group group;
  for (int i = 0; i < 2; ++i)
    group.create_thread([&] { done.count_down(); });
  done.wait();
  group.join_all();
}
