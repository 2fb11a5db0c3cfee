// What a variant holds decides, and its visitors run.
// RUN: %check_tidy %s -- -std=c++20 -I%root/testdata/corpus/include

#include "chan.hpp"
#include <memory>
#include <string>
#include <thread>
#include <variant>

using Channel = chan::channel<int>;
struct Job {
  int number;
};
struct Stop {};
using Message = std::variant<Job, Stop>;

void no_end_is_sent() {
  chan::channel<Message> c(1);
  std::thread reader([&] {
    for (;;) {
      auto m = c.recv();
      if (!m || std::holds_alternative<Stop>(*m))
        return;
    }
  });
  c.send(Job{1});
  reader.join();
}
// CHECK: :[[@LINE-8]]:18: warning: this loop receives from 'c' forever: nobody closes it on this path [quiesce-missing-close]
// CHECK: :[[@LINE-11]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-5]]:5: note: the main task sends to 'c'
// CHECK: :[[@LINE-10]]:17: note: in task 1, 'std::holds_alternative<Stop>(*m)' is false
// CHECK: :[[@LINE-12]]:18: note: no path from here calls close on 'c'

void the_other_visitor_sends() {
  Channel c(1);
  std::variant<int, std::string> v = "text";
  struct Visitor {
    Channel &c;
    void operator()(int i) { c.send(i); }
    void operator()(const std::string &) {}
  };
  std::visit(Visitor{c}, v);
  c.recv();
}
// CHECK: :[[@LINE-2]]:5: warning: this receive from 'c' can block forever: no task sends to 'c' or closes it [quiesce-blocked-receive]
// CHECK: :[[@LINE-3]]:5: note: no remaining task sends to 'c' or closes it

void not_that_one() {
  Channel c(1);
  std::variant<int, bool> v = 1;
  if (std::get_if<bool>(&v))
    c.send(1);
  c.recv();
}
// CHECK: :[[@LINE-2]]:5: warning: this receive from 'c' can block forever: no task sends to 'c' or closes it [quiesce-blocked-receive]
// CHECK: :[[@LINE-5]]:7: note: in the main task, 'std::get_if<bool>(&v)' is false
// CHECK: :[[@LINE-4]]:5: note: no remaining task sends to 'c' or closes it

struct Bell {
  Channel &c;
  explicit Bell(Channel &c) : c(c) {}
  ~Bell() { c.send(1); }
};

void still_held() {
  Channel c(8);
  std::variant<int, std::unique_ptr<Bell>> v(std::make_unique<Bell>(c));
  c.recv();
}
// CHECK: :[[@LINE-2]]:5: warning: this receive from 'c' can block forever: no task sends to 'c' or closes it [quiesce-blocked-receive]
// CHECK: :[[@LINE-3]]:5: note: no remaining task sends to 'c' or closes it
