// A known limit: what only gives on another's coroutine is not looked through.
// RUN: %check_tidy %s

#include <coroutine>
#include <exception>

struct lazy {
  struct promise_type {
    lazy get_return_object() { return {}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
};

lazy audit() { co_return; }
lazy forwards() { return audit(); }

void fn_forwarded_coroutine() { forwards(); }
