// Asio: what comes with an error code is not followed, so nothing is said about the channel below, which nobody closes.
// RUN: %check_tidy %s

#include <boost/asio.hpp>
#include <boost/asio/experimental/as_tuple.hpp>
#include <boost/asio/experimental/channel.hpp>

namespace asio = boost::asio;
using channel = asio::experimental::channel<void(boost::system::error_code, int)>;

void use(int);

asio::awaitable<void> drains(channel &c) {
  while (true) {
    auto [error, value] = co_await c.async_receive(asio::experimental::as_tuple(asio::use_awaitable));
    if (error)
      break;
    use(value);
  }
}

void drain() {
  asio::io_context context;
  channel c(context, 1);
  asio::co_spawn(context, drains(c), asio::detached);
  context.run();
}
