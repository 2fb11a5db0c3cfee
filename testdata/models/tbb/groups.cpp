// oneTBB: a group waits for all its tasks.
// RUN: %check_tidy %s

#include <semaphore>
#include <tbb/task_group.h>

bool fails();
void work();

void group_bad() {
  std::binary_semaphore done(0);
  tbb::task_group group;
  group.run(work);
  group.run([&] { done.acquire(); });
  if (!fails())
    done.release();
  group.wait();
}
// CHECK: :[[@LINE-5]]:24: warning: this acquire of 'done' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-7]]:3: note: the main task starts task 1
// CHECK: :[[@LINE-7]]:3: note: the main task starts task 2
// CHECK: :[[@LINE-8]]:24: note: no remaining task changes the count of 'done'

void group_ok() {
  std::binary_semaphore done(0);
  tbb::task_group group;
  group.run([&] { done.release(); });
  group.run([&] { done.acquire(); });
  group.wait();
}
