// Waits of a task that is given a token and is not ended by it.
// RUN: %check_tidy %s -- -std=c++20 -I%root/testdata/corpus/include

#include "chan.hpp"

#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <semaphore>
#include <stop_token>
#include <thread>
#include <vector>

using jobs = std::shared_ptr<chan::channel<int>>;
void handle(int job);
bool ready();

// The token has no name, so nobody can look at it.
class unnamed_bad {
public:
  ~unnamed_bad() { over_.request_stop(); }
  void expect(jobs from) {
    std::thread(
        [](std::stop_token, jobs from) {
          if (auto job = from->recv())
            handle(*job);
        },
        over_.get_token(), std::move(from))
        .detach();
  }

private:
  std::stop_source over_;
};
// CHECK: :[[@LINE-10]]:32: warning: this receive from 'from' goes on when stop is requested: nothing in it watches the stop token of its task [quiesce-unobserved-cancellation]
// CHECK: :[[@LINE-13]]:5: note: the task is started here, with the stop token of 'over_'
// CHECK: :[[@LINE-16]]:26: note: the stop is requested here, and nothing else ends the task

// It is looked at only before the receive.
class tested_before_bad {
public:
  ~tested_before_bad() { over_.request_stop(); }
  void serve(jobs from) {
    std::thread([from, stop = over_.get_token()] {
      while (!stop.stop_requested())
        if (auto job = from->recv())
          handle(*job);
    }).detach();
  }

private:
  std::stop_source over_;
};
// CHECK: :[[@LINE-8]]:30: warning: this receive from 'from' goes on when stop is requested: nothing in it watches the stop token of its task [quiesce-unobserved-cancellation]
// CHECK: :[[@LINE-11]]:5: note: the task is started here, with the stop token of 'over_'
// CHECK: :[[@LINE-14]]:32: note: the stop is requested here, and nothing else ends the task

class token_in_variable_bad {
public:
  ~token_in_variable_bad() { over_.request_stop(); }
  void expect(std::shared_future<int> answer) {
    auto stop = over_.get_token();
    std::thread task([stop, answer] {
      if (!stop.stop_requested())
        handle(answer.get());
    });
    task.detach();
  }

private:
  std::stop_source over_;
};
// CHECK: :[[@LINE-8]]:23: warning: this wait for 'answer' goes on when stop is requested: nothing in it watches the stop token of its task [quiesce-unobserved-cancellation]
// CHECK: :[[@LINE-11]]:17: note: the task is started here, with the stop token of 'over_'
// CHECK: :[[@LINE-15]]:36: note: the stop is requested here, and nothing else ends the task

// The token of the jthread.
class jthread_bad {
public:
  explicit jthread_bad(jobs from)
      : task_([from](std::stop_token stop) {
          while (!stop.stop_requested())
            for (int job : *from)
              handle(job);
        }) {}

private:
  std::jthread task_;
};
// CHECK: :[[@LINE-7]]:13: warning: this receive from 'from' goes on when stop is requested: nothing in it watches the stop token of its task [quiesce-unobserved-cancellation]
// CHECK: :[[@LINE-10]]:9: note: the task is started here, with the stop token of 'task_'
// CHECK: :[[@LINE-4]]:16: note: when 'task_' is destroyed it requests the stop, and nothing else ends the task

class jthreads_bad {
public:
  void hire(std::shared_ptr<std::counting_semaphore<>> slots) {
    staff_.emplace_back([slots](std::stop_token stop) {
      while (!stop.stop_requested()) {
        slots->acquire();
        handle(1);
      }
    });
  }

private:
  std::vector<std::jthread> staff_;
};
// CHECK: :[[@LINE-9]]:16: warning: this acquire of 'slots' goes on when stop is requested: nothing in it watches the stop token of its task [quiesce-unobserved-cancellation]
// CHECK: :[[@LINE-12]]:12: note: the task is started here, with the stop token of 'staff_'
// CHECK: :[[@LINE-4]]:29: note: when 'staff_' is destroyed it requests the stop, and nothing else ends the task

// Some calls below the task.
class board {
public:
  void post(int job) {
    std::lock_guard lock(mutex_);
    jobs_.push_back(job);
    posted_.notify_one();
  }
  int take() {
    std::unique_lock lock(mutex_);
    while (jobs_.empty())
      posted_.wait(lock);
    int job = jobs_.front();
    jobs_.pop_front();
    return job;
  }
  // Nobody notifies when stop is requested, so the look comes too late.
  void work_bad(std::stop_token stop) {
    std::unique_lock lock(mutex_);
    posted_.wait(lock,
                 [&] { return stop.stop_requested() || !jobs_.empty(); });
  }

private:
  std::mutex mutex_;
  std::condition_variable posted_;
  std::deque<int> jobs_;
};
// CHECK: :[[@LINE-17]]:15: warning: this wait on 'posted_' goes on when stop is requested: nothing in it watches the stop token of its task [quiesce-unobserved-cancellation]
// CHECK: :[[@LINE+17]]:5: note: the task is started here, with the stop token of 'over_'
// CHECK: :[[@LINE+16]]:52: note: in a call from here
// CHECK: :[[@LINE+8]]:17: note: in a call from here
// CHECK: :[[@LINE+12]]:25: note: the stop is requested here, and nothing else ends the task
// CHECK: :[[@LINE-14]]:13: warning: this wait on 'posted_' goes on when stop is requested: nothing in it watches the stop token of its task [quiesce-unobserved-cancellation]
// CHECK: :[[@LINE+14]]:5: note: the task is started here, with the stop token of 'over_'
// CHECK: :[[@LINE+9]]:25: note: the stop is requested here, and nothing else ends the task

static void work(std::stop_token stop, board &from) {
  while (!stop.stop_requested())
    handle(from.take());
}

class office_bad {
public:
  ~office_bad() { over_.request_stop(); }
  void hire(std::shared_ptr<board> from) {
    std::thread([from, stop = over_.get_token()] { work(stop, *from); })
        .detach();
    std::thread(&board::work_bad, from, over_.get_token()).detach();
  }

private:
  std::stop_source over_;
};

// ---- What ends it otherwise ------------------------------------------------

class callback_ok {
public:
  ~callback_ok() { over_.request_stop(); }
  void serve(jobs from) {
    std::thread([from, stop = over_.get_token()] {
      std::stop_callback end(stop, [from] { from->close(); });
      while (auto job = from->recv())
        handle(*job);
    }).detach();
  }

private:
  std::stop_source over_;
};

class with_token_ok {
public:
  with_token_ok()
      : task_([this](std::stop_token stop) {
          std::unique_lock lock(mutex_);
          while (posted_.wait(lock, stop, [this] { return !jobs_.empty(); }))
            jobs_.pop_front();
        }) {}

private:
  std::mutex mutex_;
  std::condition_variable_any posted_;
  std::deque<int> jobs_;
  std::jthread task_;
};

class in_short_steps_ok {
public:
  ~in_short_steps_ok() { over_.request_stop(); }
  void expect(std::shared_future<int> answer) {
    std::thread([answer, stop = over_.get_token()] {
      while (answer.wait_for(std::chrono::milliseconds(20)) !=
             std::future_status::ready)
        if (stop.stop_requested())
          return;
      handle(answer.get());
    }).detach();
  }

private:
  std::stop_source over_;
};

// Whoever stops it closes its channel too.
class closes_too_ok {
public:
  explicit closes_too_ok(std::shared_ptr<chan::channel<long>> from)
      : from_(from), task_([from](std::stop_token stop) {
          while (!stop.stop_requested())
            if (auto job = from->recv())
              handle(int(*job));
        }) {}
  ~closes_too_ok() {
    task_.request_stop();
    from_->close();
  }

private:
  std::shared_ptr<chan::channel<long>> from_;
  std::jthread task_;
};

// The flag is what ends it, and somebody sets it.
class flag_ok {
public:
  ~flag_ok() { over_.request_stop(); }
  void finish() {
    std::lock_guard lock(mutex_);
    done_ = true;
    changed_.notify_all();
  }
  void start() {
    std::thread([this, stop = over_.get_token()] {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return done_; });
    }).detach();
  }

private:
  std::stop_source over_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool done_ = false;
};

// Nobody sees what it does with the token.
void watch(std::stop_token stop, jobs from);
class given_away_ok {
public:
  ~given_away_ok() { over_.request_stop(); }
  void serve(jobs from) {
    std::thread([from, stop = over_.get_token()] {
      watch(stop, from);
      while (auto job = from->recv())
        handle(*job);
    }).detach();
  }

private:
  std::stop_source over_;
};

// Nobody knows who stops it, and what he does besides.
void unknown_source_ok(std::stop_token stop, jobs from) {
  std::thread([from, stop] {
    while (!stop.stop_requested())
      if (auto job = from->recv())
        handle(*job);
  }).detach();
}

// A method that its user calls, who may end the rest himself.
class stopped_by_user_ok {
public:
  void stop() { over_.request_stop(); }
  void serve(jobs from) {
    std::thread([from, stop = over_.get_token()] {
      while (!stop.stop_requested())
        if (auto job = from->recv())
          handle(*job);
    }).detach();
  }

private:
  std::stop_source over_;
};

// What the task made itself.
class own_result_ok {
public:
  ~own_result_ok() { over_.request_stop(); }
  void start() {
    std::thread([stop = over_.get_token()] {
      while (!stop.stop_requested()) {
        auto part = std::async(ready);
        handle(part.get());
      }
    }).detach();
  }

private:
  std::stop_source over_;
};
