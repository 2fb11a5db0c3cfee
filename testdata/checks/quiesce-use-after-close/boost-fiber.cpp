// Channels that report a close, or ignore it, throw nothing.
// RUN: %check_tidy %s

#include <boost/fiber/all.hpp>

void reported_ok() {
  boost::fibers::unbuffered_channel<int> c;
  c.close();
  c.push(1);
  c.close();
}
