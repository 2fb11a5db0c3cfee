// Packaged tasks that threads run, or nobody.
// RUN: %check_tidy %s

#include <future>
#include <thread>

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
