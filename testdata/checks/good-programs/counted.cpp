// A counter is followed for a few rounds; that it only grew is known after that too.
// RUN: %check_tidy %s -- -std=c++20

#include <deque>
#include <mutex>
#include <semaphore>
#include <thread>

class Queue {
public:
  void put(int item) {
    room.acquire();
    {
      std::lock_guard guard(mutex);
      items.push_back(item);
    }
    some.release();
  }
  int take() {
    some.acquire();
    int item = 0;
    {
      std::lock_guard guard(mutex);
      item = items.front();
      items.pop_front();
    }
    room.release();
    return item;
  }

private:
  std::counting_semaphore<8> room{2}, some{0};
  std::mutex mutex;
  std::deque<int> items;
};

static bool isLast(int item) {
  if (item < 0)
    return true;
  return false;
}

// Good: only the last item is negative.
void untilNegative() {
  Queue queue;
  std::thread consumer([&] {
    while (!isLast(queue.take())) {
    }
  });
  for (int i = 0; i < 5000; ++i)
    queue.put(i);
  queue.put(-1);
  consumer.join();
}
