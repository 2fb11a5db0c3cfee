// A thread behind a pointer is started by make_unique(): the class starts tasks.
// RUN: %check_tidy %s -- -std=c++20

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

class Service {
public:
  Service() { worker = std::make_unique<std::thread>(&Service::run, this); }
  // The flag is set without the lock, between the worker's test and its sleep.
  ~Service() {
    stopped = true;
    changed.notify_one();
    worker->join();
  }

private:
  void run() {
    std::unique_lock hold(guard);
    while (!stopped)
      changed.wait(hold);
  }

  std::mutex guard;
  std::condition_variable changed;
  bool stopped = false;
  std::unique_ptr<std::thread> worker;
};
// CHECK: :[[@LINE-8]]:15: warning: this wait on 'changed' can block forever: no notification reaches it any more [quiesce-missed-notify]
// CHECK: :[[@LINE-21]]:24: note: the main task starts task 1
// CHECK: :[[@LINE-18]]:13: note: the main task notifies 'changed'
// CHECK: :[[@LINE-11]]:15: note: no task notifies 'changed' from here on
