// Coroutines that wait to be started, and nobody does.
// RUN: %check_tidy %s

#include <coroutine>
#include <exception>
#include <utility>

void record(int event);

// Runs when it is awaited, or resumed.
class lazy {
public:
  struct promise_type {
    lazy get_return_object() {
      return lazy(std::coroutine_handle<promise_type>::from_promise(*this));
    }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
  lazy(lazy &&other) noexcept : frame_(std::exchange(other.frame_, {})) {}
  ~lazy() {
    if (frame_)
      frame_.destroy();
  }
  void run() { frame_.resume(); }
  bool await_ready() { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<>) { return frame_; }
  void await_resume() {}

private:
  explicit lazy(std::coroutine_handle<promise_type> frame) : frame_(frame) {}
  std::coroutine_handle<promise_type> frame_;
};

// Runs at once.
struct eager {
  struct promise_type {
    eager get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
};

// Its destructor runs it.
class at_end {
public:
  struct promise_type {
    at_end get_return_object() {
      return at_end(std::coroutine_handle<promise_type>::from_promise(*this));
    }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
  at_end(const at_end &) = delete;
  ~at_end() { frame_(); }

private:
  explicit at_end(std::coroutine_handle<promise_type> frame) : frame_(frame) {}
  std::coroutine_handle<promise_type> frame_;
};

// The object that starts it is its result's maker.
class posted {
public:
  struct promise_type {
    posted get_return_object() {
      auto frame = std::coroutine_handle<promise_type>::from_promise(*this);
      frame.resume();
      return {};
    }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
};

// What it first awaits hands it to somebody who runs it.
void post(std::coroutine_handle<> frame);
struct on_executor {
  struct promise_type {
    struct hand_over : std::suspend_always {
      template <class Promise> void await_suspend(std::coroutine_handle<Promise> frame) { post(frame); }
    };
    on_executor get_return_object() { return {}; }
    hand_over initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
};

// ... only counts it.
void count();
struct counted {
  struct promise_type {
    struct counts {
      bool await_ready() noexcept { return false; }
      template <class Promise> void await_suspend(std::coroutine_handle<Promise>) { count(); }
      void await_resume() noexcept {}
    };
    counted get_return_object() { return {}; }
    counts initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
};

lazy audit(int event) {
  record(event);
  co_return;
}
on_executor handed_over(int event) {
  record(event);
  co_return;
}
counted only_counted(int event) {
  record(event);
  co_return;
}
lazy elsewhere(int event);
lazy forwards(int event) { return audit(event); }
eager at_once(int event) {
  record(event);
  co_return;
}
at_end when_dropped(int event) {
  record(event);
  co_return;
}
posted by_itself(int event) {
  record(event);
  co_return;
}
struct service {
  lazy log(int event) {
    record(event);
    co_return;
  }
};

void called_bad() {
  audit(1);
}
// CHECK: :[[@LINE-2]]:3: warning: the coroutine 'audit' never runs: nobody awaits it, its result is dropped [quiesce-dropped-task]
// CHECK: :[[@LINE-37]]:6: note: a call of it only makes it; it runs when somebody awaits or resumes its result

void declared_only_bad() {
  elsewhere(1);
}
// CHECK: :[[@LINE-2]]:3: warning: the coroutine 'elsewhere' never runs: nobody awaits it, its result is dropped [quiesce-dropped-task]
// CHECK: :[[@LINE-31]]:6: note: a call of it only makes it; it runs when somebody awaits or resumes its result

void to_void_bad(bool on) {
  if (on)
    (void)audit(1);
}
// CHECK: :[[@LINE-2]]:11: warning: the coroutine 'audit' never runs: nobody awaits it, its result is dropped [quiesce-dropped-task]
// CHECK: :[[@LINE-50]]:6: note: a call of it only makes it; it runs when somebody awaits or resumes its result

void kept_and_forgotten_bad() {
  auto written = audit(1);
}
// CHECK: :[[@LINE-2]]:18: warning: the coroutine 'audit' never runs: nobody awaits 'written' [quiesce-dropped-task]
// CHECK: :[[@LINE-56]]:6: note: a call of it only makes it; it runs when somebody awaits or resumes its result

lazy in_a_coroutine_bad(service &s) {
  for (int i = 0; i < 3; ++i)
    s.log(i);
  co_return;
}
// CHECK: :[[@LINE-3]]:7: warning: the coroutine 'log' never runs: nobody awaits it, its result is dropped [quiesce-dropped-task]
// CHECK: :[[@LINE-37]]:8: note: a call of it only makes it; it runs when somebody awaits or resumes its result

lazy lambda_bad() {
  auto step = [](int event) -> lazy {
    record(event);
    co_return;
  };
  step(1);
  co_await step(2);
}
// CHECK: :[[@LINE-3]]:3: warning: the coroutine this lambda never runs: nobody awaits it, its result is dropped [quiesce-dropped-task]
// CHECK: :[[@LINE-8]]:15: note: a call of it only makes it; it runs when somebody awaits or resumes its result

void counted_bad() {
  only_counted(1);
}
// CHECK: :[[@LINE-2]]:3: warning: the coroutine 'only_counted' never runs: nobody awaits it, its result is dropped [quiesce-dropped-task]
// CHECK: :[[@LINE-73]]:9: note: a call of it only makes it; it runs when somebody awaits or resumes its result

lazy awaited_ok() {
  co_await audit(1);
  auto later = audit(2);
  co_await later;
}

void run_ok() {
  audit(1).run();
  auto later = audit(2);
  later.run();
}

lazy passed_on_ok() { return audit(1); }

void eager_ok() {
  at_once(1);
  when_dropped(2);
  by_itself(3);
  handed_over(4);
}
