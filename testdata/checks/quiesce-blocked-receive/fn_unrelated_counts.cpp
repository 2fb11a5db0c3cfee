// A known limit: that more is received than sent is not looked for where both loops have a bound of their own.
// RUN: %check_tidy %s -- -std=c++20 -I%root/testdata/corpus/include

#include "chan.hpp"
#include <thread>

void use(int);

void fn_unrelated_counts(int sent, int received) {
  chan::channel<int> c(64);
  std::jthread t([&] {
    for (int i = 0; i < sent; ++i)
      c.send(i);
  });
  for (int i = 0; i < received; ++i)
    use(*c.recv());
}
