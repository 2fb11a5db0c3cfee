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
