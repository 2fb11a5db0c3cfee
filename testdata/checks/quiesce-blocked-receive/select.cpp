// A select waits until one of its arms can go.
// RUN: %check_tidy %s -- -std=c++20 -I%root/testdata/corpus/include

#include "chan.hpp"
#include <chrono>
#include <optional>
#include <thread>

using namespace std::chrono_literals;

bool fails();
void use(std::optional<int>);

void nobody_bad() {
  chan::channel<int> a, b;
  chan::select(chan::on_recv(a, use), chan::on_recv(b, use));
}
// CHECK: :[[@LINE-2]]:3: warning: this select can block forever: no task serves any of its arms [quiesce-blocked-receive]
// CHECK: :[[@LINE-3]]:3: note: no remaining task sends to, or closes, what it waits for

void quit_forgotten_bad() {
  chan::channel<int> jobs, quit;
  std::thread worker([&] {
    bool going = true;
    while (going)
      chan::select(chan::on_recv(jobs, use), chan::on_recv(quit, [&](std::optional<int>) { going = false; }));
  });
  jobs.send(1);
  if (!fails())
    quit.close();
  worker.join();
}
// CHECK: :[[@LINE-7]]:7: warning: this select can block forever: no task serves any of its arms [quiesce-blocked-receive]
// CHECK: :[[@LINE-11]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:8: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-10]]:7: note: no remaining task sends to, or closes, what it waits for

void received_once_too_often_bad() {
  chan::channel<int> a, b;
  std::jthread first([&] { a.send(1); });
  std::jthread second([&] { b.send(2); });
  for (int i = 0; i < 3; ++i)
    chan::select(chan::on_recv(a, use), chan::on_recv(b, use));
}
// CHECK: :[[@LINE-2]]:5: warning: this select can block forever: no task serves any of its arms [quiesce-blocked-receive]
// CHECK: :[[@LINE-6]]:16: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:16: note: the main task starts task 2
// CHECK: :[[@LINE-5]]:5: note: no remaining task sends to, or closes, what it waits for

void quit_ok() {
  chan::channel<int> jobs, quit;
  std::thread worker([&] {
    bool going = true;
    while (going)
      chan::select(chan::on_recv(jobs, use), chan::on_recv(quit, [&](std::optional<int>) { going = false; }));
  });
  jobs.send(1);
  quit.close();
  worker.join();
}

void quit_by_index_ok() {
  chan::channel<int> jobs, quit;
  std::thread worker([&] {
    while (chan::select(chan::on_recv(jobs, use), chan::on_recv(quit, use)) == 0) {
    }
  });
  jobs.send(1);
  quit.close();
  worker.join();
}

void as_often_ok() {
  chan::channel<int> a, b;
  std::jthread first([&] { a.send(1); });
  std::jthread second([&] { b.send(2); });
  for (int i = 0; i < 2; ++i)
    chan::select(chan::on_recv(a, use), chan::on_recv(b, use));
}

void default_ok() {
  chan::channel<int> a, b;
  chan::select(chan::on_recv(a, use), chan::on_recv(b, use), chan::otherwise([] {}));
}

void timeout_ok() {
  chan::channel<int> a, b;
  chan::select(chan::on_recv(a, use), chan::on_recv(b, use), chan::after(1s, [] {}));
}

void closed_arm_ok() {
  chan::channel<int> a, done;
  done.close();
  chan::select(chan::on_recv(a, use), chan::on_recv(done, use));
}
