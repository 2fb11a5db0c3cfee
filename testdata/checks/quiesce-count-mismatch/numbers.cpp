// Tasks for each of a range of numbers.
// RUN: %check_tidy %s

#include <latch>
#include <ranges>
#include <thread>
#include <vector>

void counted_bad() {
  std::latch done(3);
  std::vector<std::jthread> tasks;
  for (int i : std::views::iota(0, 2))
    tasks.emplace_back([&done, i] { done.count_down(); });
  done.wait();
}
// CHECK: :[[@LINE-2]]:8: warning: this wait for 'done' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-4]]:5: note: the main task starts task 1
// CHECK: :[[@LINE-5]]:42: note: task 1 counts 'done' down
// CHECK: :[[@LINE-6]]:5: note: the main task starts task 2
// CHECK: :[[@LINE-7]]:42: note: task 2 counts 'done' down
// CHECK: :[[@LINE-7]]:8: note: no remaining task changes the count of 'done'

void counted_good() {
  std::latch done(3);
  std::vector<std::jthread> tasks;
  for (int i : std::views::iota(0, 3))
    tasks.emplace_back([&done, i] { done.count_down(); });
  done.wait();
}

// As many as are awaited, whatever the number is.
void unknown_good(int count) {
  std::latch done(count);
  std::vector<std::jthread> tasks;
  for (int i : std::views::iota(0, count))
    tasks.emplace_back([&done, i] { done.count_down(); });
  done.wait();
}

void reversed_good(std::vector<int> items) {
  std::latch done(items.size());
  std::vector<std::jthread> tasks;
  for (int i : items | std::views::reverse)
    tasks.emplace_back([&done, i] { done.count_down(); });
  done.wait();
}

void skipping_bad() {
  std::latch done(4);
  std::vector<std::jthread> tasks;
  for (int i : std::views::iota(0, 4) | std::views::drop(1))
    tasks.emplace_back([&done, i] { done.count_down(); });
  done.wait();
}
// CHECK: :[[@LINE-2]]:8: warning: this wait for 'done' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-4]]:5: note: the main task starts task 1
// CHECK: :[[@LINE-5]]:42: note: task 1 counts 'done' down
// CHECK: :[[@LINE-6]]:5: note: the main task starts task 2
// CHECK: :[[@LINE-7]]:42: note: task 2 counts 'done' down
// CHECK: :[[@LINE-8]]:5: note: the main task starts task 3
// CHECK: :[[@LINE-9]]:42: note: task 3 counts 'done' down
// CHECK: :[[@LINE-9]]:8: note: no remaining task changes the count of 'done'
