// A container of threads that join themselves waits for each.
// RUN: %check_tidy %s

#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

class Pool {
public:
  explicit Pool(int workers) {
    for (int i = 0; i < workers; ++i)
      threads.emplace_back([this] { work(); });
  }
  ~Pool() {
    std::lock_guard lock(m);
    down = true;
    changed.notify_all();
  }

private:
  void work() {
    std::unique_lock lock(m);
    changed.wait(lock, [this] { return down; });
  }
  std::mutex m;
  std::condition_variable changed;
  bool down = false;
  std::vector<std::jthread> threads;
};

int main() {
  Pool pool(2);
  return 0;
}
