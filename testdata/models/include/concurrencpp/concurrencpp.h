// The names and signatures of concurrencpp that its model has, from the README that concurrencpp.yaml links.
#pragma once
#include <chrono>
#include <exception>

namespace concurrencpp {

enum class result_status { idle, value, exception };

template <class T> class result {
public:
  T get();
  void wait();
  template <class Rep, class Period> result_status wait_for(std::chrono::duration<Rep, Period> duration);
  explicit operator bool() const noexcept;
};
template <class T> class result_promise {
public:
  result_promise();
  result_promise(result_promise &&) noexcept;
  ~result_promise() noexcept;
  template <class... Args> void set_result(Args &&...args);
  void set_exception(std::exception_ptr);
  template <class F, class... Args> void set_from_function(F &&callable, Args &&...args) noexcept;
  result<T> get_result();
};

} // namespace concurrencpp
