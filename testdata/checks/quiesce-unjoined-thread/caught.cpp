// One that main takes unwinds the stack up to there, and so it does in a thread.
// RUN: %check_tidy %s

#include <stdexcept>
#include <thread>

bool fails();
void step() {
  if (fails())
    throw std::runtime_error("step");
}

void relay() {
  std::thread inner([] {});
  step();
  inner.join();
}
// CHECK: :[[@LINE-4]]:15: warning: this thread is still joinable when it is destroyed on some path, which terminates the program [quiesce-unjoined-thread]
// CHECK: :[[@LINE-5]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-11]]:7: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-11]]:5: note: the main task throws an exception
// CHECK: :[[@LINE-8]]:15: note: no join or detach on this path

int main() {
  std::thread task([] {
    try {
      relay();
    } catch (const std::exception &) {
    }
  });
  task.join();
  try {
    std::thread task([] {});
    step();
    task.join();
  } catch (const std::runtime_error &) {
    return 1;
  }
}
// CHECK: :[[@LINE-7]]:17: warning: this thread is still joinable when it is destroyed on some path, which terminates the program [quiesce-unjoined-thread]
// CHECK: :[[@LINE-16]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-28]]:15: note: task 1 starts task 2
// CHECK: :[[@LINE-34]]:7: note: in task 1, 'fails()' is false
// CHECK: :[[@LINE-11]]:17: note: the main task starts task 3
// CHECK: :[[@LINE-36]]:7: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-36]]:5: note: the main task throws an exception
// CHECK: :[[@LINE-14]]:17: note: no join or detach on this path
