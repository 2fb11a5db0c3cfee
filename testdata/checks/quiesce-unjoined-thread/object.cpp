// RUN: %check_tidy %s
// The life of an object: constructor, public methods, destructor; no function
// of this file uses the classes.
#include <optional>
#include <thread>

void work();

class Server {
public:
  void start() { worker_ = std::thread(work); }
  ~Server() {}

private:
  std::thread worker_;
};
// CHECK: :[[@LINE-2]]:15: warning: this thread is still joinable when it is destroyed on some path, which terminates the program [quiesce-unjoined-thread]
// CHECK: :[[@LINE-7]]:28: note: the main task starts task 1
// CHECK: :[[@LINE-4]]:15: note: no join or detach on this path

// Its user may call stop(): what the class asks of its users is not known.
class Stoppable {
public:
  void start() { worker_ = std::thread(work); }
  void stop() { worker_.join(); }

private:
  std::thread worker_;
};

class Joined {
public:
  void start() { worker_ = std::thread(work); }
  ~Joined() {
    if (worker_.joinable())
      worker_.join();
  }

private:
  std::thread worker_;
};

// An optional handle that is made in its place.
void emplaced_bad() {
  std::optional<std::thread> worker;
  worker.emplace(work);
}
// CHECK: :[[@LINE-3]]:30: warning: this thread is still joinable when it is destroyed on some path, which terminates the program [quiesce-unjoined-thread]
// CHECK: :[[@LINE-3]]:3: note: the main task starts task 1
// CHECK: :[[@LINE-5]]:30: note: no join or detach on this path

void emplaced_ok() {
  std::optional<std::thread> worker;
  worker.emplace(work);
  worker->join();
}
