// Latch, barrier, semaphore, atomics.
// RUN: %check_tidy %s -- -std=c++20 -I%root/testdata/corpus/include

#include <atomic>
#include <barrier>
#include <latch>
#include <semaphore>
#include <thread>
#include <vector>
void work(int);

void l() {
  std::latch done(3);
  std::vector<std::jthread> v;
  for (int i = 0; i < 3; ++i)
    v.emplace_back([&, i] {
      work(i);
      done.count_down();
    });
  done.wait();
}

void b() {
  std::barrier sync(3);
  std::vector<std::jthread> v;
  for (int i = 0; i < 3; ++i)
    v.emplace_back([&, i] {
      for (int k = 0; k < 4; ++k) {
        work(i);
        sync.arrive_and_wait();
      }
    });
}

void s() {
  std::counting_semaphore<4> s(2);
  std::vector<std::jthread> v;
  for (int i = 0; i < 6; ++i)
    v.emplace_back([&, i] {
      s.acquire();
      work(i);
      s.release();
    });
}

void at() {
  std::atomic<int> next{0};
  std::vector<std::thread> v;
  for (int i = 0; i < 3; ++i)
    v.emplace_back([&] {
      for (int k; (k = next++) < 10;)
        work(k);
    });
  for (auto &t : v)
    t.join();
}

void spin() {
  std::atomic<bool> ready{false};
  std::thread t([&] {
    while (!ready.load())
      std::this_thread::yield();
    work(1);
  });
  ready.store(true);
  t.join();
}

void aw() {
  std::atomic<int> state{0};
  std::thread t([&] {
    state.wait(0);
    work(1);
  });
  state = 1;
  state.notify_one();
  t.join();
}
