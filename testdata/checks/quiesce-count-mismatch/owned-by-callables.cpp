// What a callable holds lives as long as the last that holds the callable.
// RUN: %check_tidy %s

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <utility>

class countdown {
public:
  class share {
  public:
    explicit share(countdown &of) : of(&of) {
      std::lock_guard held(of.lock);
      ++of.left;
    }
    share(share &&other) noexcept : of(std::exchange(other.of, nullptr)) {}
    share(const share &other) : share(*other.of) {}
    ~share() {
      if (of)
        of->release();
    }

  private:
    countdown *of;
  };

  void wait() {
    std::unique_lock held(lock);
    none.wait(held, [this] { return left == 0; });
  }

private:
  void release() {
    std::lock_guard held(lock);
    if (--left == 0)
      none.notify_all();
  }
  std::mutex lock;
  std::condition_variable none;
  int left = 0;
};
// CHECK: :[[@LINE-13]]:10: warning: this wait on 'none' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE+6]]:3: note: in a call from here
// CHECK: :[[@LINE-15]]:10: note: no remaining task changes the count of 'none'

void kept_bad() {
  countdown all;
  std::function<void()> job = [mine = countdown::share(all)] {};
  all.wait();
}

void ended_good() {
  countdown all;
  { std::function<void()> job = [mine = countdown::share(all)] {}; }
  all.wait();
}

void copied_bad() {
  countdown all;
  std::function<void()> other;
  {
    std::function<void()> job = [mine = countdown::share(all)] {};
    other = job;
  }
  all.wait();
}

void emptied_good() {
  countdown all;
  std::function<void()> job = [mine = countdown::share(all)] {};
  job = nullptr;
  all.wait();
}

void drop(std::function<void()>) {}

void passed_good() {
  countdown all;
  drop([mine = countdown::share(all)] {});
  all.wait();
}

void queued_good() {
  countdown all;
  std::deque<std::function<void()>> jobs;
  jobs.push_back([mine = countdown::share(all)] {});
  auto job = std::move(jobs.front());
  jobs.pop_front();
  job();
  job = nullptr;
  all.wait();
}

// Made in place, of what stands behind the tag.
void in_place_bad() {
  countdown all;
  std::optional<countdown::share> mine(std::in_place, all);
  all.wait();
}

void in_place_good() {
  countdown all;
  { std::optional<countdown::share> mine(std::in_place, all); }
  all.wait();
}
