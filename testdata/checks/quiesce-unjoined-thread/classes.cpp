// Handles that are members, of objects whose whole life is seen.
// RUN: %check_tidy %s

#include <atomic>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

void work();
bool fails();

class Forgetful {
public:
  void start() { worker = std::thread(work); }
  void stop() {
    if (worker.joinable())
      worker.join();
  }

private:
  std::thread worker;
};
// CHECK: :[[@LINE-2]]:15: warning: this thread is still joinable when it is destroyed on some path, which terminates the program [quiesce-unjoined-thread]
// CHECK: :[[@LINE-10]]:27: note: the main task starts task 1
// CHECK: :[[@LINE+6]]:7: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-5]]:15: note: no join or detach on this path

void forgets_stop_bad() {
  Forgetful f;
  f.start();
  if (fails())
    return;
  f.stop();
}

void stops_ok() {
  Forgetful f;
  f.start();
  f.stop();
}

class Joining {
public:
  Joining() : worker([this] {
    while (!stop)
      work();
  }) {}
  ~Joining() {
    stop = true;
    worker.join();
  }

private:
  std::atomic<bool> stop{false};
  std::thread worker;
};

void joining_ok() {
  Joining j;
  if (fails())
    throw 1;
}

void joining_on_heap_ok() {
  auto j = std::make_unique<Joining>();
}

// The shape of a guard: takes the handle, joins when it goes.
class Guard {
public:
  explicit Guard(std::thread t) : handle(std::move(t)) {}
  ~Guard() {
    if (handle.joinable())
      handle.join();
  }
  Guard(const Guard &) = delete;

private:
  std::thread handle;
};

void guard_ok() {
  Guard g{std::thread(work)};
  if (fails())
    throw 1;
}

struct ReferenceGuard {
  std::thread &handle;
  ~ReferenceGuard() { handle.join(); }
};

void reference_guard_ok() {
  std::thread t(work);
  ReferenceGuard g{t};
  if (fails())
    return;
}

struct GuardTooLate {
  std::thread &handle;
  ~GuardTooLate() { handle.join(); }
};

void guard_too_late_bad() {
  std::thread t(work);
  if (fails())
    return;
  GuardTooLate g{t};
}
// CHECK: :[[@LINE-5]]:15: warning: this thread is still joinable when it is destroyed on some path, which terminates the program [quiesce-unjoined-thread]
// CHECK: :[[@LINE-6]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:7: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-8]]:15: note: no join or detach on this path

class Pool {
public:
  explicit Pool(int n) {
    for (int i = 0; i < n; ++i)
      workers.emplace_back(work);
  }
  ~Pool() {
    for (auto &w : workers)
      w.join();
  }

private:
  std::vector<std::thread> workers;
};

void pool_ok() {
  Pool p(4);
}
