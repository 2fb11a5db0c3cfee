// Each call asks the object's thread, and waits for an answer of its own.  A request that the thread throws away is known to
// nobody any more but to who waits for it.
// RUN: %check_tidy %s -- -std=c++20

#include <condition_variable>
#include <deque>
#include <latch>
#include <memory>
#include <mutex>
#include <semaphore>
#include <thread>

void write();

struct Request {
  std::latch done{1};
};

// Only the first of several is answered.
class Forgetful {
public:
  Forgetful() : worker([this] { run(); }) {}
  ~Forgetful() {
    {
      std::lock_guard guard(mutex);
      stopping = true;
    }
    changed.notify_one();
    worker.join();
  }
  void flush() {
    auto mine = std::make_shared<Request>();
    {
      std::lock_guard guard(mutex);
      requests.push_back(mine);
    }
    changed.notify_one();
    mine->done.wait();
  }

private:
  void run() {
    for (;;) {
      std::shared_ptr<Request> first;
      {
        std::unique_lock lock(mutex);
        changed.wait(lock, [this] { return stopping || !requests.empty(); });
        if (requests.empty())
          return;
        first = requests.front();
        requests.clear();
      }
      write();
      first->done.count_down();
    }
  }

  std::mutex mutex;
  std::condition_variable changed;
  std::deque<std::shared_ptr<Request>> requests;
  bool stopping = false;
  std::thread worker;
};
// CHECK: :[[@LINE-26]]:16: warning: this wait for 'done' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-43]]:17: note: the main task starts task 1
// CHECK: :[[@LINE-35]]:8: note: in task 2, somebody calls this
// CHECK: :[[@LINE-36]]:8: note: in task 3, somebody calls this
// CHECK: :[[@LINE-30]]:16: note: no remaining task changes the count of 'done'

// Good: all of them are.
class Considerate {
public:
  Considerate() : worker([this] { run(); }) {}
  ~Considerate() {
    {
      std::lock_guard guard(mutex);
      stopping = true;
    }
    changed.notify_one();
    worker.join();
  }
  void flush() {
    auto mine = std::make_shared<Request>();
    {
      std::lock_guard guard(mutex);
      requests.push_back(mine);
    }
    changed.notify_one();
    mine->done.wait();
  }

private:
  void run() {
    for (;;) {
      std::deque<std::shared_ptr<Request>> all;
      {
        std::unique_lock lock(mutex);
        changed.wait(lock, [this] { return stopping || !requests.empty(); });
        if (requests.empty())
          return;
        all.swap(requests);
      }
      write();
      for (auto &each : all)
        each->done.count_down();
    }
  }

  std::mutex mutex;
  std::condition_variable changed;
  std::deque<std::shared_ptr<Request>> requests;
  bool stopping = false;
  std::thread worker;
};

// Good: what is left over stays where the next round finds it.
class Patient {
public:
  Patient() : worker([this] { run(); }) {}
  ~Patient() {
    {
      std::lock_guard guard(mutex);
      stopping = true;
    }
    changed.notify_one();
    worker.join();
  }
  void flush() {
    auto mine = std::make_shared<Request>();
    {
      std::lock_guard guard(mutex);
      requests.push_back(mine);
    }
    changed.notify_one();
    mine->done.wait();
  }

private:
  void run() {
    for (;;) {
      std::shared_ptr<Request> first;
      {
        std::unique_lock lock(mutex);
        changed.wait(lock, [this] { return stopping || !requests.empty(); });
        if (requests.empty())
          return;
        first = requests.front();
        requests.pop_front();
      }
      write();
      first->done.count_down();
    }
  }

  std::mutex mutex;
  std::condition_variable changed;
  std::deque<std::shared_ptr<Request>> requests;
  bool stopping = false;
  std::thread worker;
};

// Good: one slot, but without a lock: who wrote it means one caller.
class OneUser {
public:
  OneUser() : worker([this] { run(); }) {}
  ~OneUser() {
    request.reset();
    asked.release();
    worker.join();
  }
  void flush() {
    auto mine = std::make_shared<Request>();
    request = mine;
    asked.release();
    mine->done.wait();
  }

private:
  void run() {
    for (;;) {
      asked.acquire();
      if (!request)
        return;
      write();
      std::shared_ptr<Request> mine = request;
      request.reset();
      mine->done.count_down();
    }
  }

  std::shared_ptr<Request> request;
  std::binary_semaphore asked{0};
  std::thread worker;
};
