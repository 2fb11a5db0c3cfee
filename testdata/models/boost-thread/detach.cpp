// Before version 3 of its interface, the destructor of boost::thread detaches.
// RUN: %check_tidy %s -- -std=c++17

#include <boost/thread.hpp>

void work();

void not_joined_ok() {
  boost::thread t(work);
}
