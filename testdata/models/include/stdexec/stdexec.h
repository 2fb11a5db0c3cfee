// The names and signatures of stdexec that its model has, from the headers that stdexec.yaml links.
#pragma once
#include "../coroutine.h"

namespace stdexec {

class inplace_stop_token {
public:
  bool stop_requested() const noexcept;
  bool stop_possible() const noexcept;
};
template <class F> class inplace_stop_callback {
public:
  template <class F2> explicit inplace_stop_callback(inplace_stop_token token, F2 &&function) noexcept {}
  ~inplace_stop_callback() {}
};
template <class F> inplace_stop_callback(inplace_stop_token, F) -> inplace_stop_callback<F>;
class inplace_stop_source {
public:
  inplace_stop_source() noexcept;
  ~inplace_stop_source();
  bool request_stop() noexcept;
  inplace_stop_token get_token() const noexcept;
  bool stop_requested() const noexcept;
};
class run_loop {
public:
  struct scheduler {};
  scheduler get_scheduler() noexcept;
  void run();
  void finish();
};

} // namespace stdexec

namespace exec {

template <class T> struct task : minimal::Awaitable<T> {
  using promise_type = minimal::Promise<task, T>;
};
namespace __scope {
struct async_scope {
  ~async_scope();
  template <class Sender> void spawn(Sender &&sender) {}
  [[nodiscard]] minimal::Awaitable<void> on_empty() const;
  bool request_stop() noexcept;
};
} // namespace __scope
using __scope::async_scope;

} // namespace exec
