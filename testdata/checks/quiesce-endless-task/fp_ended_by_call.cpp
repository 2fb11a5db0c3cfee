// A known limit: collect() may end the thread, but its body is not seen.
// RUN: %check_tidy %s

#include <thread>

void collect();

void fp_ended_by_call() {
  std::thread([] {
    for (;;)
      collect();
  }).detach();
}
// CHECK: :[[@LINE-5]]:3: warning: the task started here loops forever and cannot be told to stop [quiesce-endless-task]
// CHECK: :[[@LINE-6]]:3: note: task 1 starts here
// CHECK: :[[@LINE-6]]:5: note: task 1 goes round this loop
// CHECK: :[[@LINE-8]]:15: note: no path of this function leaves the loop
