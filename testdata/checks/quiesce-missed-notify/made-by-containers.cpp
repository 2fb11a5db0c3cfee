// The constructors of what containers make by themselves are run.
// RUN: %check_tidy %s

#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

struct State {
  std::mutex m;
  std::condition_variable cv;
  std::atomic<bool> ready;
  explicit State(bool r = false) : ready(r) {}
  void wait() {
    std::unique_lock l(m);
    cv.wait(l, [this] { return ready.load(); });
  }
};
// CHECK: :[[@LINE-3]]:8: warning: this wait on 'cv' can block forever: no notification reaches it any more [quiesce-missed-notify]
// CHECK: :[[@LINE+6]]:3: note: in a call from here
// CHECK: :[[@LINE-5]]:8: note: no task notifies 'cv' from here on

void waits_for_a_value_of_a_map() {
  std::map<int, State> states;
  State &s = states[1];
  s.wait();
}

void waits_for_an_element() {
  std::vector<State> states(2);
  states[1].wait();
}

struct Ready : State {
  Ready() : State(true) {}
};

void needs_not_wait() {
  std::map<int, Ready> states;
  states[1].wait();
  std::vector<Ready> more(2);
  more[1].wait();
}
