// Two unknown keys may be the same or not; neither is anything to build on.
// RUN: %check_tidy %s

#include <atomic>
#include <cstdlib>
#include <future>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

void two_of_many() {
  std::vector<std::mutex> m(4);
  int i = rand() % 4, j = rand() % 4;
  if (i != j) {
    std::lock_guard l(m[i]);
    std::lock_guard k(m[j]);
  }
}

struct Container {
  std::atomic<bool> asked{false};
  std::future<void> monitor;
};

class Daemon {
public:
  void start(const std::string &id) {
    Container &c = containers[id];
    c.monitor = std::async(std::launch::async, &Daemon::watch, std::ref(c));
  }
  void stop(const std::string &id) {
    auto it = containers.find(id);
    if (it == containers.end())
      return;
    it->second.asked.store(true);
  }

private:
  static void watch(Container &c) {
    while (!c.asked.load())
      std::this_thread::yield();
  }
  std::map<std::string, Container> containers;
};
