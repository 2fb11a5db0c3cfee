// The names and signatures of cppcoro that its model has, from the README that cppcoro.yaml links.
#pragma once
#include "../coroutine.h"
#include <cstddef>

namespace cppcoro {

template <class T = void> struct task : minimal::Awaitable<T> {
  using promise_type = minimal::Promise<task, T>;
};
template <class Awaitable> auto sync_wait(Awaitable &&awaitable) -> decltype(awaitable.await_resume());

class async_manual_reset_event {
public:
  async_manual_reset_event(bool initiallySet = false) noexcept;
  ~async_manual_reset_event();
  minimal::Awaitable<void> operator co_await() const noexcept;
  bool is_set() const noexcept;
  void set() noexcept;
  void reset() noexcept;
};
class async_latch {
public:
  explicit async_latch(std::ptrdiff_t initialCount) noexcept;
  minimal::Awaitable<void> operator co_await() const noexcept;
  bool is_ready() const noexcept;
  void count_down(std::ptrdiff_t n = 1) noexcept;
};
class async_mutex {
public:
  bool try_lock() noexcept;
  minimal::Awaitable<void> lock_async() noexcept;
  void unlock();
};
class async_scope {
public:
  ~async_scope();
  template <class Awaitable> void spawn(Awaitable &&awaitable) {}
  [[nodiscard]] minimal::Awaitable<void> join() noexcept;
};
class cancellation_token {
public:
  bool is_cancellation_requested() const noexcept;
  bool can_be_cancelled() const noexcept;
  void throw_if_cancellation_requested() const;
};
class cancellation_registration {
public:
  template <class Function> cancellation_registration(cancellation_token token, Function &&callback) {}
  ~cancellation_registration();
};
class cancellation_source {
public:
  cancellation_source();
  cancellation_token token() const noexcept;
  void request_cancellation();
  bool is_cancellation_requested() const noexcept;
  bool can_be_cancelled() const noexcept;
};

} // namespace cppcoro
