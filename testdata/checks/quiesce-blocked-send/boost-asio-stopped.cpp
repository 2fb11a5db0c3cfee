// A context that is stopped, or run for a while, leaves its coroutines where
// they wait, and nobody waits for them.
// RUN: %check_tidy %s

#include <boost/asio.hpp>
#include <boost/asio/experimental/concurrent_channel.hpp>
#include <memory>

namespace asio = boost::asio;
using boost::system::error_code;
using ints = asio::experimental::concurrent_channel<void(error_code, int)>;

void use(int);

static asio::awaitable<void> consume(std::shared_ptr<ints> in) {
  for (;;)
    use(co_await in->async_receive(asio::use_awaitable));
}

static asio::awaitable<void> produce(std::shared_ptr<ints> out) {
  for (int i = 0; i < 3; ++i)
    co_await out->async_send(error_code{}, i, asio::use_awaitable);
}

void for_a_while_ok() {
  asio::io_context io;
  auto c = std::make_shared<ints>(io);
  asio::co_spawn(io, consume(c), asio::detached);
  asio::co_spawn(io, produce(c), asio::detached);
  io.run_for(std::chrono::seconds(1));
}

int main() {
  asio::io_context io;
  auto c = std::make_shared<ints>(io);
  asio::signal_set signals(io, SIGINT);
  signals.async_wait([&](auto, auto) { io.stop(); });
  asio::co_spawn(io, consume(c), asio::detached);
  asio::co_spawn(io, produce(c), asio::detached);
  io.run();
}
