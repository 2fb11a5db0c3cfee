// An element that is made of nothing at a position: its members are as its class says.
// RUN: %check_tidy %s

#include <condition_variable>
#include <list>
#include <mutex>

struct Waiter {
  bool served = true;
};

int main() {
  std::mutex m;
  std::condition_variable changed;
  std::list<Waiter> waiters;
  const auto me = waiters.emplace(waiters.end());
  std::unique_lock lock(m);
  changed.wait(lock, [&] { return me->served; });
}
