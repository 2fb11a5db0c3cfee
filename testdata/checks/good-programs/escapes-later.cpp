// What is handed to code that is not visible while somebody sleeps on it may be woken there.
// RUN: %check_tidy %s

#include <atomic>
#include <barrier>
#include <condition_variable>
#include <latch>
#include <mutex>
#include <semaphore>
#include <thread>

struct Shared {
  std::mutex mutex;
  std::condition_variable changed;
  bool ready = false, stop = false;
};
void run(Shared &);

void condition_escapes_ok() {
  Shared s;
  std::thread task([&] {
    std::unique_lock lock(s.mutex);
    s.ready = true;
    s.changed.notify_all();
    s.changed.wait(lock, [&] { return s.stop; });
  });
  {
    std::unique_lock lock(s.mutex);
    s.changed.wait(lock, [&] { return s.ready; });
  }
  run(s);
  task.join();
}

struct Parked {
  std::atomic<int> state{0};
  std::atomic<bool> ready{false};
};
void run(Parked &);

void atomic_escapes_ok() {
  Parked p;
  std::thread task([&] {
    p.ready = true;
    p.ready.notify_all();
    p.state.wait(0);
  });
  p.ready.wait(false);
  run(p);
  task.join();
}

void run(std::barrier<> &);
void run(std::latch &);
void run(std::counting_semaphore<> &);

void counters_escape_ok() {
  std::barrier<> barrier(2);
  std::latch latch(2);
  std::counting_semaphore<> semaphore(0);
  std::thread first([&] { barrier.arrive_and_wait(); });
  std::thread second([&] { latch.arrive_and_wait(); });
  std::thread third([&] { semaphore.acquire(); });
  run(barrier);
  run(latch);
  run(semaphore);
  first.join();
  second.join();
  third.join();
}

// The object is somebody else's, who may call the other method.
class Gate {
public:
  void park() {
    state.store(1);
    state.wait(1);
  }
  void unpark() {
    state.store(0);
    state.notify_one();
  }

private:
  std::atomic<int> state{0};
};

void parked_in_foreign_gate_ok(Gate &gate) { gate.park(); }
