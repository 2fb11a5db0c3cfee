// The names and signatures of libunifex that its model has, from the headers that libunifex.yaml links.
#pragma once
#include "../coroutine.h"

namespace unifex {

template <class T = void> struct task : minimal::Awaitable<T> {
  using promise_type = minimal::Promise<task, T>;
};
namespace _amre {
struct async_manual_reset_event {
  async_manual_reset_event() noexcept;
  explicit async_manual_reset_event(bool startSignalled) noexcept;
  void set() noexcept;
  bool ready() const noexcept;
  void reset() noexcept;
  [[nodiscard]] minimal::Awaitable<void> async_wait() noexcept;
};
} // namespace _amre
using _amre::async_manual_reset_event;

class async_mutex {
public:
  async_mutex() noexcept;
  ~async_mutex();
  [[nodiscard]] bool try_lock() noexcept;
  [[nodiscard]] minimal::Awaitable<void> async_lock() noexcept;
  void unlock() noexcept;
};
inline namespace v1 {
struct async_scope {
  async_scope() noexcept;
  ~async_scope();
  template <class Sender> void detached_spawn(Sender &&sender) {}
  [[nodiscard]] minimal::Awaitable<void> complete() noexcept;
  [[nodiscard]] minimal::Awaitable<void> cleanup() noexcept;
  void request_stop() noexcept;
};
} // namespace v1
class inplace_stop_token {
public:
  bool stop_requested() const noexcept;
  bool stop_possible() const noexcept;
};
template <class F> class inplace_stop_callback {
public:
  inplace_stop_callback(inplace_stop_token token, F &&function) noexcept {}
  ~inplace_stop_callback() {}
};
class inplace_stop_source {
public:
  bool request_stop() noexcept;
  inplace_stop_token get_token() noexcept;
  bool stop_requested() const noexcept;
};

} // namespace unifex
