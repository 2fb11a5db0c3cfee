// Asio: coroutines that a signal cancels.
// RUN: %check_tidy %s -- -std=c++20

#include <boost/asio.hpp>
#include <boost/asio/experimental/channel.hpp>
#include <mutex>

namespace asio = boost::asio;

bool fails();
void use(int);

using channel = asio::experimental::channel<void(boost::system::error_code, int)>;

asio::awaitable<void> receives(channel &c) {
  use(co_await c.async_receive(asio::use_awaitable));
}
// CHECK: :[[@LINE-2]]:18: warning: this receive from 'c' can block forever: no task sends to 'c' or closes it [quiesce-blocked-receive]
// CHECK: :[[@LINE+8]]:3: note: the main task starts task 1
// CHECK: :[[@LINE+9]]:8: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-5]]:18: note: no remaining task sends to 'c' or closes it

void not_emitted_bad() {
  asio::io_context context;
  asio::cancellation_signal stop;
  channel c(context);
  asio::co_spawn(context, receives(c),
                 asio::bind_cancellation_slot(stop.slot(), asio::detached));
  if (!fails())
    stop.emit(asio::cancellation_type::terminal);
  context.run();
}

asio::awaitable<void> told(channel &c) {
  use(co_await c.async_receive(asio::use_awaitable));
}

void emitted_ok() {
  asio::io_context context;
  asio::cancellation_signal stop;
  channel c(context);
  asio::co_spawn(context, told(c),
                 asio::bind_cancellation_slot(stop.slot(), asio::detached));
  stop.emit(asio::cancellation_type::terminal);
  context.run();
}

// Who emits is not known.
void given_ok(asio::cancellation_slot slot) {
  asio::io_context context;
  channel c(context);
  asio::co_spawn(context, told(c),
                 asio::bind_cancellation_slot(slot, asio::detached));
  context.run();
}

void connected_bad() {
  asio::cancellation_signal stop;
  std::mutex mutex;
  mutex.lock();
  if (stop.slot().is_connected())
    mutex.lock();
}
// CHECK: :[[@LINE-2]]:11: warning: this lock of 'mutex' blocks forever: the main task holds the lock already [quiesce-deadlock]
// CHECK: :[[@LINE-5]]:9: note: the main task locks 'mutex'
// CHECK: :[[@LINE-5]]:7: note: in the main task, 'stop.slot().is_connected()' is true
// CHECK: :[[@LINE-5]]:11: note: the lock is not released before it is taken again

// A slot of no signal.
void connected_ok() {
  asio::cancellation_slot slot;
  std::mutex mutex;
  mutex.lock();
  if (slot.is_connected())
    mutex.lock();
}
