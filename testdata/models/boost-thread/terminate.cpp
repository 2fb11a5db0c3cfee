// From version 3 of its interface on, boost::thread terminates as std::thread does.
// RUN: %check_tidy %s -- -std=c++17 -DBOOST_THREAD_VERSION=3

#include <boost/thread.hpp>

void work();

void not_joined() {
  boost::thread t(work);
}
// CHECK: :[[@LINE-2]]:17: warning: this thread is still joinable when it is destroyed on some path, which terminates the program [quiesce-unjoined-thread]
// CHECK: :[[@LINE-3]]:17: note: the main task starts task 1
// CHECK: :[[@LINE-4]]:17: note: no join or detach on this path

void joined_ok() {
  boost::thread t(work);
  t.join();
}
