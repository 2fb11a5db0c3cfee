// PPL: events, groups, tasks, buffers.
// RUN: %check_tidy %s -- -std=c++20 -isystem %root/testdata/models/include/ppl

#include <ppl.h>

bool fails();
void use(int);

void event_bad() {
  concurrency::event ready;
  concurrency::task_group group;
  group.run([&] { ready.wait(); });
  if (!fails())
    ready.set();
  group.wait();
}
// CHECK: :[[@LINE-5]]:25: warning: this wait for 'ready' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-6]]:3: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:8: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-8]]:25: note: no remaining task changes the count of 'ready'

void event_ok() {
  concurrency::event ready;
  concurrency::task_group group;
  group.run([&] { ready.wait(); });
  group.run([&] { ready.set(); });
  group.wait();
  concurrency::event never;
  never.wait(100);
}

void lock_bad() {
  concurrency::critical_section section;
  concurrency::critical_section::scoped_lock outer(section);
  section.lock();
}
// CHECK: :[[@LINE-2]]:11: warning: this lock of 'section' blocks forever: the main task holds the lock already [quiesce-deadlock]
// CHECK: :[[@LINE-4]]:46: note: the main task locks 'section'
// CHECK: :[[@LINE-4]]:11: note: the lock is not released before it is taken again

void lock_ok() {
  concurrency::critical_section section;
  {
    concurrency::critical_section::scoped_lock lock(section);
  }
  section.lock();
  section.unlock();
}

void task_bad() {
  concurrency::event ready;
  auto task = concurrency::create_task([&] { ready.wait(); });
  if (!fails())
    ready.set();
  task.wait();
}
// CHECK: :[[@LINE-5]]:52: warning: this wait for 'ready' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-6]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:8: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-8]]:52: note: no remaining task changes the count of 'ready'

void task_ok() {
  concurrency::event ready;
  auto task = concurrency::create_task([&] { ready.wait(); });
  ready.set();
  task.wait();
}

void buffer_bad() {
  concurrency::unbounded_buffer<int> buffer;
  if (!fails())
    concurrency::send(buffer, 1);
  use(concurrency::receive(buffer));
}
// CHECK: :[[@LINE-2]]:7: warning: this receive from 'buffer' can block forever: no task sends to 'buffer' or closes it [quiesce-blocked-receive]
// CHECK: :[[@LINE-5]]:8: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-4]]:7: note: no remaining task sends to 'buffer' or closes it

void buffer_ok() {
  concurrency::unbounded_buffer<int> buffer;
  concurrency::send(buffer, 1);
  use(concurrency::receive(buffer));
  use(concurrency::receive(buffer, 100));
}
