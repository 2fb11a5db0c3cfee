// A known limit: manage() might close the channel.
// RUN: %check_tidy %s -- -std=c++20 -I%root/testdata/corpus/include

#include "chan.hpp"

void manage(chan::channel<int> &);
void use(int);

void fn_escaped_channel() {
  chan::channel<int> c;
  manage(c);
  for (int value : c)
    use(value);
}
