// RUN: %check_tidy %s -- -std=c++20
// A destructor notifies a worker that does not ask for the stop.  That some call would have woken it before is no excuse:
// the destructor means to.
#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

// It asks for the stop, but behind the wait.
class Sender {
public:
  Sender() : Worker([this] { run(); }) {}
  ~Sender() {
    {
      std::lock_guard Lock(Guard);
      Stop = true;
    }
    Ready.notify_one();
    Worker.join();
  }
  void record(int Value) {
    std::lock_guard Lock(Guard);
    Samples.push_back(Value);
    Ready.notify_one();
  }

private:
  void run() {
    for (;;) {
      std::unique_lock Lock(Guard);
      while (Samples.empty())
        Ready.wait(Lock);
      if (Stop)
        return;
      Samples.clear();
    }
  }
  std::mutex Guard;
  std::condition_variable Ready;
  std::deque<int> Samples;
  bool Stop = false;
  std::thread Worker;
};
// CHECK: :[[@LINE-12]]:15: warning: this wait on 'Ready' can block forever: no notification reaches it any more [quiesce-missed-notify]
// CHECK: :[[@LINE-33]]:14: note: the main task starts task 1
// CHECK: :[[@LINE-28]]:11: note: the main task notifies 'Ready'
// CHECK: :[[@LINE-35]]:30: note: in a call from here
// CHECK: :[[@LINE-16]]:15: note: no task notifies 'Ready' from here on

// A worker that was told to pause.
class Pausable {
public:
  explicit Pausable(std::function<void()> Step) : Step(std::move(Step)), Worker([this] { run(); }) {}
  ~Pausable() {
    {
      std::lock_guard Lock(Guard);
      Stop = true;
    }
    Changed.notify_all();
    Worker.join();
  }
  void pause() {
    std::lock_guard Lock(Guard);
    Paused = true;
  }
  void resume() {
    std::lock_guard Lock(Guard);
    Paused = false;
    Changed.notify_all();
  }

private:
  bool goesOn() {
    std::unique_lock Lock(Guard);
    Changed.wait(Lock, [this] { return !Paused; });
    return !Stop;
  }
  void run() {
    while (goesOn())
      Step();
  }
  std::function<void()> Step;
  std::mutex Guard;
  std::condition_variable Changed;
  bool Paused = false, Stop = false;
  std::thread Worker;
};
// CHECK: :[[@LINE-13]]:13: warning: this wait on 'Changed' can block forever: no notification reaches it any more [quiesce-missed-notify]
// CHECK: :[[@LINE-36]]:74: note: the main task starts task 1
// CHECK: :[[@LINE-31]]:13: note: the main task notifies 'Changed'
// CHECK: :[[@LINE-12]]:12: note: in a call from here
// CHECK: :[[@LINE-39]]:90: note: in a call from here
// CHECK: :[[@LINE-18]]:13: note: no task notifies 'Changed' from here on

// Good: it asks for the stop as well.
class GoodPausable {
public:
  explicit GoodPausable(std::function<void()> Step) : Step(std::move(Step)), Worker([this] { run(); }) {}
  ~GoodPausable() {
    {
      std::lock_guard Lock(Guard);
      Stop = true;
    }
    Changed.notify_all();
    Worker.join();
  }
  void pause() {
    std::lock_guard Lock(Guard);
    Paused = true;
  }
  void resume() {
    std::lock_guard Lock(Guard);
    Paused = false;
    Changed.notify_all();
  }

private:
  bool goesOn() {
    std::unique_lock Lock(Guard);
    Changed.wait(Lock, [this] { return Stop || !Paused; });
    return !Stop;
  }
  void run() {
    while (goesOn())
      Step();
  }
  std::function<void()> Step;
  std::mutex Guard;
  std::condition_variable Changed;
  bool Paused = false, Stop = false;
  std::thread Worker;
};

// Not told: the destructor wakes nobody, so what it asks of its user may be finish().
class Finished {
public:
  Finished() : Worker([this] { run(); }) {}
  ~Finished() { Worker.join(); }
  void finish() {
    std::lock_guard Lock(Guard);
    Done = true;
    Changed.notify_one();
  }

private:
  void run() {
    std::unique_lock Lock(Guard);
    Changed.wait(Lock, [this] { return Done; });
  }
  std::mutex Guard;
  std::condition_variable Changed;
  bool Done = false;
  std::thread Worker;
};

// Not told: it notifies for the sake of another wait, which asks for the stop.
class TwoWaits {
public:
  TwoWaits() : Worker([this] { run(); }) {}
  ~TwoWaits() {
    {
      std::lock_guard Lock(Guard);
      Stop = true;
    }
    Changed.notify_all();
    Worker.join();
  }
  void open() {
    std::lock_guard Lock(Guard);
    Opened = true;
    Changed.notify_all();
  }

private:
  void run() {
    std::unique_lock Lock(Guard);
    Changed.wait(Lock, [this] { return Opened; });
    Changed.wait(Lock, [this] { return Stop; });
  }
  std::mutex Guard;
  std::condition_variable Changed;
  bool Opened = false, Stop = false;
  std::thread Worker;
};

// Not told: the destructor has nothing to say, so what it asks of its user may be stop().
class Stopped {
public:
  Stopped() : Worker([this] { run(); }) {}
  ~Stopped() {
    Changed.notify_all();
    Worker.join();
  }
  void stop() {
    std::lock_guard Lock(Guard);
    Stop = true;
    Changed.notify_all();
  }

private:
  void run() {
    std::unique_lock Lock(Guard);
    Changed.wait(Lock, [this] { return Stop; });
  }
  std::mutex Guard;
  std::condition_variable Changed;
  bool Stop = false;
  std::thread Worker;
};

// Good: what it waits for is told by others, of whom nothing is known.
class Shared {
public:
  explicit Shared(const std::atomic<bool> &Over) : Over(Over), Worker([this] { run(); }) {}
  ~Shared() {
    {
      std::lock_guard Lock(Guard);
      Samples.clear();
      Left = true;
    }
    Changed.notify_all();
    Worker.join();
  }
  void record(int Value) {
    std::lock_guard Lock(Guard);
    Samples.push_back(Value);
    Changed.notify_one();
  }

private:
  void run() {
    std::unique_lock Lock(Guard);
    Changed.wait(Lock, [this] { return Over || !Samples.empty(); });
    if (!Left)
      Samples.clear();
  }
  const std::atomic<bool> &Over;
  std::mutex Guard;
  std::condition_variable Changed;
  std::deque<int> Samples;
  bool Left = false;
  std::thread Worker;
};
