// Nothing follows from a run that reads past the end of a container, from a pool that was told to have no threads, or from
// what a container held before code out of sight took from it.
// RUN: %check_tidy %s -- -std=c++20

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <ranges>
#include <thread>
#include <vector>

// Good: extract() takes out what the loop asks for.
class Replica {
public:
  Replica() : worker([this] { apply(); }) {}
  ~Replica() {
    {
      std::lock_guard guard(mutex);
      stopping = true;
    }
    changed.notify_all();
    worker.join();
  }
  void put(int key) {
    std::lock_guard guard(mutex);
    waiting[key] = [] {};
  }

private:
  void apply() {
    std::unique_lock guard(mutex);
    changed.wait(guard, [this] { return stopping; });
    while (!waiting.empty())
      answer(waiting.begin()->first);
  }
  void answer(int key) {
    auto node = waiting.extract(key);
    node.mapped()();
  }

  std::mutex mutex;
  std::condition_variable changed;
  std::map<int, std::function<void()>> waiting;
  bool stopping = false;
  std::thread worker;
};

// Good: of a pool without threads nobody expects that it does what it is given.
class Pool {
public:
  explicit Pool(unsigned size) {
    for (unsigned i = 0; i < size; ++i)
      start();
  }
  ~Pool() {
    {
      std::unique_lock guard(mutex);
      quiet.wait(guard, [this] { return unfinished == 0; });
      stopping = true;
    }
    some.notify_all();
    threads.clear();
  }
  void put(int job) {
    {
      std::lock_guard guard(mutex);
      jobs.push_back(job);
      ++unfinished;
    }
    some.notify_one();
  }

private:
  void start() {
    threads.emplace_back([this] { work(); });
  }
  void work() {
    std::unique_lock guard(mutex);
    for (;;) {
      some.wait(guard, [this] { return stopping || !jobs.empty(); });
      if (jobs.empty())
        return;
      jobs.pop_front();
      if (--unfinished == 0)
        quiet.notify_all();
    }
  }

  std::mutex mutex;
  std::condition_variable some, quiet;
  std::deque<int> jobs;
  std::size_t unfinished = 0;
  bool stopping = false;
  std::vector<std::jthread> threads;
};

// Good: there are twelve of them, so that the last one counts down.
void numbered() {
  std::mutex mutex;
  std::condition_variable changed;
  int left = 1;
  std::vector<int *> counts;
  for (int i : std::views::iota(0, 12))
    counts.push_back(&left);
  std::jthread other([&] {
    std::lock_guard guard(mutex);
    --*counts[11];
    changed.notify_one();
  });
  std::unique_lock guard(mutex);
  changed.wait(guard, [&] { return left == 0; });
}

// Good: how often an inner loop runs is nobody's pool size, wherever it is left
// to: its end is the end of the outer loop's round.
bool more(), again();
void rounds() {
  std::vector<std::thread> threads;
  while (again()) {
    threads.emplace_back([] {});
    do {
      threads.emplace_back([] {});
    } while (more());
  }
  for (std::thread &each : threads)
    each.join();
}
