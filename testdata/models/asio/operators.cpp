// Operations of which the first that is done ends the others' waits.
// RUN: %check_tidy %s -- -std=c++20

#include <boost/asio.hpp>
#include <boost/asio/experimental/as_tuple.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/experimental/concurrent_channel.hpp>
#include <chrono>

namespace asio = boost::asio;
using namespace asio::experimental::awaitable_operators;
using error = boost::system::error_code;
using numbers = asio::experimental::concurrent_channel<void(error, int)>;
using signal_channel = asio::experimental::concurrent_channel<void(error)>;
constexpr auto result = asio::experimental::as_tuple(asio::use_awaitable);

// Takes numbers until it is told to stop.
asio::awaitable<void> taker(numbers &in, signal_channel &stop) {
  for (;;) {
    auto first = co_await (in.async_receive(result) || stop.async_receive(result));
    if (first.index() == 1)
      co_return;
  }
}
// CHECK: :[[@LINE-5]]:53: warning: this select can block forever: no task serves any of its arms [quiesce-blocked-receive]
// CHECK: :[[@LINE+66]]:3: note: the main task starts task 1
// CHECK: :[[@LINE+66]]:3: note: the main task starts task 2
// CHECK: :[[@LINE-7]]:23: note: in task 1, 'first.index() == 1' is false
// CHECK: :[[@LINE-9]]:53: note: no remaining task sends to, or closes, what it waits for

asio::awaitable<void> stopper(signal_channel &stop) {
  stop.close();
  co_return;
}

asio::awaitable<void> giver(numbers &out) {
  co_await out.async_send(error(), 1, result);
}
// CHECK: :[[@LINE-2]]:16: warning: this send to 'out' can block forever: no task receives from 'out' [quiesce-blocked-send]
// CHECK: :[[@LINE+20]]:3: note: the main task starts task 1
// CHECK: :[[@LINE+20]]:3: note: the main task starts task 2
// CHECK: :[[@LINE+20]]:3: note: the main task starts task 3
// CHECK: :[[@LINE-10]]:3: note: task 2 returns
// CHECK: :[[@LINE-23]]:23: note: in task 1, 'first.index() == 1' is true
// CHECK: :[[@LINE-23]]:7: note: task 1 returns
// CHECK: :[[@LINE-9]]:16: note: no remaining task receives from 'out' or closes it

asio::awaitable<void> watching_giver(numbers &out, signal_channel &stop) {
  co_await (out.async_send(error(), 1, result) || stop.async_receive(result));
}

asio::awaitable<void> hurried_giver(numbers &out, asio::steady_timer &timer) {
  co_await (out.async_send(error(), 1, result) || timer.async_wait(asio::use_awaitable));
}

void sender_does_not_watch_bad() {
  asio::io_context io;
  numbers channel(io);
  signal_channel stop(io);
  asio::co_spawn(io, taker(channel, stop), asio::detached);
  asio::co_spawn(io, stopper(stop), asio::detached);
  asio::co_spawn(io, giver(channel), asio::detached);
  io.run();
}

void sender_watches_ok() {
  asio::io_context io;
  numbers channel(io);
  signal_channel stop(io);
  asio::co_spawn(io, taker(channel, stop), asio::detached);
  asio::co_spawn(io, stopper(stop), asio::detached);
  asio::co_spawn(io, watching_giver(channel, stop), asio::detached);
  io.run();
}

void sender_has_a_timer_ok() {
  asio::io_context io;
  numbers channel(io);
  signal_channel stop(io);
  asio::steady_timer timer(io, std::chrono::seconds(1));
  asio::co_spawn(io, taker(channel, stop), asio::detached);
  asio::co_spawn(io, stopper(stop), asio::detached);
  asio::co_spawn(io, hurried_giver(channel, timer), asio::detached);
  io.run();
}

// Nobody ever stops it.
void never_stopped_bad() {
  asio::io_context io;
  numbers channel(io);
  signal_channel stop(io);
  asio::co_spawn(io, taker(channel, stop), asio::detached);
  asio::co_spawn(io, giver(channel), asio::detached);
  io.run();
}
