// RUN: %check_tidy %s -- -std=c++20
// What a call does may hang on its argument.  A class is excused by a further call that would have ended its task.
#include <condition_variable>
#include <mutex>
#include <thread>

// Told that it no longer runs, it ends its task.
class Watched {
public:
  ~Watched() {
    if (Worker.joinable())
      Worker.join();
  }
  void set(bool Runs) {
    std::lock_guard Lock(Guard);
    Running = Runs;
    if (!Runs)
      Changed.notify_all();
    else if (!Worker.joinable())
      Worker = std::thread([this] { watch(); });
  }

private:
  void watch() {
    std::unique_lock Lock(Guard);
    while (Running)
      Changed.wait(Lock);
  }
  std::mutex Guard;
  std::condition_variable Changed;
  bool Running = false;
  std::thread Worker;
};

// It only remembers that it no longer runs.  Not told: the call might have come before the task slept, and ended it then.
class fn_Forgetful {
public:
  ~fn_Forgetful() {
    if (Worker.joinable())
      Worker.join();
  }
  void set(bool Runs) {
    std::lock_guard Lock(Guard);
    Running = Runs;
    if (Runs && !Worker.joinable())
      Worker = std::thread([this] { watch(); });
  }

private:
  void watch() {
    std::unique_lock Lock(Guard);
    while (Running)
      Changed.wait(Lock);
  }
  std::mutex Guard;
  std::condition_variable Changed;
  bool Running = false;
  std::thread Worker;
};
