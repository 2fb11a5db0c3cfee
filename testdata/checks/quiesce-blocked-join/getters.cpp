// Methods that only look at the object are no way to use it that could help whoever waits, however many there are.
// RUN: %check_tidy %s -- -std=c++20

#include <condition_variable>
#include <deque>
#include <mutex>
#include <string>
#include <thread>

class Worker {
public:
  Worker() : thread([this] { run(); }) {}
  ~Worker() {
    stop();
    thread.join();
  }

  void post(int job) {
    std::lock_guard guard(mutex);
    jobs.push_back(job);
    changed.notify_one();
  }
  void stop() {
    std::lock_guard guard(mutex);
    stopping = true;
  }

  bool isStopping() const {
    std::lock_guard guard(mutex);
    return stopping;
  }
  size_t waiting() const {
    std::lock_guard guard(mutex);
    return jobs.size();
  }
  bool isIdle() const {
    std::lock_guard guard(mutex);
    return jobs.empty();
  }
  int first() const {
    std::lock_guard guard(mutex);
    return jobs.empty() ? -1 : jobs.front();
  }
  int last() const {
    std::lock_guard guard(mutex);
    return jobs.empty() ? -1 : jobs.back();
  }
  std::string name() const {
    std::lock_guard guard(mutex);
    return label;
  }

private:
  void run() {
    std::unique_lock lock(mutex);
    while (!stopping) {
      if (jobs.empty())
        changed.wait(lock);
      else
        jobs.pop_front();
    }
  }

  mutable std::mutex mutex;
  std::condition_variable changed;
  std::deque<int> jobs;
  std::string label;
  bool stopping = false;
  std::thread thread;
};
// CHECK: :[[@LINE-13]]:17: warning: this wait on 'changed' can block forever: no notification reaches it any more [quiesce-missed-notify]
// CHECK: :[[@LINE-60]]:14: note: the main task starts task 1
// CHECK: :[[@LINE-61]]:30: note: in a call from here
// CHECK: :[[@LINE-16]]:17: note: no task notifies 'changed' from here on

// Good.
class Told {
public:
  Told() : thread([this] { run(); }) {}
  ~Told() {
    stop();
    thread.join();
  }

  void post(int job) {
    std::lock_guard guard(mutex);
    jobs.push_back(job);
    changed.notify_one();
  }
  void stop() {
    std::lock_guard guard(mutex);
    stopping = true;
    changed.notify_one();
  }

  bool isStopping() const {
    std::lock_guard guard(mutex);
    return stopping;
  }
  size_t waiting() const {
    std::lock_guard guard(mutex);
    return jobs.size();
  }
  bool isIdle() const {
    std::lock_guard guard(mutex);
    return jobs.empty();
  }
  int first() const {
    std::lock_guard guard(mutex);
    return jobs.empty() ? -1 : jobs.front();
  }
  int last() const {
    std::lock_guard guard(mutex);
    return jobs.empty() ? -1 : jobs.back();
  }
  std::string name() const {
    std::lock_guard guard(mutex);
    return label;
  }

private:
  void run() {
    std::unique_lock lock(mutex);
    while (!stopping) {
      if (jobs.empty())
        changed.wait(lock);
      else
        jobs.pop_front();
    }
  }

  mutable std::mutex mutex;
  std::condition_variable changed;
  std::deque<int> jobs;
  std::string label;
  bool stopping = false;
  std::thread thread;
};
