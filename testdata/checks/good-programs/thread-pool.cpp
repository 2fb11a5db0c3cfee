// A thread pool with futures.
// RUN: %check_tidy %s -- -std=c++20 -I%root/testdata/corpus/include

#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

class ThreadPool {
public:
  explicit ThreadPool(unsigned n) {
    for (unsigned i = 0; i < n; ++i)
      threads.emplace_back([this] { loop(); });
  }

  ~ThreadPool() {
    {
      std::lock_guard<std::mutex> l(m);
      stop = true;
    }
    cv.notify_all();
    for (auto &t : threads)
      t.join();
  }

  template <class F> auto submit(F f) -> std::future<decltype(f())> {
    auto task = std::make_shared<std::packaged_task<decltype(f())()>>(std::move(f));
    auto r = task->get_future();
    {
      std::lock_guard<std::mutex> l(m);
      queue.push_back([task] { (*task)(); });
    }
    cv.notify_one();
    return r;
  }

private:
  void loop() {
    for (;;) {
      std::function<void()> f;
      {
        std::unique_lock<std::mutex> l(m);
        cv.wait(l, [this] { return stop || !queue.empty(); });
        if (stop && queue.empty())
          return;
        f = std::move(queue.front());
        queue.pop_front();
      }
      f();
    }
  }

  std::mutex m;
  std::condition_variable cv;
  std::deque<std::function<void()>> queue;
  std::vector<std::thread> threads;
  bool stop = false;
};

int compute();

int main() {
  ThreadPool pool(2);
  auto a = pool.submit([] { return compute(); });
  auto b = pool.submit([] { return compute(); });
  return a.get() + b.get();
}
