// Who asks which task it is gets an answer that can be compared.
// RUN: %check_tidy %s

#include <future>
#include <memory>
#include <mutex>
#include <semaphore>
#include <thread>

struct Session : std::enable_shared_from_this<Session> {
  std::thread t;
  void start() {
    t = std::thread([self = shared_from_this()]() mutable { self.reset(); });
  }
  ~Session() {
    if (t.get_id() == std::this_thread::get_id())
      t.detach();
    if (t.joinable())
      t.join();
  }
};

void destroyed_by_its_own_thread() { std::make_shared<Session>()->start(); }

// A class hands out what others then act on.
struct Slot {
  std::binary_semaphore filled{0}, taken{0};
  void put() {
    filled.release();
    taken.acquire();
  }
  void take() {
    filled.acquire();
    taken.release();
  }
};
class Container {
public:
  Slot &reports() { return slot; }
  std::jthread run() {
    return std::jthread([this] { slot.put(); });
  }

private:
  Slot slot;
};

// Public members are everybody's.
struct Gate {
  std::binary_semaphore open{0};
  std::thread t{[this] { open.acquire(); }};
  ~Gate() { t.join(); }
};
