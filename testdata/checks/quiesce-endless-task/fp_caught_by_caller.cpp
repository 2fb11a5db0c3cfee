// A known limit: collect() may throw, which ends the loop, but its body is not seen, and it is a caller who catches.
// RUN: %check_tidy %s

#include <exception>
#include <thread>

void collect();

static void loops() {
  for (;;)
    collect();
}

void fp_caught_by_caller() {
  std::thread([] {
    try {
      loops();
    } catch (const std::exception &) {
    }
  }).detach();
}
// CHECK: :[[@LINE-7]]:3: warning: the task started here loops forever and cannot be told to stop [quiesce-endless-task]
// CHECK: :[[@LINE-8]]:3: note: task 1 starts here
// CHECK: :[[@LINE-14]]:3: note: task 1 goes round this loop
// CHECK: :[[@LINE-10]]:15: note: no path of this function leaves the loop
