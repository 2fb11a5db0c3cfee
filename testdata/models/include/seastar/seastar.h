// The names and signatures of Seastar that its model has, from the pages that seastar.yaml links.
#pragma once
#include "../coroutine.h"
#include <chrono>
#include <cstddef>
#include <exception>

namespace seastar {

template <class T = void> class [[nodiscard]] future : public minimal::Awaitable<T> {
public:
  using promise_type = minimal::Promise<future, T>;
  T get();
  void wait() noexcept;
  bool available() const noexcept;
};
template <class T = void> class promise {
public:
  promise() noexcept;
  promise(promise &&) noexcept;
  ~promise();
  future<T> get_future() noexcept;
  template <class... A> void set_value(A &&...a) noexcept;
  void set_exception(std::exception_ptr &&ex) noexcept;
};
class abort_source {
public:
  abort_source() = default;
  abort_source(const abort_source &) = delete;
  void request_abort() noexcept;
  template <class Exception> void request_abort_ex(Exception &&e) noexcept {}
  bool abort_requested() const noexcept;
  void check() const;
};
template <class T> class queue {
public:
  explicit queue(std::size_t size);
  bool push(T &&a);
  T pop() noexcept;
  bool empty() const noexcept;
  std::size_t size() const noexcept;
  future<> not_empty() noexcept;
  future<T> pop_eventually();
  future<> push_eventually(T &&data);
  void abort(std::exception_ptr ex) noexcept;
};
class gate {
public:
  bool try_enter() noexcept;
  void enter();
  void leave() noexcept;
  future<> close() noexcept;
};
struct semaphore_default_exception_factory {};
template <class ExceptionFactory> class basic_semaphore {
public:
  basic_semaphore(std::size_t count) noexcept;
  future<> wait(std::size_t nr = 1) noexcept;
  future<> wait(std::chrono::steady_clock::duration timeout, std::size_t nr = 1) noexcept;
  void signal(std::size_t nr = 1) noexcept;
  bool try_wait(std::size_t nr = 1) noexcept;
};
using semaphore = basic_semaphore<semaphore_default_exception_factory>;

} // namespace seastar
