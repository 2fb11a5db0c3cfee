// Asio: close() of a channel wakes receivers only, so a sender that waits already waits forever.
// RUN: %check_tidy %s

#include <boost/asio.hpp>
#include <boost/asio/experimental/channel.hpp>

namespace asio = boost::asio;
using channel = asio::experimental::channel<void(boost::system::error_code, int)>;

asio::awaitable<void> sends(channel &c) {
  co_await c.async_send(boost::system::error_code(), 1, asio::use_awaitable);
}
// CHECK: :[[@LINE-2]]:14: warning: this send to 'c' can block forever: no task receives from 'c' [quiesce-blocked-send]
// CHECK: :[[@LINE+14]]:3: note: the main task starts task 1
// CHECK: :[[@LINE+14]]:3: note: the main task starts task 2
// CHECK: :[[@LINE+5]]:5: note: task 2 closes 'c'
// CHECK: :[[@LINE+5]]:3: note: task 2 returns
// CHECK: :[[@LINE-7]]:14: note: no remaining task receives from 'c' or closes it

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

asio::awaitable<void> takes(channel &c) {
  co_await c.async_receive(asio::use_awaitable);
}

void close_then_receive_ok() {
  asio::io_context context;
  channel c(context);
  asio::co_spawn(context, sends(c), asio::detached);
  asio::co_spawn(context, closes(c), asio::detached);
  asio::co_spawn(context, takes(c), asio::detached);
  context.run();
}
