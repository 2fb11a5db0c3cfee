// Ranges that are copied or moved into a container: what is in it is known, and of an algorithm that is not followed how
// much that is decides nothing.
// RUN: %check_tidy %s

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <iterator>
#include <mutex>
#include <thread>
#include <vector>

class Queue {
public:
  void push(int v) {
    std::unique_lock lock(m_);
    space_.wait(lock, [this] { return q_.size() < 2; });
    q_.push_back(v);
    data_.notify_one();
  }
  std::vector<int> some(std::size_t most) {
    std::vector<int> out;
    std::unique_lock lock(m_);
    data_.wait(lock, [this] { return !q_.empty(); });
    const std::size_t n = std::min(most, q_.size());
    std::move(q_.begin(), q_.begin() + static_cast<std::ptrdiff_t>(n), std::back_inserter(out));
    q_.erase(q_.begin(), q_.begin() + static_cast<std::ptrdiff_t>(n));
    space_.notify_all();
    return out;
  }
  std::vector<int> all() {
    std::vector<int> out;
    std::unique_lock lock(m_);
    data_.wait(lock, [this] { return !q_.empty(); });
    std::copy(q_.begin(), q_.end(), std::back_inserter(out));
    q_.clear();
    space_.notify_all();
    return out;
  }
  std::vector<int> sample() {
    std::vector<int> out;
    std::unique_lock lock(m_);
    data_.wait(lock, [this] { return !q_.empty(); });
    std::copy_n(q_.begin(), q_.size(), std::back_inserter(out));
    q_.clear();
    space_.notify_all();
    return out;
  }
  std::vector<int> even() {
    std::vector<int> out;
    std::unique_lock lock(m_);
    data_.wait(lock, [this] { return !q_.empty(); });
    std::copy_if(q_.begin(), q_.end(), std::back_inserter(out), [](int v) { return v % 2 == 0; });
    q_.clear();
    space_.notify_all();
    return out;
  }

private:
  std::mutex m_;
  std::condition_variable data_, space_;
  std::deque<int> q_;
};
// CHECK: :[[@LINE-47]]:12: warning: this wait on 'space_' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE+16]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-11]]:12: note: task 1 notifies 'space_'
// CHECK: :[[@LINE+17]]:17: note: in task 1, 'batch.empty()' is true
// CHECK: :[[@LINE+17]]:9: note: task 1 returns
// CHECK: :[[@LINE+21]]:5: note: in a call from here
// CHECK: :[[@LINE+32]]:3: note: in a call from here
// CHECK: :[[@LINE-54]]:12: note: no remaining task changes the count of 'space_'
// CHECK: :[[@LINE-20]]:11: warning: this wait on 'data_' can block forever: no notification reaches it any more [quiesce-missed-notify]
// CHECK: :[[@LINE+8]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-55]]:11: note: the main task notifies 'data_'
// CHECK: :[[@LINE+27]]:29: note: in a call from here
// CHECK: :[[@LINE+7]]:20: note: in a call from here
// CHECK: :[[@LINE-25]]:11: note: no task notifies 'data_' from here on

template <class Take> void run(Take take) {
  Queue q;
  std::thread taker([&] {
    for (int left = 5; left > 0;) {
      auto batch = take(q);
      if (batch.empty())
        return;
      left -= int(batch.size());
    }
  });
  for (int i = 0; i < 5; ++i)
    q.push(i);
  taker.join();
}

void good() {
  run([](Queue &q) { return q.some(32); });
  run([](Queue &q) { return q.all(); });
  run([](Queue &q) { return q.sample(); });
}

// What is odd is lost, and an odd one alone ends the taker.
void bad() {
  run([](Queue &q) { return q.even(); });
}
