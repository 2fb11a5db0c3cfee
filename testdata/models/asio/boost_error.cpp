// Boost: a code that is made of a condition is an error.
// RUN: %check_tidy %s

#include <boost/system/error_code.hpp>
#include <latch>

boost::system::error_code failed() {
  return boost::system::errc::make_error_code(boost::system::errc::timed_out);
}

void made_bad() {
  std::latch once(1);
  if (!failed())
    once.count_down();
  once.wait();
}
// CHECK: :[[@LINE-2]]:8: warning: this wait for 'once' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-5]]:8: note: in the main task, 'failed()' is true
// CHECK: :[[@LINE-4]]:8: note: no remaining task changes the count of 'once'

void made_ok() {
  std::latch once(1);
  if (failed())
    once.count_down();
  once.wait();
}
