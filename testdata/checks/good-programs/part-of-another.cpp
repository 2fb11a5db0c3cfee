// What is part of something else is judged with it.
// RUN: %check_tidy %s

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>

// Whoever owns the queue may have others that take from it.
class Queue {
public:
  void push(int event) {
    std::unique_lock held(m);
    changed.wait(held, [this] { return events.empty(); });
    events.push_back(event);
    changed.notify_all();
  }
  void pop() {
    std::unique_lock held(m);
    events.pop_front();
    changed.notify_all();
  }

private:
  std::mutex m;
  std::condition_variable changed;
  std::deque<int> events;
};
class Epoch {
public:
  explicit Epoch(Queue &events) : thread([&events] { events.push(1); }) {}
  ~Epoch() { thread.join(); }

private:
  std::thread thread;
};

// Only Agent makes an Impl.
class Agent {
public:
  Agent();
  ~Agent();
  void terminate();

private:
  struct Impl;
  std::unique_ptr<Impl> impl;
};
struct Agent::Impl {
  std::mutex m;
  std::condition_variable cv;
  bool done = false;
  void run() {
    std::unique_lock l(m);
    cv.wait(l, [this] { return done; });
  }
  std::thread runner{[this] { run(); }};
};
Agent::Agent() : impl(std::make_unique<Impl>()) {}
Agent::~Agent() { impl->runner.join(); }
void Agent::terminate() {
  std::lock_guard l(impl->m);
  impl->done = true;
  impl->cv.notify_all();
}
