// What extract() takes out of a map is there if the key is, and it is the caller's.
// RUN: %check_tidy %s -- -std=c++20

#include <condition_variable>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

// Good: the node is empty only when all has been written.
class Ordered {
public:
  Ordered() : writer([this] { write(); }) {}
  ~Ordered() {
    {
      std::lock_guard guard(mutex);
      closed = true;
    }
    done.notify_one();
    writer.join();
  }
  void feed(int value) {
    std::unique_lock guard(mutex);
    room.wait(guard, [this] { return next - written < 4; });
    results.emplace(next++, value);
    done.notify_one();
  }

private:
  void write() {
    std::unique_lock guard(mutex);
    for (;;) {
      done.wait(guard, [this] { return results.contains(written) || (closed && written == next); });
      auto node = results.extract(written);
      if (node.empty())
        return;
      ++written;
      room.notify_one();
    }
  }

  std::mutex mutex;
  std::condition_variable room, done;
  std::map<unsigned, int> results;
  unsigned next = 0, written = 0;
  bool closed = false;
  std::thread writer;
};
void ordered() {
  Ordered all;
  for (int i = 0; i < 200; ++i)
    all.feed(i);
}

// Good: the promise is set through the node.
int answered() {
  std::map<int, std::promise<int>> waiting;
  std::future<int> answer = waiting[1].get_future();
  std::jthread other([&] {
    if (auto node = waiting.extract(1))
      node.mapped().set_value(1);
  });
  return answer.get();
}

// Another key's promise is taken.
int mistaken() {
  std::map<int, std::promise<int>> waiting;
  std::future<int> answer = waiting[1].get_future();
  std::jthread other([&] {
    if (auto node = waiting.extract(2))
      node.mapped().set_value(1);
  });
  return answer.get();
}
// CHECK: :[[@LINE-2]]:17: warning: this wait for 'answer' can block forever: its promise is never kept [quiesce-unfulfilled-promise]
// CHECK: :[[@LINE-7]]:16: note: the main task starts task 1
// CHECK: :[[@LINE-7]]:14: note: in task 1, 'node' is false
// CHECK: :[[@LINE-5]]:17: note: no path from here sets a value or an exception

// Good: what is put back is there again.
bool renamed() {
  std::mutex mutex;
  std::condition_variable changed;
  std::map<int, int> values{{1, 1}};
  std::jthread other([&] {
    std::lock_guard guard(mutex);
    auto node = values.extract(values.find(1));
    node.key() = 2;
    values.insert(std::move(node));
    changed.notify_one();
  });
  std::unique_lock guard(mutex);
  changed.wait(guard, [&] { return values.contains(2); });
  return true;
}
