// What an object is decides what a cast of it gives.
// RUN: %check_tidy %s -- -std=c++20

#include <latch>
#include <memory>
#include <thread>

struct Message {
  virtual ~Message() = default;
};
struct Quit : Message {};
struct Work : Message {
  explicit Work(std::latch &done) : done(done) {}
  std::latch &done;
};
struct Urgent : Work {
  using Work::Work;
};

void handle(Message *message) {
  if (dynamic_cast<Quit *>(message))
    return;
  if (auto *work = dynamic_cast<Work *>(message))
    work->done.count_down();
}

void handled_ok() {
  std::latch done(2);
  std::unique_ptr<Message> first = std::make_unique<Work>(done);
  std::unique_ptr<Message> second = std::make_unique<Urgent>(done);
  std::thread worker([&] {
    handle(first.get());
    handle(second.get());
  });
  done.wait();
  worker.join();
}

void quits_bad() {
  std::latch done(2);
  std::unique_ptr<Message> first = std::make_unique<Work>(done);
  std::unique_ptr<Message> second = std::make_unique<Quit>();
  std::thread worker([&] {
    handle(first.get());
    handle(second.get());
  });
  done.wait();
  worker.join();
}
// CHECK: :[[@LINE-3]]:8: warning: this wait for 'done' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-8]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-28]]:16: note: task 1 counts 'done' down
// CHECK: :[[@LINE-32]]:7: note: in task 1, 'dynamic_cast<Quit *>(message)' is true
// CHECK: :[[@LINE-7]]:8: note: no remaining task changes the count of 'done'

void shared_ok() {
  std::latch done(1);
  std::shared_ptr<Message> message = std::make_shared<Work>(done);
  std::thread worker([&] {
    if (std::dynamic_pointer_cast<Quit>(message))
      return;
    if (auto work = std::dynamic_pointer_cast<Work>(message))
      work->done.count_down();
  });
  done.wait();
  worker.join();
}

void shared_bad() {
  std::latch done(1);
  std::shared_ptr<Message> message = std::make_shared<Quit>();
  std::thread worker([&] {
    if (auto work = std::dynamic_pointer_cast<Work>(message))
      work->done.count_down();
  });
  done.wait();
  worker.join();
}
// CHECK: :[[@LINE-3]]:8: warning: this wait for 'done' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-8]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-8]]:14: note: in task 1, 'work' is false
// CHECK: :[[@LINE-6]]:8: note: no remaining task changes the count of 'done'

// Of what comes from elsewhere nobody knows what it is.
std::unique_ptr<Message> receive(std::latch &done);

void unknown_ok() {
  std::latch done(1);
  std::unique_ptr<Message> message = receive(done);
  std::thread worker([&] {
    if (dynamic_cast<Quit *>(message.get()))
      return;
    done.count_down();
  });
  done.wait();
  worker.join();
}
