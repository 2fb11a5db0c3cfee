// Asio, in Boost: where a context runs for a while only, or a pool is stopped, no coroutine of the unit is judged.
// RUN: %check_tidy %s -- -std=c++20

#include <boost/asio.hpp>
#include <boost/asio/experimental/channel.hpp>
#include <latch>

namespace asio = boost::asio;
using channel = asio::experimental::channel<void(boost::system::error_code, int)>;

asio::awaitable<void> sends(channel &c) { co_await c.async_send(boost::system::error_code(), 1, asio::use_awaitable); }

void runs_ok(int how) {
  asio::io_context context;
  channel c(context);
  asio::co_spawn(context, sends(c), asio::detached);
  const auto soon = std::chrono::milliseconds(1);
  const auto until = std::chrono::steady_clock::now();
  if (how == 0)
    context.poll();
  if (how == 1)
    context.poll_one();
  if (how == 2)
    context.run_for(soon);
  if (how == 3)
    context.run_one();
  if (how == 4)
    context.run_one_for(soon);
  if (how == 5)
    context.run_one_until(until);
  if (how == 6)
    context.run_until(until);
}

void stopped_ok() {
  asio::thread_pool pool(1);
  channel c(pool);
  asio::co_spawn(pool, sends(c), asio::detached);
  pool.stop();
  pool.join();
}

void errors_ok(boost::system::error_code error) {
  std::latch once(1);
  error.clear();
  if (!error.failed())
    once.count_down();
  once.wait();
}
