// RUN: %check_tidy %s
// The life of an object: the destructor joins a worker that is not told to end.
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

void work();

class Forgets {
public:
  Forgets() : worker_([this] { run(); }) {}
  ~Forgets() { worker_.join(); }

private:
  void run() {
    while (!stop_)
      work();
  }
  std::atomic<bool> stop_{false};
  std::thread worker_;
};
// CHECK: :[[@LINE-10]]:24: warning: this join of 'worker_' can block forever: the task it waits for never ends [quiesce-blocked-join]
// CHECK: :[[@LINE-12]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-8]]:5: note: task 1 goes round this loop
// CHECK: :[[@LINE-13]]:24: note: nothing lets the joined task end

class Tells {
public:
  Tells() : worker_([this] { run(); }) {}
  ~Tells() {
    stop_ = true;
    worker_.join();
  }

private:
  void run() {
    while (!stop_)
      work();
  }
  std::atomic<bool> stop_{false};
  std::thread worker_;
};

// That stop() comes first may be what the class asks of its user.
class AsksForStop {
public:
  AsksForStop() : worker_([this] { run(); }) {}
  void stop() { stop_ = true; }
  ~AsksForStop() { worker_.join(); }

private:
  void run() {
    while (!stop_)
      work();
  }
  std::atomic<bool> stop_{false};
  std::thread worker_;
};
