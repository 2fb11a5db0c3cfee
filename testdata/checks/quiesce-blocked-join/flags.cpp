// The flag that ends a task's loop, and the join.
// RUN: %check_tidy %s

#include <atomic>
#include <chrono>
#include <future>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <vector>

using namespace std::chrono_literals;

void work();
bool fails();

void flag_after_join_bad() {
  std::atomic<bool> stop{false};
  std::thread t([&] {
    while (!stop)
      work();
  });
  t.join();
  stop = true;
}
// CHECK: :[[@LINE-3]]:5: warning: this join of 't' can block forever: the task it waits for never ends [quiesce-blocked-join]
// CHECK: :[[@LINE-8]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-8]]:5: note: task 1 goes round this loop
// CHECK: :[[@LINE-6]]:5: note: nothing lets the joined task end

void flag_on_one_path_bad() {
  std::atomic<bool> stop{false};
  std::thread t([&] {
    while (!stop.load())
      std::this_thread::sleep_for(1s);
  });
  if (!fails())
    stop.store(true);
  t.join();
}
// CHECK: :[[@LINE-2]]:5: warning: this join of 't' can block forever: the task it waits for never ends [quiesce-blocked-join]
// CHECK: :[[@LINE-9]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:8: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-10]]:5: note: task 1 goes round this loop
// CHECK: :[[@LINE-6]]:5: note: nothing lets the joined task end

void exception_passes_flag_bad(int n) {
  std::atomic<bool> stop{false};
  std::jthread t([&] {
    while (!stop)
      work();
  });
  if (n < 0)
    throw std::invalid_argument("n");
  stop = true;
}
// CHECK: :[[@LINE-8]]:16: warning: the join by this destructor can block forever: the task it waits for never ends [quiesce-blocked-join]
// CHECK: :[[@LINE-9]]:16: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:9: note: in the main task, 'n < 0' is true
// CHECK: :[[@LINE-6]]:5: note: the main task throws an exception
// CHECK: :[[@LINE-11]]:5: note: task 1 goes round this loop
// CHECK: :[[@LINE-13]]:16: note: nothing lets the joined task end

void wrong_flag_bad() {
  std::atomic<bool> stop{false}, other{false};
  std::thread t([&] {
    while (!stop)
      work();
  });
  other = true;
  t.join();
}
// CHECK: :[[@LINE-2]]:5: warning: this join of 't' can block forever: the task it waits for never ends [quiesce-blocked-join]
// CHECK: :[[@LINE-8]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-8]]:5: note: task 1 goes round this loop
// CHECK: :[[@LINE-5]]:5: note: nothing lets the joined task end

void one_worker_left_bad() {
  std::atomic<bool> stop[2] = {false, false};
  std::vector<std::thread> workers;
  for (int i = 0; i < 2; ++i)
    workers.emplace_back([&stop, i] {
      while (!stop[i])
        work();
    });
  stop[0] = true;
  for (auto &worker : workers)
    worker.join();
}
// CHECK: :[[@LINE-2]]:12: warning: this join of 'worker' can block forever: the task it waits for never ends [quiesce-blocked-join]
// CHECK: :[[@LINE-9]]:5: note: the main task starts task 1
// CHECK: :[[@LINE-10]]:5: note: the main task starts task 2
// CHECK: :[[@LINE-10]]:7: note: task 2 goes round this loop
// CHECK: :[[@LINE-6]]:12: note: nothing lets the joined task end

void async_bad() {
  std::atomic<bool> stop{false};
  auto done = std::async(std::launch::async, [&] {
    while (!stop)
      work();
  });
  done.wait();
  stop = true;
}
// CHECK: :[[@LINE-3]]:8: warning: this wait for 'done' can block forever: the task it waits for never ends [quiesce-blocked-join]
// CHECK: :[[@LINE-8]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-8]]:5: note: task 1 goes round this loop
// CHECK: :[[@LINE-6]]:8: note: nothing lets the joined task end

void flag_before_join_ok() {
  std::atomic<bool> stop{false};
  std::thread t([&] {
    while (!stop)
      work();
  });
  stop = true;
  t.join();
}

void flag_under_lock_ok() {
  std::mutex m;
  bool stop = false;
  std::thread t([&] {
    while (true) {
      std::lock_guard held(m);
      if (stop)
        return;
    }
  });
  {
    std::lock_guard held(m);
    stop = true;
  }
  t.join();
}

void several_workers_ok() {
  std::atomic<bool> stop{false};
  std::vector<std::thread> workers;
  for (int i = 0; i < 3; ++i)
    workers.emplace_back([&] {
      while (!stop)
        work();
    });
  stop = true;
  for (auto &worker : workers)
    worker.join();
}

void task_stops_itself_ok() {
  std::atomic<bool> stop{false};
  std::thread t([&] {
    while (!stop)
      if (fails())
        stop = true;
  });
  t.join();
}

void unknown_condition_ok() {
  std::thread t([] {
    while (!fails())
      work();
  });
  t.join();
}

void counts_to_its_end_ok() {
  std::thread t([] {
    for (int i = 0; i < 1000; ++i)
      work();
  });
  t.join();
}

class Ticker {
public:
  void start() {
    handle = std::thread([this] {
      while (!stopping)
        work();
    });
  }
  void stop() {
    stopping = true;
    handle.join();
  }

private:
  std::atomic<bool> stopping{false};
  std::thread handle;
};

void ticker_ok() {
  Ticker t;
  t.start();
  t.stop();
}

class LateTicker {
public:
  LateTicker() : handle([this] {
    while (!stopping)
      work();
  }) {}
  ~LateTicker() {
    handle.join();
    stopping = true;
  }

private:
  std::atomic<bool> stopping{false};
  std::thread handle;
};
// CHECK: :[[@LINE-8]]:12: warning: this join of 'handle' can block forever: the task it waits for never ends [quiesce-blocked-join]
// CHECK: :[[@LINE-14]]:18: note: the main task starts task 1
// CHECK: :[[@LINE-14]]:5: note: task 1 goes round this loop
// CHECK: :[[@LINE-11]]:12: note: nothing lets the joined task end

void late_ticker_bad() {
  LateTicker t;
}
