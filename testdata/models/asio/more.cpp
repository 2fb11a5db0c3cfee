// Asio: the other members.
// RUN: %check_tidy %s -- -std=c++20 -DASIO_HAS_CO_AWAIT -DASIO_HAS_STD_COROUTINE

#include <asio.hpp>
#include <asio/experimental/as_tuple.hpp>
#include <asio/experimental/channel.hpp>
#include <latch>

using channel = asio::experimental::channel<void(asio::error_code, int)>;
constexpr auto result = asio::experimental::as_tuple(asio::use_awaitable);

void use(int);

asio::awaitable<void> tried_bad() {
  channel c(co_await asio::this_coro::executor, 1);
  if (c.try_send(asio::error_code(), 1))
    co_await c.async_send(asio::error_code(), 2, asio::use_awaitable);
}
// CHECK: :[[@LINE-2]]:16: warning: this send to 'c' can block forever: no task receives from 'c' [quiesce-blocked-send]
// CHECK: :[[@LINE-4]]:9: note: the main task sends to 'c'
// CHECK: :[[@LINE-5]]:7: note: in the main task, 'c.try_send(asio::error_code(), 1)' is true
// CHECK: :[[@LINE-5]]:16: note: no remaining task receives from 'c' or closes it

asio::awaitable<void> tried_ok() {
  channel c(co_await asio::this_coro::executor, 1);
  if (c.try_send(asio::error_code(), 1))
    co_await c.async_receive(asio::use_awaitable);
}

void pool_bad() {
  std::latch never(1);
  asio::thread_pool pool(1);
  asio::post(pool, [&] { never.wait(); });
  pool.wait();
}
// CHECK: :[[@LINE-3]]:32: warning: this wait for 'never' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-4]]:3: note: the main task starts task 1
// CHECK: :[[@LINE-5]]:32: note: no remaining task changes the count of 'never'

void pool_ok() {
  std::latch once(1);
  asio::thread_pool pool(1);
  asio::post(pool, [&] { once.wait(); });
  once.count_down();
  pool.wait();
}

void cleared_ok() {
  asio::error_code error = asio::error::eof;
  std::latch once(1);
  error.clear();
  if (!error)
    once.count_down();
  once.wait();
}

asio::awaitable<void> open_ok() {
  channel c(co_await asio::this_coro::executor, 1);
  if (c.is_open())
    c.close();
  while (c.is_open())
    co_await c.async_receive(result);
}

asio::awaitable<void> open_bad() {
  channel c(co_await asio::this_coro::executor, 1);
  co_await c.async_send(asio::error_code(), 1, asio::use_awaitable);
  while (c.is_open())
    co_await c.async_receive(result);
}
// CHECK: :[[@LINE-2]]:16: warning: this receive from 'c' can block forever: no task sends to 'c' any more or closes it [quiesce-blocked-receive]
// CHECK: :[[@LINE-5]]:14: note: the main task sends to 'c'
// CHECK: :[[@LINE-4]]:16: note: no remaining task sends to 'c' or closes it
