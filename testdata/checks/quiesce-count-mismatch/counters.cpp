// Latches, barriers, semaphores and hand-made counts that are not reached.
// RUN: %check_tidy %s

#include <atomic>
#include <barrier>
#include <condition_variable>
#include <latch>
#include <mutex>
#include <semaphore>
#include <thread>
#include <vector>

bool fails();
void work(int);

void latch_early_return_bad() {
  std::latch done(2);
  std::thread first([&] {
    work(1);
    done.count_down();
  });
  std::thread second([&] {
    if (fails())
      return;
    work(2);
    done.count_down();
  });
  done.wait();
  first.join();
  second.join();
}
// CHECK: :[[@LINE-4]]:8: warning: this wait for 'done' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-15]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-14]]:10: note: task 1 counts 'done' down
// CHECK: :[[@LINE-13]]:15: note: the main task starts task 2
// CHECK: :[[@LINE-13]]:9: note: in task 2, 'fails()' is true
// CHECK: :[[@LINE-13]]:7: note: task 2 returns
// CHECK: :[[@LINE-10]]:8: note: no remaining task changes the count of 'done'

void one_too_few_bad() {
  std::latch done(4);
  std::vector<std::thread> workers;
  for (int i = 0; i < 3; ++i)
    workers.emplace_back([&done, i] {
      work(i);
      done.count_down();
    });
  done.wait();
  for (auto &worker : workers)
    worker.join();
}
// CHECK: :[[@LINE-4]]:8: warning: this wait for 'done' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-9]]:5: note: the main task starts task 1
// CHECK: :[[@LINE-8]]:12: note: task 1 counts 'done' down
// CHECK: :[[@LINE-11]]:5: note: the main task starts task 2
// CHECK: :[[@LINE-10]]:12: note: task 2 counts 'done' down
// CHECK: :[[@LINE-13]]:5: note: the main task starts task 3
// CHECK: :[[@LINE-12]]:12: note: task 3 counts 'done' down
// CHECK: :[[@LINE-11]]:8: note: no remaining task changes the count of 'done'

void barrier_leaves_bad() {
  std::barrier step(2);
  std::thread other([&] {
    if (fails())
      return;
    step.arrive_and_wait();
  });
  step.arrive_and_wait();
  other.join();
}
// CHECK: :[[@LINE-3]]:8: warning: this wait for 'step' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-9]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-9]]:9: note: in task 1, 'fails()' is true
// CHECK: :[[@LINE-9]]:7: note: task 1 returns
// CHECK: :[[@LINE-7]]:8: note: no remaining task changes the count of 'step'

void semaphore_kept_bad() {
  std::counting_semaphore<4> slots(1);
  auto use = [&] {
    slots.acquire();
    if (fails())
      return;
    slots.release();
  };
  use();
  use();
}
// CHECK: :[[@LINE-8]]:11: warning: this acquire of 'slots' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-8]]:9: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-4]]:3: note: in a call from here
// CHECK: :[[@LINE-11]]:11: note: no remaining task changes the count of 'slots'

void never_released_bad() {
  std::binary_semaphore ready(0);
  std::thread other([&] { work(1); });
  ready.acquire();
  other.join();
}
// CHECK: :[[@LINE-3]]:9: warning: this acquire of 'ready' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-5]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-5]]:9: note: no remaining task changes the count of 'ready'

// A wait group made of mutex, condition and number.
class wait_group {
public:
  void add(int n) {
    std::lock_guard lock(mutex_);
    count_ += n;
  }
  void done() {
    std::lock_guard lock(mutex_);
    if (--count_ == 0)
      zero_.notify_all();
  }
  void wait() {
    std::unique_lock lock(mutex_);
    zero_.wait(lock, [this] { return count_ == 0; });
  }

private:
  std::mutex mutex_;
  std::condition_variable zero_;
  int count_ = 0;
};
// CHECK: :[[@LINE-8]]:11: warning: this wait on 'zero_' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE+11]]:15: note: the main task starts task 1
// CHECK: :[[@LINE+14]]:15: note: the main task starts task 2
// CHECK: :[[@LINE+14]]:9: note: in task 2, 'fails()' is true
// CHECK: :[[@LINE+14]]:7: note: task 2 returns
// CHECK: :[[@LINE-18]]:18: note: in task 1, '--count_ == 0' is false
// CHECK: :[[@LINE+15]]:3: note: in a call from here
// CHECK: :[[@LINE-15]]:11: note: no remaining task changes the count of 'zero_'

void wait_group_bad() {
  wait_group group;
  group.add(2);
  std::thread first([&] {
    work(1);
    group.done();
  });
  std::thread second([&] {
    if (fails())
      return;
    group.done();
  });
  group.wait();
  first.join();
  second.join();
}

void latch_ok() {
  std::latch done(2);
  std::jthread first([&] { done.count_down(); });
  std::jthread second([&] {
    if (!fails())
      work(2);
    done.count_down();
  });
  done.wait();
}

void n_of_them_ok(int n) {
  std::latch done(n);
  std::vector<std::jthread> workers;
  for (int i = 0; i < n; ++i)
    workers.emplace_back([&done, i] {
      work(i);
      done.count_down();
    });
  done.wait();
}

void barrier_drops_ok() {
  std::barrier step(2);
  std::jthread other([&] {
    if (fails()) {
      step.arrive_and_drop();
      return;
    }
    step.arrive_and_wait();
  });
  step.arrive_and_wait();
}

void semaphore_ok() {
  std::counting_semaphore<4> slots(1);
  auto use = [&] {
    slots.acquire();
    if (!fails())
      work(1);
    slots.release();
  };
  use();
  use();
}

void try_ok() {
  std::binary_semaphore ready(0);
  while (!ready.try_acquire_for(std::chrono::seconds(1)))
    if (fails())
      return;
}

void wait_group_ok() {
  wait_group group;
  group.add(2);
  std::jthread first([&] { group.done(); });
  std::jthread second([&] {
    if (!fails())
      work(2);
    group.done();
  });
  group.wait();
}
