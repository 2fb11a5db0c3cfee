// folly: channels of a sender and a receiver, and events that are used again.
// RUN: %check_tidy %s -- -std=c++20 -isystem %root/testdata/models/include/folly

#include <folly.h>
#include <thread>

using namespace folly::coro;
using Channel = folly::channels::Channel<int>;

bool fails();
void use(int);

Task<> sender_stays_bad() {
  auto [receiver, sender] = Channel::create();
  sender.write(1);
  while (auto value = co_await receiver.next())
    use(*value);
}
// CHECK: :[[@LINE-3]]:41: warning: this loop receives from 'receiver' forever: nobody closes it on this path [quiesce-missing-close]
// CHECK: :[[@LINE-5]]:10: note: the main task sends to 'sender'
// CHECK: :[[@LINE-5]]:41: note: no path from here calls close on 'receiver'

Task<> sender_closed_ok() {
  auto [receiver, sender] = Channel::create();
  sender.write(1);
  std::move(sender).close();
  while (auto value = co_await receiver.next())
    use(*value);
}

Task<> sender_goes_ok() {
  auto [receiver, sender] = Channel::create();
  std::thread writes([sender = std::move(sender)]() mutable { sender.write(1); });
  while (auto value = co_await receiver.next())
    use(*value);
  writes.join();
}

Task<> receiver_gone_ok() {
  auto [receiver, sender] = Channel::create();
  std::move(receiver).cancel();
  sender.write(1);
  co_return;
}

void reset_bad() {
  folly::Baton<> baton;
  baton.post();
  baton.wait();
  baton.reset();
  baton.wait();
}
// CHECK: :[[@LINE-2]]:9: warning: this wait for 'baton' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-6]]:9: note: the main task counts 'baton' down
// CHECK: :[[@LINE-4]]:9: note: no remaining task changes the count of 'baton'

void reset_ok() {
  folly::Baton<> baton;
  baton.post();
  baton.wait();
  baton.reset();
  std::thread posts([&] { baton.post(); });
  baton.wait();
  posts.join();
}

Task<> coro_reset_bad() {
  Baton baton(true);
  Baton again;
  again.post();
  co_await again;
  again.reset();
  co_await again;
}
// CHECK: :[[@LINE-2]]:12: warning: this wait for 'again' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-6]]:9: note: the main task counts 'again' down
// CHECK: :[[@LINE-4]]:12: note: no remaining task changes the count of 'again'

Task<> coro_reset_ok() {
  Baton again;
  again.post();
  co_await again;
  again.reset();
  again.post();
  co_await again;
}
