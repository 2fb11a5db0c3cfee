// In version 2 of its interface, the default, boost::thread's destructor detaches.
// RUN: %check_tidy %s

#include <boost/thread.hpp>

void work();

void forgotten_ok() {
  boost::thread t(work);
}
