// Events that waiting resets or not, and counters that begin anew.
// RUN: %check_tidy %s

#include "app.h"
#include <thread>

bool fails();
bool anything();
void use(int);

void never_set_bad() {
  app::Event ready;
  std::thread other([&] {
    if (!fails())
      ready.Set();
  });
  ready.Wait();
  other.join();
}
// CHECK: :[[@LINE-3]]:9: warning: this wait for 'ready' can block forever: no task sets it [quiesce-count-mismatch]
// CHECK: :[[@LINE-8]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-8]]:10: note: in task 1, 'fails()' is true
// CHECK: :[[@LINE-6]]:9: note: no remaining task sets 'ready'

void set_ok() {
  app::Event ready;
  std::thread other([&] { ready.Set(); });
  ready.Wait();
  other.join();
}

void consumed_bad() {
  app::Event ready;
  ready.Set();
  ready.Set();
  ready.Wait();
  ready.Wait();
}
// CHECK: :[[@LINE-2]]:9: warning: this wait for 'ready' can block forever: no task sets it [quiesce-count-mismatch]
// CHECK: :[[@LINE-6]]:9: note: the main task releases 'ready'
// CHECK: :[[@LINE-6]]:9: note: the main task releases 'ready'
// CHECK: :[[@LINE-6]]:9: note: the main task acquires 'ready'
// CHECK: :[[@LINE-6]]:9: note: no remaining task sets 'ready'

void manual_ok() {
  app::Event ready(true);
  ready.Set();
  ready.Wait();
  ready.Wait();
}

void manual_reset_bad() {
  app::Event ready(true, true);
  ready.Wait();
  ready.Reset();
  ready.Wait();
}
// CHECK: :[[@LINE-2]]:9: warning: this wait for 'ready' can block forever: no task sets it [quiesce-count-mismatch]
// CHECK: :[[@LINE-5]]:9: note: the main task acquires 'ready'
// CHECK: :[[@LINE-4]]:9: note: no remaining task sets 'ready'

void initially_ok() {
  app::Event ready(false, true);
  ready.Wait();
}

// Which it is is not known.
void either_ok() {
  app::Event ready(anything());
  ready.Set();
  ready.Wait();
  ready.Wait();
}

void limit_ok() {
  app::Event ready;
  if (ready.Wait(10))
    use(1);
}

void no_limit_bad() {
  app::Event ready;
  if (ready.Wait(-1))
    use(1);
}
// CHECK: :[[@LINE-3]]:13: warning: this wait for 'ready' can block forever: no task sets it [quiesce-count-mismatch]
// CHECK: :[[@LINE-4]]:13: note: no remaining task sets 'ready'

void anew_bad() {
  app::Countdown left(2);
  left.Signal();
  left.Signal();
  left.Wait();
  left.Reset();
  left.Signal();
  left.Wait();
}
// CHECK: :[[@LINE-2]]:8: warning: this wait for 'left' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-8]]:8: note: the main task counts 'left' down
// CHECK: :[[@LINE-8]]:8: note: the main task counts 'left' down
// CHECK: :[[@LINE-6]]:8: note: the main task counts 'left' down
// CHECK: :[[@LINE-6]]:8: note: no remaining task changes the count of 'left'

void anew_ok() {
  app::Countdown left(2);
  left.Signal();
  left.Signal();
  left.Wait();
  left.Reset();
  left.Signal();
  left.Signal();
  left.Wait();
}

void factory_bad() {
  app_event *ready = app_event_new(0);
  app_event_wait(ready);
}
// CHECK: :[[@LINE-2]]:3: warning: this wait for 'ready' can block forever: no task sets it [quiesce-count-mismatch]
// CHECK: :[[@LINE-3]]:3: note: no remaining task sets 'ready'

void factory_ok() {
  app_event *ready = app_event_new(1);
  app_event_wait(ready);
  app_event_set(ready);
  app_event_wait(ready);
}

void stored_bad() {
  app_queue *queue;
  if (app_queue_create(&queue, 1, 0) != 0)
    return;
  app_queue_send(queue, nullptr);
  app_queue_send(queue, nullptr);
}
// CHECK: :[[@LINE-2]]:3: warning: this send to 'queue' can block forever: no task receives from 'queue' [quiesce-blocked-send]
// CHECK: :[[@LINE-4]]:3: note: the main task sends to 'queue'
// CHECK: :[[@LINE-4]]:3: note: no remaining task receives from 'queue' or closes it

void stored_ok() {
  app_queue *queue;
  if (app_queue_create(&queue, 2, 0) != 0)
    return;
  app_queue_send(queue, nullptr);
  app_queue_send(queue, nullptr);
  app_queue_receive(queue);
}

// Attributes may make it anything.
void attributes_ok() {
  app_queue *queue;
  if (app_queue_create(&queue, 1, 4) != 0)
    return;
  app_queue_send(queue, nullptr);
  app_queue_send(queue, nullptr);
}
