// Senders whose receiver goes before they do, or never was there.
// RUN: %check_tidy %s -- -std=c++20 -I%root/testdata/corpus/include

#include "chan.hpp"
#include <chrono>
#include <future>
#include <memory>
#include <stdexcept>
#include <thread>
#include <vector>

using namespace std::chrono_literals;

int compute();
bool fails();
void use(int);

void nobody_bad() {
  chan::channel<int> c;
  c.send(1);
}
// CHECK: :[[@LINE-2]]:5: warning: this send to 'c' can block forever: no task receives from 'c' [quiesce-blocked-send]
// CHECK: :[[@LINE-3]]:5: note: no remaining task receives from 'c' or closes it

void early_return_bad() {
  chan::channel<int> result;
  std::jthread worker([&] { result.send(compute()); });
  if (fails())
    return;
  use(*result.recv());
}
// CHECK: :[[@LINE-5]]:36: warning: this send to 'result' can block forever: no task receives from 'result' [quiesce-blocked-send]
// CHECK: :[[@LINE-6]]:16: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:7: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-8]]:36: note: no remaining task receives from 'result' or closes it

void throw_bad(int n) {
  chan::channel<int> result;
  std::jthread worker([&] { result.send(compute()); });
  if (n < 0)
    throw std::invalid_argument("n");
  use(*result.recv());
}
// CHECK: :[[@LINE-5]]:36: warning: this send to 'result' can block forever: no task receives from 'result' [quiesce-blocked-send]
// CHECK: :[[@LINE-6]]:16: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:9: note: in the main task, 'n < 0' is true
// CHECK: :[[@LINE-6]]:5: note: the main task throws an exception
// CHECK: :[[@LINE-9]]:36: note: no remaining task receives from 'result' or closes it

void timeout_bad() {
  chan::channel<int> result;
  std::thread worker([&] { result.send(compute()); });
  if (auto value = result.recv_for(1s))
    use(*value);
  worker.join();
}
// CHECK: :[[@LINE-5]]:35: warning: this send to 'result' can block forever: no task receives from 'result' any more [quiesce-blocked-send]
// CHECK: :[[@LINE-6]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:27: note: the main task gives up waiting at its timeout
// CHECK: :[[@LINE-7]]:12: note: in the main task, 'value' is false
// CHECK: :[[@LINE-9]]:35: note: no remaining task receives from 'result' or closes it

// The try may come too early: a schedule is no assumption.
void try_receive_bad() {
  chan::channel<int> result;
  std::thread worker([&] { result.send(compute()); });
  if (auto value = result.try_recv())
    use(*value);
  worker.join();
}
// CHECK: :[[@LINE-5]]:35: warning: this send to 'result' can block forever: no task receives from 'result' any more [quiesce-blocked-send]
// CHECK: :[[@LINE-6]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:27: note: the main task receives from 'result'
// CHECK: :[[@LINE-7]]:12: note: in the main task, 'value' is false
// CHECK: :[[@LINE-9]]:35: note: no remaining task receives from 'result' or closes it

void detached_bad() {
  auto result = std::make_shared<chan::channel<int>>();
  std::thread([result] { result->send(compute()); }).detach();
  if (fails())
    return;
  use(*result->recv());
}
// CHECK: :[[@LINE-5]]:34: warning: this send to 'result' can block forever: no task receives from 'result' [quiesce-blocked-send]
// CHECK: :[[@LINE-6]]:3: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:7: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-6]]:5: note: the main task returns
// CHECK: :[[@LINE-9]]:34: note: no remaining task receives from 'result' or closes it

void async_bad() {
  chan::channel<int> result;
  auto worker = std::async(std::launch::async, [&] { result.send(compute()); });
  if (fails())
    return;
  use(*result.recv());
}
// CHECK: :[[@LINE-5]]:61: warning: this send to 'result' can block forever: no task receives from 'result' [quiesce-blocked-send]
// CHECK: :[[@LINE-6]]:17: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:7: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-8]]:61: note: no remaining task receives from 'result' or closes it

void break_bad() {
  chan::channel<int> values;
  std::thread worker([&] {
    for (int i = 0; i < 4; ++i)
      values.send(compute());
    values.close();
  });
  for (int value : values)
    if (value > 7)
      break;
  worker.join();
}
// CHECK: :[[@LINE-8]]:14: warning: this send to 'values' can block forever: no task receives from 'values' any more [quiesce-blocked-send]
// CHECK: :[[@LINE-11]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-7]]:3: note: the main task receives from 'values'
// CHECK: :[[@LINE-7]]:15: note: in the main task, 'value > 7' is true
// CHECK: :[[@LINE-12]]:14: note: no remaining task receives from 'values' or closes it

void received_ok() {
  chan::channel<int> result;
  std::jthread worker([&] { result.send(compute()); });
  use(*result.recv());
}

void buffered_ok() {
  chan::channel<int> result(1);
  std::jthread worker([&] { result.send(compute()); });
  if (fails())
    return;
  use(*result.recv());
}

void buffered_timeout_ok() {
  auto result = std::make_shared<chan::channel<int>>(1);
  std::thread([result] { result->send(compute()); }).detach();
  if (auto value = result->recv_for(1s))
    use(*value);
}

void try_send_ok() {
  chan::channel<int> result;
  std::jthread worker([&] { result.try_send(compute()); });
}

void timed_send_ok() {
  chan::channel<int> result;
  std::jthread worker([&] { result.send_for(compute(), 1s); });
}

void closed_for_the_sender_ok() {
  chan::channel<int> result;
  std::thread worker([&] {
    try {
      result.send(compute());
    } catch (const chan::closed &) {
    }
  });
  if (auto value = result.recv_for(1s))
    use(*value);
  result.close();
  worker.join();
}

void drained_after_break_ok() {
  chan::channel<int> values;
  std::thread worker([&] {
    for (int i = 0; i < 4; ++i)
      values.send(compute());
    values.close();
  });
  for (int value : values)
    if (value > 7)
      break;
  for (int value : values)
    use(value);
  worker.join();
}
