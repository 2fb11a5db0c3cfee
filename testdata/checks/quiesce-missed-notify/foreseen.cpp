// A method that comes back whenever another has been called before it may be called in any order with that one: what the
// other leaves undone then is no matter of contract.
// RUN: %check_tidy %s -- -std=c++20

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>

class Done {
public:
  void set() {
    std::lock_guard guard(mutex);
    done = true;
    changed.notify_all();
  }
  void wait() {
    std::unique_lock lock(mutex);
    changed.wait(lock, [this] { return done; });
  }

private:
  std::mutex mutex;
  std::condition_variable changed;
  bool done = false;
};
// CHECK: :[[@LINE-8]]:13: warning: this wait on 'changed' can block forever: no call makes its condition hold any more [quiesce-missed-notify]
// CHECK: :[[@LINE+10]]:14: note: the main task starts task 1
// CHECK: :[[@LINE+15]]:8: note: in task 2, somebody calls this
// CHECK: :[[@LINE+25]]:8: note: in task 3, somebody calls this
// CHECK: :[[@LINE+35]]:11: note: in task 1, 'stopping' is true
// CHECK: :[[@LINE+21]]:5: note: in a call from here
// CHECK: :[[@LINE-14]]:13: note: whatever is called from here on, it stays asleep

// The worker leaves with requests in the queue, though flush() knows that it may be stopped.
class Writer {
public:
  Writer() : worker([this] { run(); }) {}
  ~Writer() {
    stop();
    worker.join();
  }

  void flush() {
    auto done = std::make_shared<Done>();
    {
      std::lock_guard guard(mutex);
      if (stopping)
        return;
      requests.push_back(done);
      changed.notify_one();
    }
    done->wait();
  }
  void stop() {
    std::lock_guard guard(mutex);
    stopping = true;
    changed.notify_one();
  }

private:
  void run() {
    std::unique_lock lock(mutex);
    for (;;) {
      changed.wait(lock, [this] { return stopping || !requests.empty(); });
      if (stopping)
        return;
      requests.front()->set();
      requests.pop_front();
    }
  }

  std::mutex mutex;
  std::condition_variable changed;
  std::deque<std::shared_ptr<Done>> requests;
  bool stopping = false;
  std::thread worker;
};

// Good.
class Draining {
public:
  Draining() : worker([this] { run(); }) {}
  ~Draining() {
    stop();
    worker.join();
  }

  void flush() {
    auto done = std::make_shared<Done>();
    {
      std::lock_guard guard(mutex);
      if (stopping)
        return;
      requests.push_back(done);
      changed.notify_one();
    }
    done->wait();
  }
  void stop() {
    std::lock_guard guard(mutex);
    stopping = true;
    changed.notify_one();
  }

private:
  void run() {
    std::unique_lock lock(mutex);
    for (;;) {
      changed.wait(lock, [this] { return stopping || !requests.empty(); });
      if (requests.empty())
        return;
      requests.front()->set();
      requests.pop_front();
    }
  }

  std::mutex mutex;
  std::condition_variable changed;
  std::deque<std::shared_ptr<Done>> requests;
  bool stopping = false;
  std::thread worker;
};

// Not told: that nobody flushes any more when it is stopped may be what the class asks of its user.
class Trusting {
public:
  Trusting() : worker([this] { run(); }) {}
  ~Trusting() {
    stop();
    worker.join();
  }

  void flush() {
    auto done = std::make_shared<Done>();
    {
      std::lock_guard guard(mutex);
      requests.push_back(done);
      changed.notify_one();
    }
    done->wait();
  }
  void stop() {
    std::lock_guard guard(mutex);
    stopping = true;
    changed.notify_one();
  }

private:
  void run() {
    std::unique_lock lock(mutex);
    for (;;) {
      changed.wait(lock, [this] { return stopping || !requests.empty(); });
      if (stopping)
        return;
      requests.front()->set();
      requests.pop_front();
    }
  }

  std::mutex mutex;
  std::condition_variable changed;
  std::deque<std::shared_ptr<Done>> requests;
  bool stopping = false;
  std::thread worker;
};
