// PPL: the other members and functions.
// RUN: %check_tidy %s -- -std=c++20 -isystem %root/testdata/models/include/ppl

#include <ppl.h>

bool fails();
void use(int);

void tried_bad() {
  concurrency::critical_section section;
  if (section.try_lock())
    section.unlock();
  if (section.try_lock_for(1))
    section.lock();
}
// CHECK: :[[@LINE-2]]:13: warning: this lock of 'section' blocks forever: the main task holds the lock already [quiesce-deadlock]
// CHECK: :[[@LINE-6]]:15: note: the main task locks 'section'
// CHECK: :[[@LINE-5]]:15: note: the main task locks 'section'
// CHECK: :[[@LINE-6]]:15: note: in the main task, 'section.try_lock_for(1)' is true
// CHECK: :[[@LINE-6]]:13: note: the lock is not released before it is taken again

void tried_ok() {
  concurrency::critical_section section;
  section.lock();
  if (section.try_lock() || section.try_lock_for(1))
    section.lock();
}

void task_bad() {
  concurrency::event ready;
  auto task = concurrency::create_task([&] {
    ready.wait();
    return 1;
  });
  concurrency::wait(1);
  if (!task.is_done())
    use(task.get());
}
// CHECK: :[[@LINE-7]]:11: warning: this wait for 'ready' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-9]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-5]]:13: note: in the main task, 'task.is_done()' is false
// CHECK: :[[@LINE-10]]:11: note: no remaining task changes the count of 'ready'

void task_ok() {
  concurrency::event ready;
  auto task = concurrency::create_task([&] {
    ready.wait();
    return 1;
  });
  if (!task.is_done())
    ready.set();
  use(task.get());
}

void buffer_bad() {
  concurrency::unbounded_buffer<int> buffer;
  int value;
  buffer.enqueue(1);
  if (concurrency::try_receive(buffer, value))
    use(buffer.dequeue());
}
// CHECK: :[[@LINE-2]]:16: warning: this receive from 'buffer' can block forever: no task sends to 'buffer' any more or closes it [quiesce-blocked-receive]
// CHECK: :[[@LINE-5]]:10: note: the main task sends to 'buffer'
// CHECK: :[[@LINE-5]]:7: note: the main task receives from 'buffer'
// CHECK: :[[@LINE-6]]:7: note: in the main task, 'concurrency::try_receive(buffer, value)' is true
// CHECK: :[[@LINE-6]]:16: note: no remaining task sends to 'buffer' or closes it

void buffer_ok() {
  concurrency::unbounded_buffer<int> buffer;
  int value;
  buffer.enqueue(1);
  if (!concurrency::try_receive(buffer, value))
    use(buffer.dequeue());
}

void reset_bad() {
  concurrency::event ready;
  ready.set();
  ready.reset();
  ready.wait();
}
// CHECK: :[[@LINE-2]]:9: warning: this wait for 'ready' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-5]]:9: note: the main task counts 'ready' down
// CHECK: :[[@LINE-4]]:9: note: no remaining task changes the count of 'ready'

void reset_ok() {
  concurrency::event ready;
  ready.set();
  ready.reset();
  ready.set();
  ready.wait();
}
