// A known limit: collect() may throw, which ends the loop, but its body is not seen.
// RUN: %check_tidy %s

#include <exception>
#include <thread>

void collect();

void fp_ended_from_within() {
  std::thread([] {
    try {
      for (;;)
        collect();
    } catch (const std::exception &) {
    }
  }).detach();
}
// CHECK: :[[@LINE-8]]:3: warning: the task started here loops forever and cannot be told to stop [quiesce-endless-task]
// CHECK: :[[@LINE-9]]:3: note: task 1 starts here
// CHECK: :[[@LINE-8]]:7: note: task 1 goes round this loop
// CHECK: :[[@LINE-11]]:15: note: no path of this function leaves the loop
