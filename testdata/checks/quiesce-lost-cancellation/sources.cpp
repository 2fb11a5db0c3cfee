// Stop sources that on some path are never stopped, while a task waits for it.
// RUN: %check_tidy %s -- -std=c++20 -I%root/testdata/corpus/include

#include "chan.hpp"

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

void handle(int job);
bool fails();

struct inbox {
  std::mutex mutex;
  std::condition_variable_any arrived;
  std::deque<int> letters;
};

static void watch(std::shared_ptr<inbox> box, std::stop_token stop) {
  std::unique_lock lock(box->mutex);
  while (box->arrived.wait(lock, stop, [&] { return !box->letters.empty(); }))
    box->letters.pop_front();
}

void never_bad() {
  auto box = std::make_shared<inbox>();
  std::stop_source over;
  std::thread(watch, box, over.get_token()).detach();
  {
    std::lock_guard lock(box->mutex);
    box->letters.push_back(1);
  }
  box->arrived.notify_one();
}
// CHECK: :[[@LINE-8]]:20: warning: the stop of this source is not requested on some path, while a task waits for it [quiesce-lost-cancellation]
// CHECK: :[[@LINE-8]]:3: note: the main task starts task 1
// CHECK: :[[@LINE-4]]:16: note: the main task notifies 'arrived'
// CHECK: :[[@LINE-17]]:23: note: task 1 waits here for the stop
// CHECK: :[[@LINE-12]]:20: note: no path from here requests the stop

void early_return_bad() {
  std::stop_source over;
  std::thread task([stop = over.get_token()] {
    while (!stop.stop_requested())
      handle(1);
  });
  task.detach();
  if (fails())
    return;
  over.request_stop();
}
// CHECK: :[[@LINE-10]]:20: warning: the stop of this source is not requested on some path, while a task waits for it [quiesce-lost-cancellation]
// CHECK: :[[@LINE-10]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:7: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-6]]:5: note: the main task returns
// CHECK: :[[@LINE-12]]:18: note: task 1 waits here for the stop
// CHECK: :[[@LINE-15]]:20: note: no path from here requests the stop

void polling_bad() {
  std::stop_source over;
  std::thread([stop = over.get_token()] {
    while (!stop.stop_requested())
      std::this_thread::sleep_for(std::chrono::seconds(1));
  }).detach();
}
// CHECK: :[[@LINE-6]]:20: warning: the stop of this source is not requested on some path, while a task waits for it [quiesce-lost-cancellation]
// CHECK: :[[@LINE-6]]:3: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:18: note: task 1 waits here for the stop
// CHECK: :[[@LINE-9]]:20: note: no path from here requests the stop

void other_source_bad() {
  std::stop_source first, second;
  std::thread([stop = first.get_token()] {
    while (!stop.stop_requested())
      handle(1);
  }).detach();
  second.request_stop();
}
// CHECK: :[[@LINE-7]]:20: warning: the stop of this source is not requested on some path, while a task waits for it [quiesce-lost-cancellation]
// CHECK: :[[@LINE-7]]:3: note: the main task starts task 1
// CHECK: :[[@LINE-7]]:18: note: task 1 waits here for the stop
// CHECK: :[[@LINE-10]]:20: note: no path from here requests the stop

// A source of its own beside the token that it was given.
void unlinked_bad(std::stop_token stop, inbox &from) {
  std::stop_source inner;
  std::thread helper([&from, token = inner.get_token()] {
    while (!token.stop_requested()) {
      std::lock_guard lock(from.mutex);
      from.letters.push_back(1);
    }
  });
  while (!stop.stop_requested())
    handle(1);
  helper.join();
}
// CHECK: :[[@LINE-11]]:20: warning: the stop of 'inner' is never requested: it is not linked to the stop token 'stop' [quiesce-lost-cancellation]
// CHECK: :[[@LINE-13]]:6: note: this function is given 'stop'

// The wait has a token, but one that nobody stops.
bool wrong_token_bad(std::stop_token stop, inbox &from) {
  std::stop_source inner;
  std::unique_lock lock(from.mutex);
  return from.arrived.wait(lock, inner.get_token(),
                           [&] { return !from.letters.empty(); });
}
// CHECK: :[[@LINE-5]]:20: warning: the stop of 'inner' is never requested: it is not linked to the stop token 'stop' [quiesce-lost-cancellation]
// CHECK: :[[@LINE-7]]:6: note: this function is given 'stop'

void requested_ok() {
  std::stop_source over;
  std::thread task([stop = over.get_token()] {
    while (!stop.stop_requested())
      handle(1);
  });
  over.request_stop();
  task.join();
}

void requested_by_guard_ok() {
  struct guard {
    std::stop_source &of;
    ~guard() { of.request_stop(); }
  };
  std::stop_source over;
  guard stops{over};
  std::thread([stop = over.get_token()] {
    while (!stop.stop_requested())
      handle(1);
  }).detach();
  if (fails())
    return;
}

void its_own_ok() {
  std::jthread task([](std::stop_token stop) {
    while (!stop.stop_requested())
      handle(1);
  });
}

void linked_ok(std::stop_token stop, inbox &from) {
  std::stop_source inner;
  std::stop_callback link(stop, [&] { inner.request_stop(); });
  std::thread helper([&from, token = inner.get_token()] {
    while (!token.stop_requested()) {
      std::lock_guard lock(from.mutex);
      from.letters.push_back(1);
    }
  });
  helper.join();
}

// Somebody else may stop it.
void keep(std::stop_source source);
void escapes_ok(std::stop_token stop) {
  std::stop_source inner;
  keep(inner);
  std::thread([token = inner.get_token()] {
    while (!token.stop_requested())
      handle(1);
  }).detach();
}

// The task ends by itself.
void bounded_ok() {
  std::stop_source over;
  std::thread([stop = over.get_token()] {
    for (int i = 0; i < 3 && !stop.stop_requested(); ++i)
      handle(i);
  }).detach();
}

class owner_ok {
public:
  ~owner_ok() { over_.request_stop(); }
  void start() {
    std::thread([stop = over_.get_token()] {
      while (!stop.stop_requested())
        handle(1);
    }).detach();
  }

private:
  std::stop_source over_;
};
