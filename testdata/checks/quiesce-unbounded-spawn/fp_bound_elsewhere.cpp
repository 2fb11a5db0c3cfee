// A known limit: nextJob() may wait until a task has ended, but its body is not seen.
// RUN: %check_tidy %s

#include <thread>

int nextJob();
void run(int);

void fp_bound_elsewhere() {
  for (;;)
    std::thread(run, nextJob()).detach();
}
// CHECK: :[[@LINE-2]]:5: warning: a task is started here in a loop without bound, and nothing waits for any of them [quiesce-unbounded-spawn]
// CHECK: :[[@LINE-3]]:5: note: the main task starts task 1
// CHECK: :[[@LINE-4]]:5: note: the main task starts task 2
// CHECK: :[[@LINE-5]]:5: note: no path waits for the tasks started before
