// How a channel gets to the task that sends.
// RUN: %check_tidy %s -- -std=c++20 -I%root/testdata/corpus/include

#include "chan.hpp"
#include <functional>
#include <memory>
#include <pthread.h>
#include <thread>
#include <threads.h>
#include <utility>

void use(int);

static void byReference(chan::channel<int> &c) {
  c.send(1);
}
// CHECK: :[[@LINE-2]]:5: warning: this send to 'c' can block forever: no task receives from 'c' [quiesce-blocked-send]
// CHECK: :[[@LINE+34]]:16: note: the main task starts task 1
// CHECK: :[[@LINE-4]]:5: note: no remaining task receives from 'c' or closes it
static void byPointer(chan::channel<int> *c) {
  c->send(2);
}
// CHECK: :[[@LINE-2]]:6: warning: this send to 'c' can block forever: no task receives from 'c' [quiesce-blocked-send]
// CHECK: :[[@LINE+33]]:16: note: the main task starts task 1
// CHECK: :[[@LINE-4]]:6: note: no remaining task receives from 'c' or closes it
static void byShared(std::shared_ptr<chan::channel<int>> c) {
  c->send(3);
}
// CHECK: :[[@LINE-2]]:6: warning: this send to 'c' can block forever: no task receives from 'c' [quiesce-blocked-send]
// CHECK: :[[@LINE+32]]:16: note: the main task starts task 1
// CHECK: :[[@LINE-4]]:6: note: no remaining task receives from 'c' or closes it
static void *posixBody(void *argument) {
  static_cast<chan::channel<int> *>(argument)->send(4);
  return nullptr;
}
// CHECK: :[[@LINE-3]]:48: warning: this send to 'static_cast<chan::channel<int> *>(argument)' can block forever: no task receives from 'static_cast<chan::channel<int> *>(argument)' [quiesce-blocked-send]
// CHECK: :[[@LINE+31]]:7: note: the main task starts task 1
// CHECK: :[[@LINE+30]]:50: note: in the main task, 'pthread_create(&t, nullptr, posixBody, &c) == 0' is true
// CHECK: :[[@LINE-6]]:48: note: no remaining task receives from 'static_cast<chan::channel<int> *>(argument)' or closes it
static int c11Body(void *argument) {
  auto *c = (chan::channel<int> *)argument;
  c->send(5);
  return 0;
}
// CHECK: :[[@LINE-3]]:6: warning: this send to 'c' can block forever: no task receives from 'c' [quiesce-blocked-send]
// CHECK: :[[@LINE+29]]:7: note: the main task starts task 1
// CHECK: :[[@LINE+28]]:36: note: in the main task, 'thrd_create(&t, c11Body, &c) == thrd_success' is true
// CHECK: :[[@LINE-6]]:6: note: no remaining task receives from 'c' or closes it

void reference_bad() {
  chan::channel<int> c;
  std::jthread t(byReference, std::ref(c));
}

void pointer_bad() {
  chan::channel<int> c;
  std::jthread t(byPointer, &c);
}

void shared_bad() {
  auto c = std::make_shared<chan::channel<int>>();
  std::jthread t(byShared, c);
}

void posix_bad() {
  chan::channel<int> c;
  pthread_t t;
  if (pthread_create(&t, nullptr, posixBody, &c) == 0)
    pthread_join(t, nullptr);
}

void c11_bad() {
  chan::channel<int> c;
  thrd_t t;
  if (thrd_create(&t, c11Body, &c) == thrd_success)
    thrd_join(t, nullptr);
}

void bind_bad() {
  chan::channel<int> c;
  std::jthread t(std::bind(
      [](chan::channel<int> &c, int value) { c.send(value); }, std::ref(c), 6));
}
// CHECK: :[[@LINE-2]]:48: warning: this send to 'c' can block forever: no task receives from 'c' [quiesce-blocked-send]
// CHECK: :[[@LINE-4]]:16: note: the main task starts task 1
// CHECK: :[[@LINE-4]]:48: note: no remaining task receives from 'c' or closes it

struct Sender {
  chan::channel<int> &c;
  void operator()() const { c.send(7); }
  void run(int value) { c.send(value); }
};
// CHECK: :[[@LINE-3]]:31: warning: this send to 'c' can block forever: no task receives from 'c' [quiesce-blocked-send]
// CHECK: :[[@LINE+5]]:16: note: the main task starts task 1
// CHECK: :[[@LINE-5]]:31: note: no remaining task receives from 'c' or closes it

void functor_bad() {
  chan::channel<int> c;
  std::jthread t(Sender{c});
}

struct Producer {
  chan::channel<int> c;
  void run() { c.send(8); }
  void start() { t = std::jthread(&Producer::run, this); }
  std::jthread t;
};
// CHECK: :[[@LINE-4]]:18: warning: this send to 'c' can block forever: no task receives from 'c' [quiesce-blocked-send]
// CHECK: :[[@LINE-4]]:22: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:18: note: no remaining task receives from 'c' or closes it

void member_pointer_bad() {
  Producer p;
  p.start();
}

void nested_lambda_bad() {
  chan::channel<int> c;
  auto send = [&c](int value) { c.send(value); };
  std::jthread t([&send] { send(9); });
}
// CHECK: :[[@LINE-3]]:35: warning: this send to 'c' can block forever: no task receives from 'c' [quiesce-blocked-send]
// CHECK: :[[@LINE-3]]:16: note: the main task starts task 1
// CHECK: :[[@LINE-4]]:28: note: in a call from here
// CHECK: :[[@LINE-6]]:35: note: no remaining task receives from 'c' or closes it

void function_object_bad() {
  chan::channel<int> c;
  std::function<void()> body = [&c] { c.send(10); };
  std::jthread t(std::move(body));
}
// CHECK: :[[@LINE-3]]:41: warning: this send to 'c' can block forever: no task receives from 'c' [quiesce-blocked-send]
// CHECK: :[[@LINE-3]]:16: note: the main task starts task 1
// CHECK: :[[@LINE-5]]:41: note: no remaining task receives from 'c' or closes it

template <class T> void sendAll(chan::channel<T> &c, T value) {
  c.send(value);
}
// CHECK: :[[@LINE-2]]:5: warning: this send to 'c' can block forever: no task receives from 'c' [quiesce-blocked-send]
// CHECK: :[[@LINE+6]]:16: note: the main task starts task 1
// CHECK: :[[@LINE+5]]:25: note: in a call from here
// CHECK: :[[@LINE-5]]:5: note: no remaining task receives from 'c' or closes it

void template_bad() {
  chan::channel<int> c;
  std::jthread t([&c] { sendAll(c, 11); });
}

void all_ok() {
  chan::channel<int> c;
  Sender sender{c};
  std::jthread a(byReference, std::ref(c)), b(byPointer, &c), d(&Sender::run, &sender, 3);
  for (int i = 0; i < 3; ++i)
    use(*c.recv());
}

void posix_ok() {
  chan::channel<int> c;
  pthread_t t;
  if (pthread_create(&t, nullptr, posixBody, &c) != 0)
    return;
  use(*c.recv());
  pthread_join(t, nullptr);
}

void member_ok() {
  Producer p;
  p.start();
  use(*p.c.recv());
}
