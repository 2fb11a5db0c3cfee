// A joined task that waits itself: its wait is reported, not the join.
// RUN: %check_tidy %s -- -std=c++20 -I%root/testdata/corpus/include

#include "chan.hpp"
#include <mutex>
#include <thread>

void use(int);

void waits_for_a_value_bad() {
  chan::channel<int> c;
  std::thread t([&] { use(*c.recv()); });
  t.join();
}
// CHECK: :[[@LINE-3]]:30: warning: this receive from 'c' can block forever: no task sends to 'c' or closes it [quiesce-blocked-receive]
// CHECK: :[[@LINE-4]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-5]]:30: note: no remaining task sends to 'c' or closes it

void served_ok() {
  chan::channel<int> c;
  std::thread t([&] { use(*c.recv()); });
  c.send(1);
  t.join();
}
