// A number that only the constructor sets is the same at each look, whatever code out of sight runs in between; and one
// that a loop counts up to is asked for once.
// RUN: %check_tidy %s

#include <latch>
#include <stdexcept>
#include <thread>
#include <vector>

void log(const char *);
bool fine();

class Harness {
public:
  explicit Harness(unsigned threads) : threads_(threads) {
    if (threads == 0)
      throw std::invalid_argument("no threads");
  }
  void run() {
    std::latch ready(threads_);
    std::vector<std::jthread> crew;
    for (unsigned i = 0; i < threads_; ++i) {
      log("one more");
      crew.emplace_back([&] { ready.count_down(); });
    }
    ready.wait();
  }
  void someFail() {
    std::latch ready(threads_);
    std::vector<std::jthread> crew;
    for (unsigned i = 0; i < threads_; ++i)
      crew.emplace_back([&] {
        if (fine())
          ready.count_down();
      });
    ready.wait();
  }

private:
  unsigned threads_;
};
// CHECK: :[[@LINE-6]]:11: warning: this wait for 'ready' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-11]]:7: note: the main task starts task 1
// CHECK: :[[@LINE-11]]:13: note: in task 1, 'fine()' is false
// CHECK: :[[@LINE-9]]:11: note: no remaining task changes the count of 'ready'

struct Settings {
  int bands;
};

void bands(const Settings &settings) {
  std::latch ready(settings.bands);
  std::vector<std::jthread> crew;
  for (int i = 0; i < settings.bands; ++i)
    crew.emplace_back([&] { ready.count_down(); });
  ready.wait();
}

// An unsigned number that is not 0 is above it.
void some(unsigned threads, long total) {
  if (threads == 0)
    return;
  std::latch done(1);
  std::vector<std::jthread> crew;
  for (unsigned i = 0; i < threads; ++i)
    crew.emplace_back([&, i] {
      if (i == 0)
        done.count_down();
    });
  done.wait();
}
