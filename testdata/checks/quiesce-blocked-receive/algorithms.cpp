// What algorithms call sends, locks and stops like any other code.
// RUN: %check_tidy %s -- -std=c++20 -I%root/testdata/corpus/include

#include "chan.hpp"
#include <algorithm>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

using Channel = chan::channel<int>;

void each_sends_once() {
  Channel c(8);
  std::vector<int> v{1, 2};
  std::for_each(v.begin(), v.end(), [&](int i) { c.send(i); });
  c.recv();
  c.recv();
  c.recv();
}
// CHECK: :[[@LINE-2]]:5: warning: this receive from 'c' can block forever: no task sends to 'c' any more or closes it [quiesce-blocked-receive]
// CHECK: :[[@LINE-6]]:52: note: the main task sends to 'c'
// CHECK: :[[@LINE-6]]:5: note: the main task receives from 'c'
// CHECK: :[[@LINE-6]]:5: note: the main task receives from 'c'
// CHECK: :[[@LINE-6]]:5: note: no remaining task sends to 'c' or closes it

void stops_at_the_first() {
  Channel c(8);
  std::vector<int> v{1, 2, 3};
  (void)std::ranges::any_of(v, [&](int i) {
    c.send(i);
    return i == 1;
  });
  c.recv();
  c.recv();
}
// CHECK: :[[@LINE-2]]:5: warning: this receive from 'c' can block forever: no task sends to 'c' any more or closes it [quiesce-blocked-receive]
// CHECK: :[[@LINE-7]]:7: note: the main task sends to 'c'
// CHECK: :[[@LINE-5]]:5: note: the main task receives from 'c'
// CHECK: :[[@LINE-5]]:5: note: no remaining task sends to 'c' or closes it

void not_among_them() {
  Channel c(8);
  std::list<int> l{1, 2};
  if (std::find(l.begin(), l.end(), 3) != l.end())
    c.send(1);
  c.recv();
}
// CHECK: :[[@LINE-2]]:5: warning: this receive from 'c' can block forever: no task sends to 'c' or closes it [quiesce-blocked-receive]
// CHECK: :[[@LINE-5]]:7: note: in the main task, 'std::find(l.begin(), l.end(), 3) != l.end()' is false
// CHECK: :[[@LINE-4]]:5: note: no remaining task sends to 'c' or closes it

void the_wrong_ones_erased() {
  Channel c(8);
  std::list<int> l{1, 2, 3};
  l.remove_if([](int i) { return i > 1; });
  if (l.size() == 2)
    c.send(1);
  c.recv();
}
// CHECK: :[[@LINE-2]]:5: warning: this receive from 'c' can block forever: no task sends to 'c' or closes it [quiesce-blocked-receive]
// CHECK: :[[@LINE-5]]:16: note: in the main task, 'l.size() == 2' is false
// CHECK: :[[@LINE-4]]:5: note: no remaining task sends to 'c' or closes it

void through_a_member_function() {
  std::vector<std::unique_ptr<Channel>> all;
  all.push_back(std::make_unique<Channel>(1));
  std::for_each(all.begin(), all.end(), [](auto &each) { each->send(1); });
  all[0]->recv();
  all[0]->recv();
}
// CHECK: :[[@LINE-2]]:11: warning: this receive from 'all[0]' can block forever: no task sends to 'all[0]' any more or closes it [quiesce-blocked-receive]
// CHECK: :[[@LINE-5]]:64: note: the main task sends to 'each'
// CHECK: :[[@LINE-5]]:11: note: the main task receives from 'all[0]'
// CHECK: :[[@LINE-5]]:11: note: no remaining task sends to 'all[0]' or closes it

struct Table {
  std::mutex table, lease;
  std::vector<int> v;
  void release() {
    std::lock_guard l(lease);
    std::lock_guard t(table);
  }
  void purge() {
    std::lock_guard t(table);
    std::ranges::for_each(v, [this](int &) { std::lock_guard l(lease); });
  }
};
// CHECK: :[[@LINE-7]]:21: warning: this lock of 'table' can block forever: task 1 and task 2 wait for each other [quiesce-deadlock]
// CHECK: :[[@LINE+11]]:15: note: the main task starts task 1
// CHECK: :[[@LINE+11]]:15: note: the main task starts task 2
// CHECK: :[[@LINE-11]]:21: note: task 1 locks 'lease'
// CHECK: :[[@LINE-8]]:21: note: task 2 locks 'table'
// CHECK: :[[@LINE-8]]:62: note: task 2 waits here, at its lock
// CHECK: :[[@LINE+6]]:23: note: in a call from here
// CHECK: :[[@LINE-14]]:21: note: neither can go on before the other does

void other_order_in_callback() {
  Table t;
  t.v.push_back(1);
  std::thread a([&] { t.release(); });
  std::thread b([&] { t.purge(); });
  a.join();
  b.join();
}
