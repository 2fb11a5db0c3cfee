// Results of asynchronous calls that are dropped.
// RUN: %check_tidy %s

#include <future>
#include <utility>
#include <vector>

int load(int page);
void save(int page);

void waits_at_once_bad() {
  std::async(std::launch::async, load, 1);
  save(2);
}
// CHECK: :[[@LINE-3]]:3: warning: the future of this task is dropped, so the call waits for the task right here [quiesce-dropped-task]
// CHECK: :[[@LINE-4]]:3: note: the main task starts task 1
// CHECK: :[[@LINE-5]]:3: note: the result is not kept

void lambda_bad() {
  std::async([] { save(1); });
}
// CHECK: :[[@LINE-2]]:3: warning: the future of this task is dropped, so the call waits for the task right here [quiesce-dropped-task]
// CHECK: :[[@LINE-3]]:3: note: the main task starts task 1
// CHECK: :[[@LINE-4]]:3: note: the result is not kept

void void_cast_bad() {
  (void)std::async(std::launch::async, save, 1);
}
// CHECK: :[[@LINE-2]]:9: warning: the future of this task is dropped, so the call waits for the task right here [quiesce-dropped-task]
// CHECK: :[[@LINE-3]]:9: note: the main task starts task 1
// CHECK: :[[@LINE-4]]:9: note: the result is not kept

void deferred_bad() {
  auto page = std::async(std::launch::deferred, [] { return load(1); });
  save(2);
}
// CHECK: :[[@LINE-3]]:15: warning: this deferred task never runs: nobody asks for its result [quiesce-dropped-task]
// CHECK: :[[@LINE-4]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-5]]:15: note: no path waits for the future

void kept_ok() {
  auto page = std::async(std::launch::async, load, 1);
  save(2);
  save(page.get());
}

void kept_to_the_end_ok() {
  auto page = std::async(std::launch::async, save, 1);
  save(2);
}

void deferred_ok() {
  auto page = std::async(std::launch::deferred, load, 1);
  save(page.get());
}

void all_ok() {
  std::vector<std::future<void>> pages;
  for (int i = 0; i < 4; ++i)
    pages.push_back(std::async(std::launch::async, save, i));
  for (auto &page : pages)
    page.get();
}

// At once is what was asked for.
int directly_ok() { return std::async(std::launch::async, load, 1).get(); }
