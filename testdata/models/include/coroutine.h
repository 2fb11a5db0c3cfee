// What the coroutine libraries of this folder share: a coroutine's return type and a thing to await.
#pragma once
#include <coroutine>

namespace minimal {

template <class T> struct Awaitable {
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<>) const noexcept;
  T await_resume() const;
};

template <class Task, class T> struct Returns {
  void return_value(T);
};
template <class Task> struct Returns<Task, void> {
  void return_void();
};

template <class Task, class T> struct Promise : Returns<Task, T> {
  Task get_return_object();
  std::suspend_always initial_suspend() noexcept;
  std::suspend_always final_suspend() noexcept;
  void unhandled_exception();
};

} // namespace minimal
