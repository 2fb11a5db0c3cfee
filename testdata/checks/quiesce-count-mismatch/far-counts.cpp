// Loops that count far are left after a few rounds: what they add up to is less than in the program, and no evidence.
// That the channel is never closed, or the loop given up, still is.
// RUN: %check_tidy %s

#include <atomic>
#include <condition_variable>
#include <deque>
#include <latch>
#include <mutex>
#include <optional>
#include <semaphore>
#include <thread>
#include <vector>

constexpr int Messages = 100'000;

bool fine(int);

// Two that take what a third gives, and half as often.
void half() {
  std::counting_semaphore<> items(0);
  auto take = [&] {
    for (int i = 0; i < Messages / 2; ++i)
      items.acquire();
  };
  std::thread a(take), b(take);
  for (int i = 0; i < Messages; ++i)
    items.release();
  a.join();
  b.join();
}

// How often each takes is computed from what nobody knows.
void shares(int producers, int consumers, int items) {
  std::counting_semaphore<> ready(0);
  int each = producers * items / consumers;
  std::vector<std::thread> threads;
  for (int c = 0; c < consumers; ++c)
    threads.emplace_back([&] {
      for (int i = 0; i < each; ++i)
        ready.acquire();
    });
  for (int p = 0; p < producers; ++p)
    threads.emplace_back([&] {
      for (int i = 0; i < items; ++i)
        ready.release();
    });
  for (auto &t : threads)
    t.join();
}

void countsDown() {
  std::latch done(2000);
  std::thread worker([&] {
    for (int i = 0; i < 2000; ++i)
      done.count_down();
  });
  done.wait();
  worker.join();
}

void lastOneTells() {
  std::atomic<int> left{3000};
  std::latch done(1);
  auto work = [&] {
    for (int i = 0; i < 1500; ++i)
      if (left.fetch_sub(1) == 1)
        done.count_down();
  };
  std::thread a(work), b(work);
  done.wait();
  a.join();
  b.join();
}

// It grows by more than one.
class Meter {
public:
  void add(int n) {
    std::lock_guard lock(m_);
    total_ += n;
    if (total_ >= 5000)
      full_.notify_all();
  }
  void await() {
    std::unique_lock lock(m_);
    while (total_ < 5000)
      full_.wait(lock);
  }

private:
  std::mutex m_;
  std::condition_variable full_;
  long total_ = 0;
};

void fills() {
  Meter meter;
  std::thread adds([&] {
    for (int i = 0; i < 100; ++i)
      meter.add(50);
  });
  meter.await();
  adds.join();
}

class Queue {
public:
  void push(int v) {
    std::lock_guard lock(m_);
    q_.push_back(v);
    some_.notify_one();
  }
  void close() {
    std::lock_guard lock(m_);
    closed_ = true;
    some_.notify_all();
  }
  std::optional<int> pop() {
    std::unique_lock lock(m_);
    some_.wait(lock, [&] { return closed_ || !q_.empty(); });
    if (q_.empty())
      return std::nullopt;
    int v = q_.front();
    q_.pop_front();
    return v;
  }

private:
  std::mutex m_;
  std::condition_variable some_;
  std::deque<int> q_;
  bool closed_ = false;
};
// CHECK: :[[@LINE-14]]:11: warning: this wait on 'some_' can block forever: no notification reaches it any more [quiesce-missed-notify]
// CHECK: :[[@LINE+23]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-25]]:11: note: the main task notifies 'some_'
// CHECK: :[[@LINE+22]]:12: note: in a call from here
// CHECK: :[[@LINE-18]]:11: note: no task notifies 'some_' from here on

void polls() {
  Queue q;
  std::atomic<long> sum{0};
  std::jthread adds([&] {
    while (auto v = q.pop())
      sum += *v;
  });
  std::thread([&] {
    for (int i = 0; i < 2000; ++i)
      q.push(1);
  }).join();
  while (sum < 2000)
    std::this_thread::yield();
  q.close();
}

void neverClosed() {
  Queue q;
  std::thread drains([&] {
    while (q.pop())
      ;
  });
  for (int i = 0; i < 2000; ++i)
    q.push(i);
  drains.join();
}

// A known miss: whether the rounds that are left out skip one too is not known.
void skips() {
  std::latch done(2000);
  std::thread worker([&] {
    for (int i = 0; i < 2000; ++i) {
      if (!fine(i))
        continue;
      done.count_down();
    }
  });
  done.wait();
  worker.join();
}

void givesUp() {
  std::mutex m;
  std::condition_variable changed;
  int done = 0;
  std::thread worker([&] {
    for (int i = 0; i < 2000; ++i) {
      if (!fine(i))
        return;
      std::lock_guard lock(m);
      ++done;
      changed.notify_one();
    }
  });
  {
    std::unique_lock lock(m);
    changed.wait(lock, [&] { return done == 2000; });
  }
  worker.join();
}
// CHECK: :[[@LINE-4]]:13: warning: this wait on 'changed' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-16]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-15]]:12: note: in task 1, 'fine(i)' is false
// CHECK: :[[@LINE-15]]:9: note: task 1 returns
// CHECK: :[[@LINE-8]]:13: note: no remaining task changes the count of 'changed'
