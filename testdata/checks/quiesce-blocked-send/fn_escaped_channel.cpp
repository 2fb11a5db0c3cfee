// A known limit: announce() might receive, so nobody is called stuck on the channel.
// RUN: %check_tidy %s -- -std=c++20 -I%root/testdata/corpus/include

#include "chan.hpp"
#include <thread>

void announce(chan::channel<int> &);

void fn_escaped_channel() {
  chan::channel<int> c;
  announce(c);
  std::jthread t([&] { c.send(1); });
}
