// Payloads that the program itself makes are known: none of these ends the loop.
// RUN: %check_tidy %s -- -std=c++20 -I%root/testdata/corpus/include

#include "chan.hpp"
#include <algorithm>
#include <condition_variable>
#include <functional>
#include <list>
#include <map>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <tuple>
#include <utility>
#include <vector>

void number_does_not_end() {
  chan::channel<double> c(1);
  std::thread reader([&] {
    while (auto m = c.recv()) {
      if (*m < 0)
        return;
    }
  });
  c.send(1.5);
  c.send(2.0);
  reader.join();
}
// CHECK: :[[@LINE-9]]:23: warning: this loop receives from 'c' forever: nobody closes it on this path [quiesce-missing-close]
// CHECK: :[[@LINE-11]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:5: note: the main task sends to 'c'
// CHECK: :[[@LINE-6]]:5: note: the main task sends to 'c'
// CHECK: :[[@LINE-12]]:14: note: in task 1, '*m < 0' is false
// CHECK: :[[@LINE-14]]:23: note: no path from here calls close on 'c'

void pair_does_not_end() {
  chan::channel<std::pair<int, std::string>> c(1);
  std::thread reader([&] {
    while (auto m = c.recv()) {
      if (m->first < 0)
        return;
    }
  });
  c.send({1, "a"});
  c.send({2, ""});
  reader.join();
}
// CHECK: :[[@LINE-9]]:23: warning: this loop receives from 'c' forever: nobody closes it on this path [quiesce-missing-close]
// CHECK: :[[@LINE-11]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:5: note: the main task sends to 'c'
// CHECK: :[[@LINE-6]]:5: note: the main task sends to 'c'
// CHECK: :[[@LINE-12]]:20: note: in task 1, 'm->first < 0' is false
// CHECK: :[[@LINE-14]]:23: note: no path from here calls close on 'c'

void tuple_does_not_end() {
  chan::channel<std::tuple<int, bool>> c(1);
  std::thread reader([&] {
    while (auto m = c.recv()) {
      if (std::get<1>(*m))
        return;
    }
  });
  c.send({1, false});
  c.send(std::make_tuple(2, false));
  reader.join();
}
// CHECK: :[[@LINE-9]]:23: warning: this loop receives from 'c' forever: nobody closes it on this path [quiesce-missing-close]
// CHECK: :[[@LINE-11]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:5: note: the main task sends to 'c'
// CHECK: :[[@LINE-6]]:5: note: the main task sends to 'c'
// CHECK: :[[@LINE-12]]:11: note: in task 1, 'std::get<1>(*m)' is false
// CHECK: :[[@LINE-14]]:23: note: no path from here calls close on 'c'

void binding_does_not_end() {
  chan::channel<std::pair<int, bool>> c(1);
  std::thread reader([&] {
    while (auto m = c.recv()) {
      auto [value, last] = *m;
      if (last)
        return;
    }
  });
  c.send({1, false});
  c.send({2, false});
  reader.join();
}
// CHECK: :[[@LINE-10]]:23: warning: this loop receives from 'c' forever: nobody closes it on this path [quiesce-missing-close]
// CHECK: :[[@LINE-12]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:5: note: the main task sends to 'c'
// CHECK: :[[@LINE-6]]:5: note: the main task sends to 'c'
// CHECK: :[[@LINE-12]]:11: note: in task 1, 'last' is false
// CHECK: :[[@LINE-15]]:23: note: no path from here calls close on 'c'

