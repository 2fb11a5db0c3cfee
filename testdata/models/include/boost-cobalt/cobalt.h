// The names and signatures of Boost.Cobalt that its model has, from the page that boost-cobalt.yaml links.
#pragma once
#include "../coroutine.h"
#include <cstddef>

namespace boost::cobalt {

template <class T = void> struct task : minimal::Awaitable<T> {
  using promise_type = minimal::Promise<task, T>;
};
template <class T> struct channel {
  explicit channel(std::size_t limit = 0u);
  ~channel();
  bool is_open() const;
  void close();
  minimal::Awaitable<T> read();
  minimal::Awaitable<void> write(T &&value);
  minimal::Awaitable<void> write(T &value);
};

} // namespace boost::cobalt
