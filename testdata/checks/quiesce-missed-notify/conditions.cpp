// Condition waits that no notification ends.
// RUN: %check_tidy %s

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

bool fails();
void work(int);

void never_notified_bad() {
  std::mutex mutex;
  std::condition_variable changed;
  bool ready = false;
  std::thread setter([&] {
    std::lock_guard lock(mutex);
    ready = true;
  });
  std::unique_lock lock(mutex);
  changed.wait(lock, [&] { return ready; });
  lock.unlock();
  setter.join();
}
// CHECK: :[[@LINE-4]]:11: warning: this wait on 'changed' can block forever: no notification reaches it any more [quiesce-missed-notify]
// CHECK: :[[@LINE-10]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:11: note: no task notifies 'changed' from here on

void not_on_each_path_bad() {
  std::mutex mutex;
  std::condition_variable changed;
  bool ready = false;
  std::thread setter([&] {
    std::lock_guard lock(mutex);
    if (fails())
      return;
    ready = true;
    changed.notify_one();
  });
  std::unique_lock lock(mutex);
  changed.wait(lock, [&] { return ready; });
  lock.unlock();
  setter.join();
}
// CHECK: :[[@LINE-4]]:11: warning: this wait on 'changed' can block forever: no notification reaches it any more [quiesce-missed-notify]
// CHECK: :[[@LINE-13]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-12]]:9: note: in task 1, 'fails()' is true
// CHECK: :[[@LINE-12]]:7: note: task 1 returns
// CHECK: :[[@LINE-8]]:11: note: no task notifies 'changed' from here on

// The flag changes between the test and the wait: its notification is lost.
void outside_the_mutex_bad() {
  std::mutex mutex;
  std::condition_variable changed;
  std::atomic<bool> ready{false};
  std::thread setter([&] {
    ready = true;
    changed.notify_one();
  });
  {
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return ready.load(); });
  }
  setter.join();
}
// CHECK: :[[@LINE-4]]:13: warning: this wait on 'changed' can block forever: no notification reaches it any more [quiesce-missed-notify]
// CHECK: :[[@LINE-11]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-10]]:13: note: task 1 notifies 'changed'
// CHECK: :[[@LINE-7]]:13: note: no task notifies 'changed' from here on

void without_predicate_bad() {
  std::mutex mutex;
  std::condition_variable changed;
  std::thread notifier([&] { changed.notify_one(); });
  {
    std::unique_lock lock(mutex);
    changed.wait(lock);
  }
  notifier.join();
}
// CHECK: :[[@LINE-4]]:13: warning: this wait on 'changed' can block forever: no notification reaches it any more [quiesce-missed-notify]
// CHECK: :[[@LINE-8]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-9]]:38: note: task 1 notifies 'changed'
// CHECK: :[[@LINE-7]]:13: note: no task notifies 'changed' from here on

// One is woken, two wait.
void one_for_two_bad() {
  std::mutex mutex;
  std::condition_variable changed;
  bool ready = false;
  auto waits = [&] {
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return ready; });
  };
  std::thread first(waits), second(waits);
  {
    std::lock_guard lock(mutex);
    ready = true;
  }
  changed.notify_one();
  first.join();
  second.join();
}
// CHECK: :[[@LINE-11]]:13: warning: this wait on 'changed' can block forever: no notification reaches it any more [quiesce-missed-notify]
// CHECK: :[[@LINE-10]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-11]]:29: note: the main task starts task 2
// CHECK: :[[@LINE-7]]:11: note: the main task notifies 'changed'
// CHECK: :[[@LINE-15]]:24: note: in task 2, 'ready' is true
// CHECK: :[[@LINE-16]]:13: note: no task notifies 'changed' from here on

void notified_ok() {
  std::mutex mutex;
  std::condition_variable changed;
  bool ready = false;
  std::thread setter([&] {
    {
      std::lock_guard lock(mutex);
      ready = true;
    }
    changed.notify_one();
  });
  {
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return ready; });
  }
  setter.join();
}

void in_a_loop_ok() {
  std::mutex mutex;
  std::condition_variable changed;
  bool ready = false;
  std::thread setter([&] {
    std::lock_guard lock(mutex);
    ready = true;
    changed.notify_all();
  });
  {
    std::unique_lock lock(mutex);
    while (!ready)
      changed.wait(lock);
  }
  setter.join();
}

void timed_ok() {
  std::mutex mutex;
  std::condition_variable changed;
  std::unique_lock lock(mutex);
  changed.wait_for(lock, std::chrono::seconds(1));
}

void all_for_two_ok() {
  std::mutex mutex;
  std::condition_variable changed;
  bool ready = false;
  auto waits = [&] {
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return ready; });
  };
  std::thread first(waits), second(waits);
  {
    std::lock_guard lock(mutex);
    ready = true;
  }
  changed.notify_all();
  first.join();
  second.join();
}

class worker_ok {
public:
  worker_ok()
      : thread_([this] {
          std::unique_lock lock(mutex_);
          while (!over_) {
            changed_.wait(lock, [this] { return over_ || !jobs_.empty(); });
            jobs_.clear();
          }
        }) {}
  ~worker_ok() {
    {
      std::lock_guard lock(mutex_);
      over_ = true;
    }
    changed_.notify_one();
    thread_.join();
  }
  void post(int job) {
    std::lock_guard lock(mutex_);
    jobs_.push_back(job);
    changed_.notify_one();
  }

private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<int> jobs_;
  bool over_ = false;
  std::thread thread_;
};
