// 'interrupt' ends the wait of its thread, which no operation says: the wait below is called endless, though it is not.
// RUN: %check_tidy %s -- -std=c++20 -DBOOST_THREAD_VERSION=4

#include <boost/thread.hpp>
#include <boost/thread/latch.hpp>

void interrupted() {
  boost::latch never(1);
  boost::thread other([&] { never.wait(); });
  other.interrupt();
  other.join();
}
// CHECK: :[[@LINE-4]]:35: warning: this wait for 'never' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-5]]:17: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:35: note: no remaining task changes the count of 'never'
