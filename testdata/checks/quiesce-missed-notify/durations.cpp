// Durations that are known while compiling are compared as numbers.
// RUN: %check_tidy %s -- -std=c++20

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

using namespace std::chrono_literals;
using duration = std::chrono::steady_clock::duration;

struct timer {
  duration after;
};
template <class T> duration limit(const T &) { return duration::max(); }
duration limit(const timer &t) { return t.after; }

struct gate {
  std::mutex mu;
  std::condition_variable cv;
  bool open = false;

  template <class T> void pass(const T &what) {
    const duration most = limit(what);
    std::unique_lock lock(mu);
    if (most == duration::max())
      cv.wait(lock, [&] { return open; });
    else
      cv.wait_for(lock, most, [&] { return open; });
  }
};
// CHECK: :[[@LINE-5]]:10: warning: this wait on 'cv' can block forever: no notification reaches it any more [quiesce-missed-notify]
// CHECK: :[[@LINE+16]]:3: note: in a call from here
// CHECK: :[[@LINE-7]]:10: note: no task notifies 'cv' from here on

void with_timer_ok() {
  gate g;
  g.pass(timer{3ms});
}

// More than our numbers hold, and yet not the longest.
void with_long_timer_ok() {
  gate g;
  g.pass(timer{1h});
}

void without_end_bad() {
  gate g;
  g.pass('x');
}
