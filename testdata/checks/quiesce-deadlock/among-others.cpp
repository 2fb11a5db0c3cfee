// Tasks that run for ever beside it, more than can be explored, do not hide it.
// RUN: %check_tidy %s

#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

struct Ticker {
  std::mutex mu;
  std::condition_variable cv;
  int ticks = 0;
  bool more = true;
  void run() {
    for (;;) {
      std::unique_lock lock(mu);
      ++ticks;
      if (ticks % 3 == 0)
        more = !more;
      cv.notify_all();
    }
  }
  void watch() {
    for (;;) {
      std::unique_lock lock(mu);
      cv.wait(lock, [&] { return more; });
    }
  }
};

void among_tickers_bad() {
  Ticker a, b, c;
  std::vector<std::thread> tickers;
  tickers.emplace_back([&] { a.run(); });
  tickers.emplace_back([&] { a.watch(); });
  tickers.emplace_back([&] { b.run(); });
  tickers.emplace_back([&] { b.watch(); });
  tickers.emplace_back([&] { c.run(); });
  tickers.emplace_back([&] { c.watch(); });
  std::mutex first, second;
  std::thread other([&] {
    std::lock_guard x(second);
    std::lock_guard y(first);
  });
  {
    std::lock_guard x(first);
    std::lock_guard y(second);
  }
  other.join();
  for (auto &t : tickers)
    t.join();
}
// CHECK: :[[@LINE-6]]:21: warning: this lock of 'second' can block forever: the main task and task 7 wait for each other [quiesce-deadlock]
// CHECK: :[[@LINE-20]]:3: note: the main task starts task 1
// CHECK: :[[@LINE-20]]:3: note: the main task starts task 2
// CHECK: :[[@LINE-20]]:3: note: the main task starts task 3
// CHECK: :[[@LINE-20]]:3: note: the main task starts task 4
// CHECK: :[[@LINE-20]]:3: note: the main task starts task 5
// CHECK: :[[@LINE-20]]:3: note: the main task starts task 6
// CHECK: :[[@LINE-19]]:15: note: the main task starts task 7
// CHECK: :[[@LINE-15]]:21: note: the main task locks 'first'
// CHECK: :[[@LINE-44]]:21: note: in task 1, 'ticks % 3 == 0' is false
// CHECK: :[[@LINE-45]]:21: note: in task 3, 'ticks % 3 == 0' is false
// CHECK: :[[@LINE-46]]:21: note: in task 5, 'ticks % 3 == 0' is false
// CHECK: :[[@LINE-23]]:21: note: task 7 locks 'second'
// CHECK: :[[@LINE-23]]:21: note: task 7 waits here, at its lock
// CHECK: :[[@LINE-20]]:21: note: neither can go on before the other does

void among_tickers_ok() {
  Ticker a, b, c;
  std::vector<std::thread> tickers;
  tickers.emplace_back([&] { a.run(); });
  tickers.emplace_back([&] { a.watch(); });
  tickers.emplace_back([&] { b.run(); });
  tickers.emplace_back([&] { b.watch(); });
  tickers.emplace_back([&] { c.run(); });
  tickers.emplace_back([&] { c.watch(); });
  std::mutex first, second;
  std::thread other([&] {
    std::lock_guard x(first);
    std::lock_guard y(second);
  });
  {
    std::lock_guard x(first);
    std::lock_guard y(second);
  }
  other.join();
  for (auto &t : tickers)
    t.detach();
}
