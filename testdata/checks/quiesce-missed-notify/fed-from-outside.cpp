// A method that feeds the worker excuses nothing: whatever it has fed, the worker may be asleep again when it is to stop.
// RUN: %check_tidy %s -- -std=c++20

#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

class Deaf {
public:
  Deaf() : worker([this] { run(); }) {}
  ~Deaf() {
    {
      std::lock_guard guard(mutex);
      stopping = true;
    }
    changed.notify_one();
    worker.join();
  }
  void put(int value) {
    std::lock_guard guard(mutex);
    values.push_back(value);
    changed.notify_one();
  }

private:
  void run() {
    for (;;) {
      std::unique_lock guard(mutex);
      while (values.empty())
        changed.wait(guard);
      if (stopping)
        return;
      values.clear();
    }
  }

  std::mutex mutex;
  std::condition_variable changed;
  std::vector<int> values;
  bool stopping = false;
  std::thread worker;
};
// CHECK: :[[@LINE-13]]:17: warning: this wait on 'changed' can block forever: no notification reaches it any more [quiesce-missed-notify]
// CHECK: :[[@LINE-34]]:12: note: the main task starts task 1
// CHECK: :[[@LINE-29]]:13: note: the main task notifies 'changed'
// CHECK: :[[@LINE-36]]:28: note: in a call from here
// CHECK: :[[@LINE-17]]:17: note: no task notifies 'changed' from here on

// Good: the wait looks at both.
class Heedful {
public:
  Heedful() : worker([this] { run(); }) {}
  ~Heedful() {
    {
      std::lock_guard guard(mutex);
      stopping = true;
    }
    changed.notify_one();
    worker.join();
  }
  void put(int value) {
    std::lock_guard guard(mutex);
    values.push_back(value);
    changed.notify_one();
  }

private:
  void run() {
    for (;;) {
      std::unique_lock guard(mutex);
      while (values.empty() && !stopping)
        changed.wait(guard);
      if (stopping)
        return;
      values.clear();
    }
  }

  std::mutex mutex;
  std::condition_variable changed;
  std::vector<int> values;
  bool stopping = false;
  std::thread worker;
};

// However many rows are read before: on one path nobody notifies the waiter.
void warm(bool early) {
  std::mutex mutex;
  std::condition_variable warmed;
  bool ready = false;
  std::vector<std::string> rows;
  for (int i = 0; i < 1000; ++i)
    rows.push_back("row");
  std::jthread loader([&] {
    std::lock_guard guard(mutex);
    ready = true;
    if (early)
      warmed.notify_all();
  });
  std::unique_lock guard(mutex);
  while (!ready)
    warmed.wait(guard);
}
// CHECK: :[[@LINE-2]]:12: warning: this wait on 'warmed' can block forever: no notification reaches it any more [quiesce-missed-notify]
// CHECK: :[[@LINE-11]]:16: note: the main task starts task 1
// CHECK: :[[@LINE-9]]:9: note: in task 1, 'early' is false
// CHECK: :[[@LINE-5]]:12: note: no task notifies 'warmed' from here on
