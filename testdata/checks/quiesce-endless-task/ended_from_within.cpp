// What is called may throw, though its body is not seen.
// RUN: %check_tidy %s

#include <exception>
#include <functional>
#include <mutex>
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

static void loops() {
  for (;;)
    collect();
}

void caught_by_caller_ok() {
  std::thread([] {
    try {
      loops();
    } catch (const std::exception &) {
    }
  }).detach();
}

// Behind the handler the caller calls it again.
void called_again_bad() {
  std::thread([] {
    for (;;)
      try {
        loops();
      } catch (const std::exception &) {
      }
  }).detach();
}
// CHECK: :[[@LINE-8]]:3: warning: the task started here loops forever and cannot be told to stop [quiesce-endless-task]
// CHECK: :[[@LINE-9]]:3: note: task 1 starts here
// CHECK: :[[@LINE-9]]:5: note: task 1 goes round this loop
// CHECK: :[[@LINE-11]]:15: note: no path of this function leaves the loop

static void alone() noexcept { loops(); }

// An exception does not come as far as the handler.
void noexcept_bad() {
  std::thread([] {
    try {
      alone();
    } catch (const std::exception &) {
    }
  }).detach();
}
// CHECK: :[[@LINE-7]]:3: warning: the task started here loops forever and cannot be told to stop [quiesce-endless-task]
// CHECK: :[[@LINE-8]]:3: note: task 1 starts here
// CHECK: :[[@LINE-41]]:3: note: task 1 goes round this loop
// CHECK: :[[@LINE-10]]:15: note: no path of this function leaves the loop

static void collects() {
  collect();
  collect();
}

void through_helper_ok() {
  std::thread([] {
    try {
      for (;;)
        collects();
    } catch (const std::exception &) {
    }
  }).detach();
}

std::mutex mutex;
int collected;

static void counts() {
  std::lock_guard<std::mutex> lock(mutex);
  ++collected;
}

// All that is called is visible, and nothing throws.
void never_thrown_bad() {
  std::thread([] {
    try {
      for (;;)
        counts();
    } catch (const std::exception &) {
    }
  }).detach();
}
// CHECK: :[[@LINE-8]]:3: warning: the task started here loops forever and cannot be told to stop [quiesce-endless-task]
// CHECK: :[[@LINE-9]]:3: note: task 1 starts here
// CHECK: :[[@LINE-8]]:7: note: task 1 goes round this loop
// CHECK: :[[@LINE-11]]:15: note: no path of this function leaves the loop

void callback_ok(std::function<void()> step) {
  std::thread([step] {
    try {
      for (;;)
        step();
    } catch (const std::exception &) {
    }
  }).detach();
}
