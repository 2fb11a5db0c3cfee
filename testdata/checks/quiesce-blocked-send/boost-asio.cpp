// Coroutines of Boost.Asio and their channels.
// RUN: %check_tidy %s

#include <boost/asio.hpp>
#include <boost/asio/experimental/as_tuple.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/experimental/channel.hpp>
#include <boost/asio/experimental/concurrent_channel.hpp>
#include <memory>
#include <thread>
#include <tuple>

namespace asio = boost::asio;
using namespace std::chrono_literals;
using namespace asio::experimental::awaitable_operators;
using boost::system::error_code;
using ints = asio::experimental::concurrent_channel<void(error_code, int)>;
using signals = asio::experimental::channel<void(error_code)>;
constexpr auto result = asio::experimental::as_tuple(asio::use_awaitable);

bool fails();
void use(int);

static asio::awaitable<void> produce(std::shared_ptr<ints> out) {
  for (int i = 0; i < 3; ++i)
    co_await out->async_send(error_code{}, i, asio::use_awaitable);
}
// CHECK: :[[@LINE-2]]:19: warning: this send to 'out' can block forever: no task receives from 'out' [quiesce-blocked-send]
// CHECK: :[[@LINE+21]]:3: note: the main task starts task 1
// CHECK: :[[@LINE+21]]:3: note: the main task starts task 2
// CHECK: :[[@LINE+5]]:7: note: in task 2, 'fails()' is true
// CHECK: :[[@LINE+5]]:5: note: task 2 returns
// CHECK: :[[@LINE-7]]:19: note: no remaining task receives from 'out' or closes it

static asio::awaitable<void> consume_some(std::shared_ptr<ints> in) {
  if (fails())
    co_return;
  for (int i = 0; i < 3; ++i)
    use(co_await in->async_receive(asio::use_awaitable));
}

static asio::awaitable<void> consume_all(std::shared_ptr<ints> in) {
  for (int i = 0; i < 3; ++i)
    use(co_await in->async_receive(asio::use_awaitable));
}

void receiver_leaves_bad() {
  asio::io_context io;
  auto c = std::make_shared<ints>(io, 1);
  asio::co_spawn(io, produce(c), asio::detached);
  asio::co_spawn(io, consume_some(c), asio::detached);
  io.run();
}

void room_for_all_ok() {
  asio::io_context io;
  auto c = std::make_shared<ints>(io, 3);
  asio::co_spawn(io, produce(c), asio::detached);
  asio::co_spawn(io, consume_some(c), asio::detached);
  io.run();
}

void all_are_taken_ok() {
  asio::thread_pool pool(2);
  auto c = std::make_shared<ints>(pool, 1);
  asio::co_spawn(pool, produce(c), asio::detached);
  asio::co_spawn(pool, consume_all(c), asio::detached);
  pool.join();
}

// A lambda, and a result that tells of the close.
void nobody_closes_bad() {
  asio::io_context io;
  auto c = std::make_shared<ints>(io, 3);
  asio::co_spawn(io, produce(c), asio::detached);
  asio::co_spawn(
      io,
      [c]() -> asio::awaitable<void> {
        for (;;) {
          auto [error, value] = co_await c->async_receive(result);
          if (error)
            co_return;
          use(value);
        }
      },
      asio::detached);
  io.run();
}
// CHECK: :[[@LINE-9]]:45: warning: this loop receives from 'c' forever: nobody closes it on this path [quiesce-missing-close]
// CHECK: :[[@LINE-15]]:3: note: the main task starts task 1
// CHECK: :[[@LINE-15]]:3: note: the main task starts task 2
// CHECK: :[[@LINE-66]]:19: note: task 1 sends to 'out'
// CHECK: :[[@LINE-12]]:15: note: in task 2, 'error' is false
// CHECK: :[[@LINE-14]]:45: note: no path from here calls close on 'c'

static asio::awaitable<void> produce_and_close(std::shared_ptr<ints> out) {
  for (int i = 0; i < 3; ++i)
    if (auto [error] = co_await out->async_send(error_code{}, i, result); error)
      co_return;
  out->close();
}

void closed_ok() {
  asio::io_context io;
  auto c = std::make_shared<ints>(io, 1);
  asio::co_spawn(io, produce_and_close(c), asio::detached);
  asio::co_spawn(
      io,
      [c]() -> asio::awaitable<void> {
        auto [error, value] = co_await c->async_receive(result);
        while (!error) {
          use(value);
          std::tie(error, value) = co_await c->async_receive(result);
        }
      },
      asio::detached);
  io.run();
}

// The last message is an error, and ends the loop.
static asio::awaitable<void> produce_and_end(std::shared_ptr<ints> out) {
  for (int i = 0; i < 3; ++i)
    co_await out->async_send(error_code{}, i, result);
  co_await out->async_send(asio::error::eof, 0, result);
}

void end_is_sent_ok() {
  asio::io_context io;
  auto c = std::make_shared<ints>(io, 1);
  asio::co_spawn(io, produce_and_end(c), asio::detached);
  asio::co_spawn(
      io,
      [c]() -> asio::awaitable<void> {
        try {
          for (;;)
            use(co_await c->async_receive(asio::use_awaitable));
        } catch (const boost::system::system_error &) {
        }
      },
      asio::detached);
  io.run();
}

// A call below the coroutine.
static asio::awaitable<void> wait_for(std::shared_ptr<signals> done) {
  co_await done->async_receive(asio::use_awaitable);
}
// CHECK: :[[@LINE-2]]:18: warning: this receive from 'done' can block forever: no task sends to 'done' or closes it [quiesce-blocked-receive]
// CHECK: :[[@LINE+21]]:3: note: the main task starts task 1
// CHECK: :[[@LINE+14]]:3: note: task 1 starts task 2
// CHECK: :[[@LINE+6]]:7: note: in task 2, 'fails()' is true
// CHECK: :[[@LINE+6]]:5: note: task 2 returns
// CHECK: :[[@LINE+12]]:12: note: in a call from here
// CHECK: :[[@LINE-8]]:18: note: no remaining task sends to 'done' or closes it

static asio::awaitable<void> helper(std::shared_ptr<signals> done) {
  if (fails())
    co_return;
  co_await done->async_send(error_code{}, asio::use_awaitable);
}

static asio::awaitable<void> asks(asio::io_context &io) {
  auto done = std::make_shared<signals>(io);
  asio::co_spawn(io, helper(done), asio::detached);
  co_await wait_for(done);
}

void helper_leaves_bad() {
  asio::io_context io;
  asio::co_spawn(io, asks(io), asio::detached);
  io.run();
}

// ---- What is not known -----------------------------------------------------

// A callback, not an await.
void callback_ok() {
  asio::io_context io;
  ints c(io);
  c.async_receive([](error_code, int) {});
  c.async_send(error_code{}, 1, [](error_code) {});
  io.run();
}

// The wait has another way out.
void either_ok() {
  asio::io_context io;
  auto c = std::make_shared<ints>(io);
  asio::steady_timer timer(io, 1s);
  asio::co_spawn(
      io,
      [&]() -> asio::awaitable<void> {
        co_await (c->async_receive(asio::use_awaitable) ||
                  timer.async_wait(asio::use_awaitable));
      },
      asio::detached);
  io.run();
}

// What is told of its end closes the channel.
void told_of_its_end_ok() {
  asio::io_context io;
  auto c = std::make_shared<ints>(io, 3);
  asio::co_spawn(io, produce(c), [c](std::exception_ptr) { c->close(); });
  asio::co_spawn(
      io,
      [c]() -> asio::awaitable<void> {
        for (;;) {
          auto [error, value] = co_await c->async_receive(result);
          if (error)
            co_return;
        }
      },
      asio::detached);
  io.run();
}

void cancelled_ok() {
  asio::io_context io;
  auto c = std::make_shared<ints>(io);
  asio::co_spawn(io, consume_all(c), asio::detached);
  std::jthread runs([&io] { io.run(); });
  std::this_thread::sleep_for(1s);
  c->cancel();
}

// Somebody else may send.
void keep(std::shared_ptr<ints> c);
void escapes_ok() {
  asio::io_context io;
  auto c = std::make_shared<ints>(io);
  keep(c);
  asio::co_spawn(io, consume_all(c), asio::detached);
  io.run();
}
