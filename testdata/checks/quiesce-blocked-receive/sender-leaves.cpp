// Receivers whose sender goes before it has sent, or never was there.
// RUN: %check_tidy %s -- -std=c++20 -I%root/testdata/corpus/include

#include "chan.hpp"
#include <chrono>
#include <future>
#include <stdexcept>
#include <thread>
#include <vector>

using namespace std::chrono_literals;

int compute();
bool fails();
void use(int);

void nobody_bad() {
  chan::channel<int> c;
  c.recv();
}
// CHECK: :[[@LINE-2]]:5: warning: this receive from 'c' can block forever: no task sends to 'c' or closes it [quiesce-blocked-receive]
// CHECK: :[[@LINE-3]]:5: note: no remaining task sends to 'c' or closes it

void early_return_bad() {
  chan::channel<int> result;
  std::thread worker([&] {
    if (fails())
      return;
    result.send(compute());
  });
  use(*result.recv());
  worker.join();
}
// CHECK: :[[@LINE-3]]:15: warning: this receive from 'result' can block forever: no task sends to 'result' or closes it [quiesce-blocked-receive]
// CHECK: :[[@LINE-9]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-9]]:9: note: in task 1, 'fails()' is true
// CHECK: :[[@LINE-9]]:7: note: task 1 returns
// CHECK: :[[@LINE-7]]:15: note: no remaining task sends to 'result' or closes it

void exception_caught_bad() {
  chan::channel<int> result;
  std::thread worker([&] {
    try {
      if (fails())
        throw std::runtime_error("failed");
      result.send(compute());
    } catch (const std::runtime_error &) {
    }
  });
  use(*result.recv());
  worker.join();
}
// CHECK: :[[@LINE-3]]:15: warning: this receive from 'result' can block forever: no task sends to 'result' or closes it [quiesce-blocked-receive]
// CHECK: :[[@LINE-12]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-11]]:11: note: in task 1, 'fails()' is true
// CHECK: :[[@LINE-11]]:9: note: task 1 throws an exception
// CHECK: :[[@LINE-7]]:15: note: no remaining task sends to 'result' or closes it

void one_too_many_bad() {
  chan::channel<int> result(1);
  std::thread worker([&] { result.send(compute()); });
  use(*result.recv());
  use(*result.recv());
  worker.join();
}
// CHECK: :[[@LINE-3]]:15: warning: this receive from 'result' can block forever: no task sends to 'result' any more or closes it [quiesce-blocked-receive]
// CHECK: :[[@LINE-6]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-7]]:35: note: task 1 sends to 'result'
// CHECK: :[[@LINE-7]]:15: note: the main task receives from 'result'
// CHECK: :[[@LINE-7]]:15: note: no remaining task sends to 'result' or closes it

void main_task_forgets_bad() {
  chan::channel<int> start;
  auto worker = std::async(std::launch::async, [&] {
    start.recv();
    return compute();
  });
  if (fails())
    return;
  start.send(1);
}
// CHECK: :[[@LINE-7]]:11: warning: this receive from 'start' can block forever: no task sends to 'start' or closes it [quiesce-blocked-receive]
// CHECK: :[[@LINE-9]]:17: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:7: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-10]]:11: note: no remaining task sends to 'start' or closes it

void timed_send_given_up_bad() {
  chan::channel<int> result;
  std::thread worker([&] { result.send_for(compute(), 1s); });
  use(*result.recv());
  worker.join();
}
// CHECK: :[[@LINE-3]]:15: warning: this receive from 'result' can block forever: no task sends to 'result' any more or closes it [quiesce-blocked-receive]
// CHECK: :[[@LINE-5]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:35: note: task 1 gives up waiting at its timeout
// CHECK: :[[@LINE-6]]:15: note: no remaining task sends to 'result' or closes it

void sent_ok() {
  chan::channel<int> result;
  std::thread worker([&] { result.send(fails() ? 0 : compute()); });
  use(*result.recv());
  worker.join();
}

void sent_on_both_paths_ok() {
  chan::channel<int> result;
  std::thread worker([&] {
    if (fails()) {
      result.send(-1);
      return;
    }
    result.send(compute());
  });
  use(*result.recv());
  worker.join();
}

void closed_instead_ok() {
  chan::channel<int> result;
  std::thread worker([&] {
    if (!fails())
      result.send(compute());
    result.close();
  });
  if (auto value = result.recv())
    use(*value);
  worker.join();
}

void try_ok() {
  chan::channel<int> c;
  c.try_recv();
}

void timed_ok() {
  chan::channel<int> result;
  std::thread worker([&] {
    if (!fails())
      result.send_for(compute(), 1s);
  });
  if (auto value = result.recv_for(1s))
    use(*value);
  worker.join();
}

void sent_before_ok() {
  chan::channel<int> c(1);
  c.send(compute());
  use(*c.recv());
}
