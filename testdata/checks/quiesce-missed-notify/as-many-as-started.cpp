// As many count down as a parameter says, by a loop up to it; and of two
// counters that grow together nobody knows which is ahead.
// RUN: %check_tidy %s

#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

template <int Early> class runner {
public:
  explicit runner(unsigned threads) : live(threads) {
    for (unsigned i = 0; i < threads; ++i)
      workers.emplace_back(&runner::run, this);
  }
  ~runner() {
    std::unique_lock held(lock);
    gone.wait(held, [this] { return live == 0; });
    held.unlock();
    for (auto &each : workers)
      each.join();
  }

private:
  void run() {
    std::lock_guard held(lock);
    if (--live == Early)
      gone.notify_all();
  }
  std::mutex lock;
  std::condition_variable gone;
  unsigned live;
  std::vector<std::thread> workers;
};
// CHECK: :[[@LINE-17]]:10: warning: this wait on 'gone' can block forever: no notification reaches it any more [quiesce-missed-notify]
// CHECK: :[[@LINE-22]]:7: note: the main task starts task 1
// CHECK: :[[@LINE-10]]:16: note: in task 1, '--live == Early' is false
// CHECK: :[[@LINE-20]]:10: note: no task notifies 'gone' from here on

void two_bad() { runner<1> all(2); }
void two_good() { runner<0> all(2); }
void some_good(unsigned count) { runner<0> all(count); }

class turns {
public:
  int take() {
    std::unique_lock held(lock);
    changed.wait(held, [this] { return over || !taken; });
    if (over)
      return 0;
    taken = true;
    return ++turn;
  }
  void give(int mine) {
    std::lock_guard held(lock);
    if (turn != mine)
      return;
    taken = false;
    changed.notify_all();
  }
  void end() {
    std::lock_guard held(lock);
    over = true;
    changed.notify_all();
  }

private:
  std::mutex lock;
  std::condition_variable changed;
  bool taken = false, over = false;
  int turn = 0;
};

void play(turns &all) {
  while (int mine = all.take()) {
    if (mine >= 60)
      all.end();
    all.give(mine);
  }
}

void turns_good() {
  turns all;
  std::thread one([&] { play(all); }), two([&] { play(all); });
  one.join();
  two.join();
}
