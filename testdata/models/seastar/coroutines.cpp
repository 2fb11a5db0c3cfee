// Seastar: queues, gates, semaphores, promises.
// RUN: %check_tidy %s -- -std=c++20 -isystem %root/testdata/models/include/seastar

#include <seastar.h>

bool fails();
void use(int);

seastar::future<> queue_bad() {
  seastar::queue<int> queue(1);
  co_await queue.push_eventually(1);
  co_await queue.push_eventually(2);
}
// CHECK: :[[@LINE-2]]:18: warning: this send to 'queue' can block forever: no task receives from 'queue' [quiesce-blocked-send]
// CHECK: :[[@LINE-4]]:18: note: the main task sends to 'queue'
// CHECK: :[[@LINE-4]]:18: note: no remaining task receives from 'queue' or closes it

seastar::future<> queue_empty_bad() {
  seastar::queue<int> queue(1);
  if (!fails())
    queue.push(1);
  use(co_await queue.pop_eventually());
}
// CHECK: :[[@LINE-2]]:22: warning: this receive from 'queue' can block forever: no task sends to 'queue' or closes it [quiesce-blocked-receive]
// CHECK: :[[@LINE-5]]:8: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-4]]:22: note: no remaining task sends to 'queue' or closes it

seastar::future<> queue_ok() {
  seastar::queue<int> queue(1);
  co_await queue.push_eventually(1);
  use(co_await queue.pop_eventually());
  queue.abort(nullptr);
  co_await queue.push_eventually(1);
}

seastar::future<> continued_ok() {
  seastar::queue<int> queue(1);
  return queue.not_empty();
}

seastar::future<> gate_bad() {
  seastar::gate gate;
  gate.enter();
  if (!fails())
    gate.leave();
  co_await gate.close();
}
// CHECK: :[[@LINE-2]]:17: warning: this wait for 'gate' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-5]]:8: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-4]]:17: note: no remaining task changes the count of 'gate'

seastar::future<> gate_ok() {
  seastar::gate gate;
  gate.enter();
  gate.leave();
  co_await gate.close();
}

seastar::future<> gate_may_be_closed_ok() {
  seastar::gate gate;
  if (gate.try_enter())
    gate.leave();
  co_await gate.close();
}

seastar::future<> semaphore_bad() {
  seastar::semaphore units(0);
  co_await units.wait();
}
// CHECK: :[[@LINE-2]]:18: warning: this acquire of 'units' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-3]]:18: note: no remaining task changes the count of 'units'

seastar::future<> semaphore_ok() {
  seastar::semaphore units(1);
  co_await units.wait();
  units.signal(2);
  co_await units.wait(2);
}

seastar::future<> semaphore_timed_ok() {
  seastar::semaphore units(0);
  co_await units.wait(std::chrono::seconds(1));
  co_await units.wait(std::chrono::seconds(1), 2);
}
