// Who sleeps on what others get hold of later may be woken by them.
// RUN: %check_tidy %s

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

class Pool {
public:
  explicit Pool(unsigned count) {
    for (unsigned i = 0; i < count; ++i)
      threads.emplace_back([this] { run(); });
  }
  ~Pool() { stop(); }
  void post(std::function<void()> job) {
    {
      std::lock_guard lock(mutex);
      jobs.push_back(job);
    }
    work.notify_one();
  }
  void stop() {
    {
      std::lock_guard lock(mutex);
      stopping = true;
    }
    work.notify_all();
    for (std::thread &t : threads)
      t.join();
  }

private:
  void run() {
    for (;;) {
      std::unique_lock lock(mutex);
      while (!stopping && jobs.empty())
        work.wait(lock);
      if (jobs.empty())
        return;
      auto job = jobs.front();
      jobs.pop_front();
      lock.unlock();
      job();
    }
  }
  std::mutex mutex;
  std::condition_variable work;
  std::deque<std::function<void()>> jobs;
  bool stopping = false;
  std::vector<std::thread> threads;
};

struct Shared {
  static Pool &get() {
    static std::once_flag once;
    std::call_once(once, make);
    return *pool;
  }

private:
  static void make() { pool = new Pool(2); }
  static inline Pool *pool = nullptr;
};
