// An internal function is judged with the arguments its callers give it.
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
// CHECK: :[[@LINE-9]]:18: warning: this loop receives from 'c' forever: nobody closes it on this path [quiesce-missing-close]
// CHECK: :[[@LINE-12]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:5: note: the main task sends to 'c'
// CHECK: :[[@LINE-6]]:5: note: the main task sends to 'c'
// CHECK: :[[@LINE-12]]:20: note: in task 1, '*m < 0' is false
// CHECK: :[[@LINE-14]]:18: note: no path from here calls close on 'c'

void never_ends() { run_until(1); }
