// Asio: the error code in a tuple ends the loop, and here nobody sends one or closes the channel.
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
// CHECK: :[[@LINE-6]]:38: warning: this loop receives from 'c' forever: nobody closes it on this path [quiesce-missing-close]
// CHECK: :[[@LINE+6]]:3: note: the main task starts task 1
// CHECK: :[[@LINE-8]]:38: note: no path from here calls close on 'c'

void drain_bad() {
  asio::io_context context;
  channel c(context, 1);
  asio::co_spawn(context, drains(c), asio::detached);
  context.run();
}
