// Who else may send is not known: silence.
// RUN: %check_tidy %s -- -std=c++20 -I%root/testdata/corpus/include

#include "chan.hpp"
#include <functional>
#include <memory>
#include <thread>

void use(int);
void hand(chan::channel<int> &);
void keep(std::shared_ptr<chan::channel<int>>);
void later(std::function<void()>);

void parameter_ok(chan::channel<int> &c) {
  c.recv();
}

void handed_over_ok() {
  chan::channel<int> c;
  hand(c);
  use(*c.recv());
}

void kept_ok() {
  auto c = std::make_shared<chan::channel<int>>();
  keep(c);
  use(*c->recv());
}

void captured_ok() {
  chan::channel<int> c;
  later([&c] { c.send(1); });
  use(*c.recv());
}

extern chan::channel<int> global;

void global_ok() {
  global.recv();
}

struct Public {
  chan::channel<int> c;
  void wait() { c.recv(); }
};

void member_of_unknown_ok(Public &p) {
  p.wait();
}
