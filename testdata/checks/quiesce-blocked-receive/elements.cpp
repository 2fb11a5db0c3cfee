// What a container owns dies once, when it is removed.
// RUN: %check_tidy %s -- -std=c++20 -I%root/testdata/corpus/include

#include "chan.hpp"
#include <map>
#include <memory>
#include <vector>

using Channel = chan::channel<int>;
struct Bell {
  Channel &c;
  explicit Bell(Channel &c) : c(c) {}
  ~Bell() { c.send(1); }
};

void moved_out_before_erase() {
  Channel c(8);
  std::map<int, std::unique_ptr<Bell>> m;
  m[1] = std::make_unique<Bell>(c);
  auto kept = std::move(m[1]);
  m.erase(1);
  c.recv();
}
// CHECK: :[[@LINE-2]]:5: warning: this receive from 'c' can block forever: no task sends to 'c' or closes it [quiesce-blocked-receive]
// CHECK: :[[@LINE-3]]:5: note: no remaining task sends to 'c' or closes it

void another_key_erased() {
  Channel c(8);
  std::map<int, std::unique_ptr<Bell>> m;
  m[1] = std::make_unique<Bell>(c);
  m.erase(2);
  c.recv();
}
// CHECK: :[[@LINE-2]]:5: warning: this receive from 'c' can block forever: no task sends to 'c' or closes it [quiesce-blocked-receive]
// CHECK: :[[@LINE-3]]:5: note: no remaining task sends to 'c' or closes it

void one_popped_two_awaited() {
  Channel c(8);
  std::vector<std::shared_ptr<Bell>> v;
  v.push_back(std::make_shared<Bell>(c));
  v.push_back(std::make_shared<Bell>(c));
  v.pop_back();
  c.recv();
  c.recv();
}
// CHECK: :[[@LINE-2]]:5: warning: this receive from 'c' can block forever: no task sends to 'c' any more or closes it [quiesce-blocked-receive]
// CHECK: :[[@LINE-34]]:15: note: the main task sends to 'c'
// CHECK: :[[@LINE-5]]:5: note: the main task receives from 'c'
// CHECK: :[[@LINE-5]]:5: note: no remaining task sends to 'c' or closes it
