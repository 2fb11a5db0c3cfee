// A function that only this unit can call is judged with the arguments it gets there.
// RUN: %check_tidy %s -- -std=c++20 -I%root/testdata/corpus/include

#include "chan.hpp"
#include <thread>

using Channel = chan::channel<int>;

static void run_until(int last) {
  Channel c(1);
  std::thread reader([&] {
    for (;;) {
      auto m = c.recv();
      if (!m || *m < 0)
        return;
    }
  });
  c.send(1);
  c.send(last);
  reader.join();
}

namespace {
struct Service {
  Channel c{1};
  void put(bool really) {
    if (really)
      c.send(1);
  }
  void get() { c.recv(); }
};
} // namespace

void calls_both() {
  run_until(-1);
  Service s;
  s.put(true);
  s.get();
}
