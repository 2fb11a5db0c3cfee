// What code that is not visible says may be anything, also behind a call.
// RUN: %check_tidy %s

#include <condition_variable>
#include <mutex>
#include <thread>

struct Error;
Error *current();
bool is_set(Error *);

struct Once {
  std::mutex mu;
  std::condition_variable cv;
  Error *error = nullptr;
  bool failed() const { return is_set(error); }
  void wait() {
    std::unique_lock lock(mu);
    cv.wait(lock, [&] { return failed(); });
  }
  void fail() {
    std::lock_guard lock(mu);
    error = current();
    cv.notify_all();
  }
};

void predicate_behind_a_call_ok() {
  Once once;
  std::thread other([&] { once.fail(); });
  once.wait();
  other.join();
}
