// RUN: %check_tidy %s -- -std=c++20
// A thread that owns the object of which it is a member: whoever gives it up last ends its life.
#include <functional>
#include <memory>
#include <thread>
#include <utility>

void progress();

class Download : public std::enable_shared_from_this<Download> {
public:
  static std::shared_ptr<Download> launch() {
    auto Made = std::shared_ptr<Download>(new Download);
    Made->begin();
    return Made;
  }
  ~Download() {
    if (Worker.joinable())
      Worker.join();
  }

private:
  Download() {}
  void begin() {
    Worker = std::thread([Self = shared_from_this()] { Self->transfer(); });
  }
  void transfer() {
    for (int Percent = 0; Percent <= 100; Percent += 10)
      progress();
  }
  std::thread Worker;
};
// CHECK: :[[@LINE-14]]:14: warning: this join of 'Worker' blocks forever: the task joins itself [quiesce-blocked-join]
// CHECK: :[[@LINE-9]]:14: note: the main task starts task 1
// CHECK: :[[@LINE-18]]:3: note: the main task returns
// CHECK: :[[@LINE-18]]:16: note: in task 1, 'Worker.joinable()' is true
// CHECK: :[[@LINE-12]]:27: note: in a call from here
// CHECK: :[[@LINE-19]]:14: note: nothing lets the joined task end

// Good: it lets itself go.
class Detached : public std::enable_shared_from_this<Detached> {
public:
  static std::shared_ptr<Detached> launch() {
    auto Made = std::shared_ptr<Detached>(new Detached);
    Made->begin();
    return Made;
  }
  ~Detached() {
    if (Worker.get_id() == std::this_thread::get_id())
      Worker.detach();
    else if (Worker.joinable())
      Worker.join();
  }

private:
  Detached() {}
  void begin() {
    Worker = std::thread([Self = shared_from_this()] { Self->transfer(); });
  }
  void transfer() {
    for (int Percent = 0; Percent <= 100; Percent += 10)
      progress();
  }
  std::thread Worker;
};

// Good: it owns only what it works on.
class Owned {
public:
  static std::shared_ptr<Owned> launch() {
    auto Made = std::shared_ptr<Owned>(new Owned);
    Made->Worker = std::thread([Count = Made->Count] {
      for (int Percent = 0; Percent <= 100; Percent += 10)
        ++*Count;
    });
    return Made;
  }
  ~Owned() {
    if (Worker.joinable())
      Worker.join();
  }

private:
  Owned() {}
  std::shared_ptr<int> Count = std::make_shared<int>(0);
  std::thread Worker;
};
