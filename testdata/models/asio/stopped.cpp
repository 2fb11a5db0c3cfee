// Asio: where a context is stopped, no coroutine of the unit is judged.
// RUN: %check_tidy %s -- -std=c++20 -DASIO_HAS_CO_AWAIT -DASIO_HAS_STD_COROUTINE

#include <asio.hpp>
#include <asio/experimental/channel.hpp>

using channel = asio::experimental::channel<void(asio::error_code, int)>;

asio::awaitable<void> sends(channel &c) {
  co_await c.async_send(asio::error_code(), 1, asio::use_awaitable);
}

void stopped_ok() {
  asio::io_context context;
  channel c(context);
  asio::co_spawn(context, sends(c), asio::detached);
  context.stop();
  context.run();
}
