// A caller that only a task of the object itself can answer.
// RUN: %check_tidy %s

#include <future>
#include <map>
#include <mutex>
#include <stdexcept>
#include <thread>

bool receive(int &);

class Leaves_bad {
public:
  Leaves_bad() : reader_([this] { read(); }) {}
  ~Leaves_bad() { reader_.join(); }
  int call() {
    std::future<int> reply;
    {
      std::lock_guard<std::mutex> lock(mutex_);
      if (closed_)
        throw std::runtime_error("closed");
      reply = pending_[next_++].get_future();
    }
    return reply.get();
  }

private:
  void read() {
    int key;
    while (receive(key)) {
      std::lock_guard<std::mutex> lock(mutex_);
      auto at = pending_.find(key);
      if (at == pending_.end())
        continue;
      at->second.set_value(1);
      pending_.erase(at);
    }
    std::lock_guard<std::mutex> lock(mutex_);
    closed_ = true;
  }
  std::mutex mutex_;
  std::map<int, std::promise<int>> pending_;
  int next_ = 1;
  bool closed_ = false;
  std::thread reader_;
};
// CHECK: :[[@LINE-23]]:18: warning: this wait for 'reply' can block forever: its promise is never kept [quiesce-unfulfilled-promise]
// CHECK: :[[@LINE-34]]:18: note: the main task starts task 1
// CHECK: :[[@LINE-33]]:7: note: in task 2, somebody calls this
// CHECK: :[[@LINE-30]]:11: note: in task 2, 'closed_' is false
// CHECK: :[[@LINE-27]]:18: note: no path from here sets a value or an exception

class Answers_good {
public:
  Answers_good() : reader_([this] { read(); }) {}
  ~Answers_good() { reader_.join(); }
  int call() {
    std::future<int> reply;
    {
      std::lock_guard<std::mutex> lock(mutex_);
      if (closed_)
        throw std::runtime_error("closed");
      reply = pending_[next_++].get_future();
    }
    return reply.get();
  }

private:
  void read() {
    int key;
    while (receive(key)) {
      std::lock_guard<std::mutex> lock(mutex_);
      auto at = pending_.find(key);
      if (at == pending_.end())
        continue;
      at->second.set_value(1);
      pending_.erase(at);
    }
    std::lock_guard<std::mutex> lock(mutex_);
    closed_ = true;
    for (auto &[key, promise] : pending_)
      promise.set_value(-1);
    pending_.clear();
  }
  std::mutex mutex_;
  std::map<int, std::promise<int>> pending_;
  int next_ = 1;
  bool closed_ = false;
  std::thread reader_;
};
