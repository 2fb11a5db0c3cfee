// An awaiter that is made where it is awaited may take over a lock and release it once the coroutine sleeps.
// RUN: %check_tidy %s -- -std=c++20

#include <coroutine>
#include <mutex>

struct Task {
  struct promise_type {
    Task get_return_object() { return {}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
};

class Awaiter {
public:
  Awaiter(std::coroutine_handle<> &Waiting, std::unique_lock<std::mutex> &L)
      : Waiting(Waiting), Held(std::move(L)) {}
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> H) {
    Waiting = H;
    auto Released = std::move(Held);
  }
  void await_resume() const noexcept {}

private:
  std::coroutine_handle<> &Waiting;
  std::unique_lock<std::mutex> Held;
};

class Gate {
public:
  Task enter() {
    while (true) {
      std::unique_lock<std::mutex> Lock(M);
      if (!Busy) {
        Busy = true;
        break;
      }
      co_await Awaiter(Waiting, Lock);
    }
  }

private:
  std::mutex M;
  bool Busy = false;
  std::coroutine_handle<> Waiting;
};

// The lock is the caller's before and after.
class Twice {
public:
  Task enter() {
    std::unique_lock<std::mutex> Lock(M);
    co_await std::suspend_always{};
    std::unique_lock<std::mutex> Again(M);
  }

private:
  std::mutex M;
};
// CHECK: :[[@LINE-6]]:34: warning: this lock of 'M' blocks forever: the main task holds the lock already [quiesce-deadlock]
// CHECK: :[[@LINE-9]]:34: note: the main task locks 'M'
// CHECK: :[[@LINE-8]]:34: note: the lock is not released before it is taken again
