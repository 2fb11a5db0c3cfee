// Asio: pools, contexts, channels of coroutines.
// RUN: %check_tidy %s -- -std=c++20 -DASIO_HAS_CO_AWAIT -DASIO_HAS_STD_COROUTINE

#include <asio.hpp>
#include <asio/experimental/channel.hpp>
#include <semaphore>

bool fails();
void use(int);

using channel = asio::experimental::channel<void(asio::error_code, int)>;

void pool_bad() {
  std::binary_semaphore done(0);
  asio::thread_pool pool(2);
  asio::post(pool, [&] { done.acquire(); });
  if (!fails())
    done.release();
  pool.join();
}
// CHECK: :[[@LINE-5]]:31: warning: this acquire of 'done' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-6]]:3: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:8: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-8]]:31: note: no remaining task changes the count of 'done'

void pool_ok() {
  std::binary_semaphore done(0);
  asio::thread_pool pool(2);
  asio::post(pool, [&] { done.acquire(); });
  asio::post(pool, [&] { done.release(); });
  pool.join();
}

asio::awaitable<void> sends(channel &c) {
  co_await c.async_send(asio::error_code(), 1, asio::use_awaitable);
}
// CHECK: :[[@LINE-2]]:14: warning: this send to 'c' can block forever: no task receives from 'c' [quiesce-blocked-send]
// CHECK: :[[@LINE+24]]:3: note: the main task starts task 1
// CHECK: :[[@LINE-4]]:14: note: no remaining task receives from 'c' or closes it

asio::awaitable<void> receives(channel &c) {
  use(co_await c.async_receive(asio::use_awaitable));
}
// CHECK: :[[@LINE-2]]:18: warning: this receive from 'c' can block forever: no task sends to 'c' or closes it [quiesce-blocked-receive]
// CHECK: :[[@LINE+39]]:3: note: the main task starts task 1
// CHECK: :[[@LINE+39]]:8: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-5]]:18: note: no remaining task sends to 'c' or closes it

asio::awaitable<void> drains(channel &c) {
  while (true)
    use(co_await c.async_receive(asio::use_awaitable));
}
// CHECK: :[[@LINE-2]]:20: warning: this loop receives from 'c' forever: nobody closes it on this path [quiesce-missing-close]
// CHECK: :[[@LINE+39]]:3: note: the main task starts task 1
// CHECK: :[[@LINE+39]]:3: note: the main task starts task 2
// CHECK: :[[@LINE-21]]:14: note: task 2 sends to 'c'
// CHECK: :[[@LINE-6]]:20: note: no path from here calls close on 'c'

void rendezvous_bad() {
  asio::io_context context;
  channel c(context);
  asio::co_spawn(context, sends(c), asio::detached);
  context.run();
}

void rendezvous_ok() {
  asio::io_context context;
  channel c(context);
  asio::co_spawn(context, sends(c), asio::detached);
  asio::co_spawn(context, receives(c), asio::detached);
  context.run();
}

void buffered_ok() {
  asio::io_context context;
  channel c(context, 1);
  asio::co_spawn(context, sends(c), asio::detached);
  context.run();
}

void empty_bad() {
  asio::io_context context;
  channel c(context, 1);
  asio::co_spawn(context, receives(c), asio::detached);
  if (!fails())
    asio::co_spawn(context, sends(c), asio::detached);
  context.run();
}

void drain_bad() {
  asio::io_context context;
  channel c(context, 1);
  asio::co_spawn(context, drains(c), asio::detached);
  asio::co_spawn(context, sends(c), asio::detached);
  context.run();
}

void drain_ok() {
  asio::io_context context;
  channel c(context, 1);
  asio::co_spawn(context, drains(c), asio::detached);
  asio::co_spawn(
      context,
      [&]() -> asio::awaitable<void> {
        co_await c.async_send(asio::error_code(), 1, asio::use_awaitable);
        c.close();
      },
      asio::detached);
  context.run();
}

void callback_ok() {
  asio::io_context context;
  channel c(context);
  c.async_receive([](asio::error_code, int value) { use(value); });
  context.run();
}

asio::awaitable<void> sends_end(channel &c) {
  co_await c.async_send(asio::error_code(), 1, asio::use_awaitable);
  co_await c.async_send(asio::error::eof, 0, asio::use_awaitable);
}

// The error ends the loop.
void error_ok() {
  asio::io_context context;
  channel c(context, 1);
  asio::co_spawn(context, drains(c), asio::detached);
  asio::co_spawn(context, sends_end(c), asio::detached);
  context.run();
}
