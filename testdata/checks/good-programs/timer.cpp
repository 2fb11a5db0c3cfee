// A timer that stops with its object.
// RUN: %check_tidy %s -- -std=c++20 -I%root/testdata/corpus/include

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>

class Timer {
public:
  explicit Timer(std::function<void()> f) : fn(std::move(f)), t([this](std::stop_token st) { run(st); }) {}

private:
  void run(std::stop_token st) {
    std::unique_lock l(m);
    while (!st.stop_requested()) {
      cv.wait_for(l, st, std::chrono::seconds(1), [] { return false; });
      if (st.stop_requested())
        return;
      l.unlock();
      fn();
      l.lock();
    }
  }

  std::function<void()> fn;
  std::mutex m;
  std::condition_variable_any cv;
  std::jthread t;
};

void tick();

int main() {
  Timer t(tick);
  std::this_thread::sleep_for(std::chrono::seconds(3));
}
