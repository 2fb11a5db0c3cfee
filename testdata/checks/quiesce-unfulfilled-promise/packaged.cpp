// Packaged tasks that threads run, or nobody.
// RUN: %check_tidy %s

#include <future>
#include <thread>

bool fails();
int load();
void use(int);

void run_by_thread_ok() {
  std::packaged_task<int()> task(load);
  auto result = task.get_future();
  std::thread worker(std::move(task));
  use(result.get());
  worker.join();
}

void run_by_jthread_with_argument_ok() {
  std::packaged_task<int(int)> task([](int x) { return x + 1; });
  auto result = task.get_future();
  std::jthread worker(std::move(task), 3);
  use(result.get());
}

void never_run_bad() {
  std::packaged_task<int()> task(load);
  auto result = task.get_future();
  std::thread worker([] { load(); });
  use(result.get());
  worker.join();
}
// CHECK: :[[@LINE-3]]:14: warning: this wait for 'result' can block forever: its promise is never kept [quiesce-unfulfilled-promise]
// CHECK: :[[@LINE-5]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-8]]:29: note: the promise is made here
// CHECK: :[[@LINE-6]]:14: note: no path from here sets a value or an exception

void waits_inside_bad() {
  std::promise<void> gate;
  std::packaged_task<int()> task([&] {
    gate.get_future().wait();
    return 1;
  });
  auto result = task.get_future();
  std::thread worker(std::move(task));
  use(result.get());
  gate.set_value();
  worker.join();
}
// CHECK: :[[@LINE-4]]:14: warning: this wait for 'result' can block forever: the main task and task 1 wait for each other [quiesce-deadlock]
// CHECK: :[[@LINE-6]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-11]]:23: note: task 1 waits here, at its await
// CHECK: :[[@LINE-7]]:14: note: neither can go on before the other does

// A task that is reset has the same function and a result of its own.
void reset_bad() {
  std::packaged_task<int()> task(load);
  task();
  task.reset();
  std::future<int> second = task.get_future();
  if (!fails())
    task();
  second.wait();
}
// CHECK: :[[@LINE-2]]:10: warning: this wait for 'second' can block forever: its promise is never kept [quiesce-unfulfilled-promise]
// CHECK: :[[@LINE-5]]:8: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-8]]:8: note: the promise is made here
// CHECK: :[[@LINE-5]]:10: note: no path from here sets a value or an exception

void reset_ok() {
  std::packaged_task<int()> task(load);
  std::future<int> first = task.get_future();
  task();
  use(first.get());
  task.reset();
  std::future<int> second = task.get_future();
  task();
  second.wait();
}

// The result that it had is broken.
void reset_while_waiting_ok() {
  std::packaged_task<int()> task(load);
  std::future<int> first = task.get_future();
  std::jthread other([&] { task.reset(); });
  first.wait();
}
