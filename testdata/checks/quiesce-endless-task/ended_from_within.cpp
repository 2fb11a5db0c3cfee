// What is called may throw, though its body is not seen.
// RUN: %check_tidy %s

#include <exception>
#include <thread>

void collect();

// Who catches it behind the loop expects that it ends so.
void caught_behind_ok() {
  std::thread([] {
    try {
      for (;;)
        collect();
    } catch (const std::exception &) {
    }
  }).detach();
}

void caught_within_bad() {
  std::thread([] {
    for (;;)
      try {
        collect();
      } catch (const std::exception &) {
      }
  }).detach();
}
// CHECK: :[[@LINE-8]]:3: warning: the task started here loops forever and cannot be told to stop [quiesce-endless-task]
// CHECK: :[[@LINE-9]]:3: note: task 1 starts here
// CHECK: :[[@LINE-9]]:5: note: task 1 goes round this loop
// CHECK: :[[@LINE-11]]:15: note: no path of this function leaves the loop

void not_caught_bad() {
  std::thread([] {
    for (;;)
      collect();
  }).detach();
}
// CHECK: :[[@LINE-5]]:3: warning: the task started here loops forever and cannot be told to stop [quiesce-endless-task]
// CHECK: :[[@LINE-6]]:3: note: task 1 starts here
// CHECK: :[[@LINE-6]]:5: note: task 1 goes round this loop
// CHECK: :[[@LINE-8]]:15: note: no path of this function leaves the loop
