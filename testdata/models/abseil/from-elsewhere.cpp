// What another function makes hold is no defect of the one that waits.
// RUN: %check_tidy %s

#include <absl/synchronization/mutex.h>
#include <deque>

class Backlog {
public:
  void take_ok() {
    absl::MutexLock lock(&mu, absl::Condition(this, &Backlog::has_work));
    if (!items.empty())
      items.pop_front();
  }
  void stop() {
    absl::MutexLock lock(&mu);
    stopping = true;
  }

private:
  bool has_work() const { return stopping || !items.empty(); }
  absl::Mutex mu;
  std::deque<int> items;
  bool stopping = false;
};

struct Loop {
  void run_ok() {
    for (;;) {
      absl::MutexLock lock(&mu, absl::Condition(&ready));
      ready = false;
    }
  }
  absl::Mutex mu;
  bool ready = false;
};
