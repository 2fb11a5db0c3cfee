// A select that only sends.
// RUN: %check_tidy %s -- -std=c++20 -I%root/testdata/corpus/include

#include "chan.hpp"
#include <chrono>
#include <optional>
#include <thread>

using namespace std::chrono_literals;

void use(int);

void nobody_bad() {
  chan::channel<int> a, b;
  std::jthread t([&] {
    chan::select(chan::on_send(a, 1, [] {}), chan::on_send(b, 2, [] {}));
  });
}
// CHECK: :[[@LINE-3]]:5: warning: this select can block forever: no task receives from it [quiesce-blocked-send]
// CHECK: :[[@LINE-5]]:16: note: the main task starts task 1
// CHECK: :[[@LINE-5]]:5: note: no remaining task receives from it or closes it

void served_ok() {
  chan::channel<int> a, b;
  std::jthread t([&] {
    chan::select(chan::on_send(a, 1, [] {}), chan::on_send(b, 2, [] {}));
  });
  use(*b.recv());
}

void default_ok() {
  chan::channel<int> a;
  chan::select(chan::on_send(a, 1, [] {}), chan::otherwise([] {}));
}

void timeout_ok() {
  chan::channel<int> a;
  chan::select(chan::on_send(a, 1, [] {}), chan::after(1s, [] {}));
}

void quit_ok() {
  chan::channel<int> values, quit;
  std::thread producer([&] {
    bool going = true;
    for (int i = 0; going; ++i)
      chan::select(chan::on_send(values, i, [] {}),
                   chan::on_recv(quit, [&](std::optional<int>) { going = false; }));
  });
  use(*values.recv());
  quit.close();
  producer.join();
}
