// RUN: %check_tidy %s -- -std=c++20
// What an exception that leaves a constructor does to the members made by then.
#include <condition_variable>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <vector>

void work();
bool opened();

class ThrowsInItsBody {
public:
  ThrowsInItsBody() {
    Worker = std::thread(work);
    if (!opened())
      throw std::runtime_error("cannot open");
  }
  ~ThrowsInItsBody() { Worker.join(); }

private:
  std::thread Worker;
};
// CHECK: :[[@LINE-2]]:15: warning: this thread is still joinable when it is destroyed on some path, which terminates the program [quiesce-unjoined-thread]
// CHECK: :[[@LINE-10]]:14: note: the main task starts task 1
// CHECK: :[[@LINE-10]]:10: note: in the main task, 'opened()' is false
// CHECK: :[[@LINE-10]]:7: note: the main task throws an exception
// CHECK: :[[@LINE-6]]:15: note: no join or detach on this path

class File {
public:
  File() {
    if (!opened())
      throw std::runtime_error("cannot open");
  }
};

class ThrowsInAMember {
public:
  ThrowsInAMember() : Worker(work) {}
  ~ThrowsInAMember() { Worker.join(); }

private:
  std::thread Worker;
  File Data;
};
// CHECK: :[[@LINE-3]]:15: warning: this thread is still joinable when it is destroyed on some path, which terminates the program [quiesce-unjoined-thread]
// CHECK: :[[@LINE-8]]:23: note: the main task starts task 1
// CHECK: :[[@LINE-16]]:10: note: in the main task, 'opened()' is false
// CHECK: :[[@LINE-16]]:7: note: the main task throws an exception
// CHECK: :[[@LINE-7]]:15: note: no join or detach on this path

class ThrowsBehindMany {
public:
  explicit ThrowsBehindMany(int Count) {
    Workers.emplace_back(work);
    if (Count > 64)
      throw std::invalid_argument("too many");
  }
  ~ThrowsBehindMany() {
    for (std::thread &Each : Workers)
      Each.join();
  }

private:
  std::vector<std::thread> Workers;
};
// CHECK: :[[@LINE-2]]:28: warning: this thread is still joinable when it is destroyed on some path, which terminates the program [quiesce-unjoined-thread]
// CHECK: :[[@LINE-13]]:5: note: the main task starts task 1
// CHECK: :[[@LINE-13]]:15: note: in the main task, 'Count > 64' is true
// CHECK: :[[@LINE-13]]:7: note: the main task throws an exception
// CHECK: :[[@LINE-6]]:28: note: no join or detach on this path

// Good: the thread is started last.
class GoodStartsLast {
public:
  GoodStartsLast() {
    if (!opened())
      throw std::runtime_error("cannot open");
    Worker = std::thread(work);
  }
  ~GoodStartsLast() { Worker.join(); }

private:
  std::thread Worker;
};

class GoodMadeLast {
public:
  GoodMadeLast() : Worker(work) {}
  ~GoodMadeLast() { Worker.join(); }

private:
  File Data;
  std::thread Worker;
};

// Good: it is joined first.
class GoodJoinsFirst {
public:
  GoodJoinsFirst() {
    Worker = std::thread(work);
    if (!opened()) {
      Worker.join();
      throw std::runtime_error("cannot open");
    }
  }
  ~GoodJoinsFirst() { Worker.join(); }

private:
  std::thread Worker;
};

// Good: the exception does not leave it.
class GoodCatches {
public:
  GoodCatches() {
    Worker = std::thread(work);
    try {
      if (!opened())
        throw std::runtime_error("cannot open");
    } catch (const std::exception &) {
      Broken = true;
    }
  }
  ~GoodCatches() { Worker.join(); }

private:
  std::thread Worker;
  bool Broken = false;
};

// Good: it joins when it is destroyed, and nothing keeps the task.
class GoodJoins {
public:
  GoodJoins() : Worker(work) {
    if (!opened())
      throw std::runtime_error("cannot open");
  }

private:
  std::jthread Worker;
};

// Good: a lock that a member holds is given back.
std::mutex Open;
class GoodHolds {
public:
  GoodHolds() : Lock(Open) {
    if (!opened())
      throw std::runtime_error("cannot open");
  }

private:
  std::unique_lock<std::mutex> Lock;
};
void holds_twice() {
  try {
    GoodHolds First;
  } catch (const std::exception &) {
  }
  GoodHolds Second;
}

// Good: the owner joins what it owns.
class GoodOwner {
public:
  GoodOwner() : Owned(std::make_unique<GoodStartsLast>()) {
    if (!opened())
      throw std::runtime_error("cannot open");
  }

private:
  std::unique_ptr<GoodStartsLast> Owned;
};
