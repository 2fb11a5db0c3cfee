// A bounded queue made of a mutex and two conditions: its code says what it does.
// RUN: %check_tidy %s -- -std=c++20 -I%root/testdata/corpus/include

#include <condition_variable>
#include <mutex>
#include <optional>
#include <queue>
#include <thread>

template <class T> class BoundedQueue {
public:
  explicit BoundedQueue(size_t n) : cap(n) {}

  bool push(T v) {
    std::unique_lock l(m);
    notFull.wait(l, [&] { return q.size() < cap || closed; });
    if (closed)
      return false;
    q.push(std::move(v));
    notEmpty.notify_one();
    return true;
  }

  std::optional<T> pop() {
    std::unique_lock l(m);
    notEmpty.wait(l, [&] { return !q.empty() || closed; });
    if (q.empty())
      return std::nullopt;
    T v = std::move(q.front());
    q.pop();
    notFull.notify_one();
    return v;
  }

  void close() {
    {
      std::lock_guard l(m);
      closed = true;
    }
    notFull.notify_all();
    notEmpty.notify_all();
  }

private:
  std::mutex m;
  std::condition_variable notFull, notEmpty;
  std::queue<T> q;
  size_t cap;
  bool closed = false;
};

void use(int);

int main() {
  BoundedQueue<int> q(2);
  std::thread c([&] {
    while (auto v = q.pop())
      use(*v);
  });
  for (int i = 0; i < 5; ++i)
    q.push(i);
  q.close();
  c.join();
}
