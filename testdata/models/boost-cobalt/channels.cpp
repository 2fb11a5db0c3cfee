// Boost.Cobalt: channels.
// RUN: %check_tidy %s -- -std=c++20 -isystem %root/testdata/models/include/boost-cobalt

#include <cobalt.h>

namespace cobalt = boost::cobalt;

bool fails();
void use(int);

cobalt::task<> rendezvous_bad() {
  cobalt::channel<int> channel;
  co_await channel.write(1);
}
// CHECK: :[[@LINE-2]]:20: warning: this send to 'channel' can block forever: no task receives from 'channel' [quiesce-blocked-send]
// CHECK: :[[@LINE-3]]:20: note: no remaining task receives from 'channel' or closes it

cobalt::task<> empty_bad() {
  cobalt::channel<int> channel(2);
  if (!fails())
    co_await channel.write(1);
  use(co_await channel.read());
}
// CHECK: :[[@LINE-2]]:24: warning: this receive from 'channel' can block forever: no task sends to 'channel' or closes it [quiesce-blocked-receive]
// CHECK: :[[@LINE-5]]:8: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-4]]:24: note: no remaining task sends to 'channel' or closes it

cobalt::task<> buffered_ok() {
  cobalt::channel<int> channel(2);
  co_await channel.write(1);
  use(co_await channel.read());
}

cobalt::task<> closed_ok() {
  cobalt::channel<int> channel;
  channel.close();
  co_await channel.read();
}

cobalt::task<> open_ok() {
  cobalt::channel<int> channel(2);
  co_await channel.write(1);
  if (channel.is_open())
    channel.close();
  while (channel.is_open())
    use(co_await channel.read());
}

cobalt::task<> open_bad() {
  cobalt::channel<int> channel(1);
  co_await channel.write(1);
  while (channel.is_open())
    use(co_await channel.read());
}
// CHECK: :[[@LINE-2]]:26: warning: this receive from 'channel' can block forever: no task sends to 'channel' any more or closes it [quiesce-blocked-receive]
// CHECK: :[[@LINE-5]]:20: note: the main task sends to 'channel'
// CHECK: :[[@LINE-4]]:26: note: no remaining task sends to 'channel' or closes it
