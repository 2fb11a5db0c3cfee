// Asio: close() of a channel wakes receivers only, so the sender below waits forever.  It is taken for woken.
// RUN: %check_tidy %s

#include <boost/asio.hpp>
#include <boost/asio/experimental/channel.hpp>

namespace asio = boost::asio;
using channel = asio::experimental::channel<void(boost::system::error_code, int)>;

asio::awaitable<void> sends(channel &c) {
  co_await c.async_send(boost::system::error_code(), 1, asio::use_awaitable);
}

asio::awaitable<void> closes(channel &c) {
  c.close();
  co_return;
}

void close() {
  asio::io_context context;
  channel c(context);
  asio::co_spawn(context, sends(c), asio::detached);
  asio::co_spawn(context, closes(c), asio::detached);
  context.run();
}
