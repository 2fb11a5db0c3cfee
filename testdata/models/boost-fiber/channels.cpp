// Boost.Fiber: channels.
// RUN: %check_tidy %s

#include <boost/fiber/all.hpp>
#include <memory>

namespace fibers = boost::fibers;
using fibers::channel_op_status;

bool fails();
void use(int);

// One of the two places always stays empty.
void capacity_bad() {
  fibers::buffered_channel<int> channel(2);
  channel.push(1);
  channel.push(2);
}
// CHECK: :[[@LINE-2]]:11: warning: this send to 'channel' can block forever: no task receives from 'channel' [quiesce-blocked-send]
// CHECK: :[[@LINE-4]]:11: note: the main task sends to 'channel'
// CHECK: :[[@LINE-4]]:11: note: no remaining task receives from 'channel' or closes it

void capacity_ok() {
  fibers::buffered_channel<int> channel(4);
  channel.push(1);
  channel.push(2);
  use(channel.value_pop());
  int value;
  if (channel.try_push(3) == channel_op_status::success)
    channel.pop(value);
  if (channel.try_pop(value) == channel_op_status::success)
    use(value);
  if (!channel.is_closed())
    channel.close();
}

void drained_ok() {
  fibers::buffered_channel<int> channel(8);
  fibers::fiber reader([&] {
    int value;
    while (channel.pop(value) == channel_op_status::success)
      use(value);
  });
  channel.push(1);
  channel.close();
  reader.join();
}

void polled_bad() {
  fibers::buffered_channel<int> channel(4);
  fibers::fiber reader([&] {
    while (true) {
      int value;
      switch (channel.pop_wait_for(value, std::chrono::seconds(1))) {
      case channel_op_status::success:
        use(value);
        break;
      case channel_op_status::closed:
        return;
      default:
        break;
      }
    }
  });
  channel.push(1);
  reader.join();
}
// CHECK: :[[@LINE-2]]:10: warning: this join of 'reader' can block forever: the task it waits for never ends [quiesce-blocked-join]
// CHECK: :[[@LINE-18]]:17: note: the main task starts task 1
// CHECK: :[[@LINE-18]]:5: note: task 1 goes round this loop
// CHECK: :[[@LINE-5]]:10: note: nothing lets the joined task end

void polled_ok() {
  fibers::buffered_channel<int> channel(4);
  fibers::fiber reader([&] {
    while (true) {
      int value;
      switch (channel.pop_wait_until(value, std::chrono::steady_clock::now())) {
      case channel_op_status::success:
        use(value);
        break;
      case channel_op_status::closed:
        return;
      default:
        break;
      }
    }
  });
  channel.push_wait_for(1, std::chrono::seconds(1));
  channel.push_wait_until(1, std::chrono::steady_clock::now());
  channel.close();
  reader.join();
}

// ---- A rendezvous ----

using Meeting = fibers::unbuffered_channel<int>;

void abandoned_bad() {
  auto channel = std::make_shared<Meeting>();
  fibers::fiber([channel] { channel->push(1); }).detach();
  int value = 0;
  if (channel->pop_wait_for(value, std::chrono::seconds(1)) == channel_op_status::success)
    use(value);
}
// CHECK: :[[@LINE-5]]:38: warning: this send to 'channel' can block forever: no task receives from 'channel' any more [quiesce-blocked-send]
// CHECK: :[[@LINE-6]]:3: note: the main task starts task 1
// CHECK: :[[@LINE-5]]:16: note: the main task gives up waiting at its timeout
// CHECK: :[[@LINE-6]]:7: note: in the main task, 'channel->pop_wait_for(value, std::chrono::seconds(1)) == ...' is false
// CHECK: :[[@LINE-9]]:38: note: no remaining task receives from 'channel' or closes it

void abandoned_ok() {
  auto channel = std::make_shared<Meeting>();
  fibers::fiber([channel] { channel->push(1); }).detach();
  int value = 0;
  if (channel->pop_wait_until(value, std::chrono::steady_clock::now()) == channel_op_status::timeout)
    channel->close();
}

void copies(Meeting &from, Meeting &to) {
  for (int value : from)
    to.push(value);
  to.close();
}

void stages_ok() {
  Meeting first, second;
  fibers::fiber source([&] {
    first.push(1);
    first.push_wait_for(2, std::chrono::seconds(1));
    first.push_wait_until(3, std::chrono::steady_clock::now());
    first.close();
  });
  fibers::fiber stage(copies, std::ref(first), std::ref(second));
  int value;
  while (second.pop(value) == channel_op_status::success)
    use(value);
  source.join();
  stage.join();
}

void answer_ok() {
  Meeting question, answer;
  fibers::fiber other([&] {
    int asked;
    if (question.pop(asked) == channel_op_status::success)
      answer.push(asked);
  });
  if (!question.is_closed())
    question.push(1);
  use(answer.value_pop());
  other.join();
}

// ---- Class members ----

class Actor_bad {
public:
  Actor_bad() : runs([this] {
    for (int value : box)
      use(value);
  }) {}
  ~Actor_bad() { runs.join(); }
  void send(int value) { box.push(value); }

private:
  fibers::buffered_channel<int> box{16};
  fibers::fiber runs;
};
// CHECK: :[[@LINE-10]]:5: warning: this loop receives from 'box' forever: nobody closes it on this path [quiesce-missing-close]
// CHECK: :[[@LINE-12]]:17: note: the main task starts task 1
// CHECK: :[[@LINE-12]]:5: note: no path from here calls close on 'box'

class Actor_ok {
public:
  Actor_ok() : runs([this] {
    for (int value : box)
      use(value);
  }) {}
  ~Actor_ok() {
    box.close();
    runs.join();
  }
  void send(int value) { box.push(value); }

private:
  fibers::buffered_channel<int> box{16};
  fibers::fiber runs;
};
