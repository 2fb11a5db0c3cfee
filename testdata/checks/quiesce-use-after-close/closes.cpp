// Second closes.
// RUN: %check_tidy %s -- -std=c++20 -I%root/testdata/corpus/include

#include "chan.hpp"
#include <atomic>
#include <mutex>
#include <thread>
#include <vector>

bool fails();
void work();

void straight_bad() {
  chan::channel<int> c;
  c.close();
  c.close();
}
// CHECK: :[[@LINE-2]]:5: warning: this operation meets a channel that is closed already, and its exception ends the program [quiesce-use-after-close]
// CHECK: :[[@LINE-4]]:5: note: the main task closes 'c'
// CHECK: :[[@LINE-4]]:5: note: nothing on this path makes sure that the channel is still open

void on_one_path_bad() {
  chan::channel<int> c;
  if (fails())
    c.close();
  c.close();
}
// CHECK: :[[@LINE-2]]:5: warning: this operation meets a channel that is closed already, and its exception ends the program [quiesce-use-after-close]
// CHECK: :[[@LINE-4]]:7: note: the main task closes 'c'
// CHECK: :[[@LINE-4]]:5: note: nothing on this path makes sure that the channel is still open

void each_worker_bad() {
  chan::channel<int> done;
  std::vector<std::thread> workers;
  for (int i = 0; i < 2; ++i)
    workers.emplace_back([&] {
      work();
      done.close();
    });
  for (auto &worker : workers)
    worker.join();
}
// CHECK: :[[@LINE-5]]:12: warning: this operation meets a channel that is closed already, and its exception ends the program [quiesce-use-after-close]
// CHECK: :[[@LINE-8]]:5: note: the main task starts task 1
// CHECK: :[[@LINE-9]]:5: note: the main task starts task 2
// CHECK: :[[@LINE-8]]:12: note: nothing on this path makes sure that the channel is still open

void question_then_close_bad() {
  chan::channel<int> done;
  std::jthread other([&] {
    if (!done.is_closed())
      done.close();
  });
  if (!done.is_closed())
    done.close();
}
// CHECK: :[[@LINE-5]]:12: warning: this operation meets a channel that is closed already, and its exception ends the program [quiesce-use-after-close]
// CHECK: :[[@LINE-8]]:16: note: the main task starts task 1
// CHECK: :[[@LINE-4]]:10: note: the main task closes 'done'
// CHECK: :[[@LINE-8]]:12: note: nothing on this path makes sure that the channel is still open
// CHECK: :[[@LINE-6]]:10: warning: this operation meets a channel that is closed already, and its exception ends the program [quiesce-use-after-close]
// CHECK: :[[@LINE-12]]:16: note: the main task starts task 1
// CHECK: :[[@LINE-11]]:12: note: task 1 closes 'done'
// CHECK: :[[@LINE-9]]:10: note: nothing on this path makes sure that the channel is still open

void guard_and_close_bad() {
  struct Closer {
    chan::channel<int> &c;
    ~Closer() noexcept(false) { c.close(); }
  };
  chan::channel<int> c;
  Closer closer{c};
  c.close();
}
// CHECK: :[[@LINE-6]]:35: warning: this operation meets a channel that is closed already, and its exception ends the program [quiesce-use-after-close]
// CHECK: :[[@LINE-3]]:5: note: the main task closes 'c'
// CHECK: :[[@LINE-8]]:35: note: nothing on this path makes sure that the channel is still open

void once_ok() {
  chan::channel<int> done;
  std::jthread other([&] { done.recv(); });
  done.close();
}

void last_worker_closes_ok() {
  chan::channel<int> done;
  std::atomic<int> left{2};
  std::vector<std::thread> workers;
  for (int i = 0; i < 2; ++i)
    workers.emplace_back([&] {
      work();
      if (--left == 0)
        done.close();
    });
  for (auto &worker : workers)
    worker.join();
}

void first_closes_ok() {
  chan::channel<int> done;
  std::atomic<bool> closing{false};
  auto close = [&] {
    if (!closing.exchange(true))
      done.close();
  };
  std::jthread other(close);
  close();
}

void under_lock_ok() {
  chan::channel<int> done;
  std::mutex m;
  auto close = [&] {
    std::lock_guard held(m);
    if (!done.is_closed())
      done.close();
  };
  std::jthread other(close);
  close();
}

void other_branch_ok() {
  chan::channel<int> c;
  if (fails())
    c.close();
  else
    c.close();
}

void asked_alone_ok() {
  chan::channel<int> c;
  if (fails())
    c.close();
  if (!c.is_closed())
    c.close();
}
