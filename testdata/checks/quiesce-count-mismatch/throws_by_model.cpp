// A model says that a call may throw: nothing was started then, and nothing more is known of it.
// RUN: %check_tidy %s -- -std=c++20

#include <mutex>
#include <semaphore>
#include <thread>

namespace app {

struct Full {};
struct Broken {};

struct Runs {
  virtual void run() = 0;
};

class [[clang::annotate("quiesce::{ primitive: task, group: true }")]] Pool {
public:
  Pool();
  ~Pool();
  static Pool &shared();
  [[clang::annotate("quiesce::{ operation: spawn, body: 0, runs: run, throws: app::Full }")]] void start(Runs &);
  [[clang::annotate("quiesce::join")]] void join();
};

[[clang::annotate("quiesce::{ operation: ignore, throws: app::Broken }")]] void convert(int page);

// It runs, it says, before it knows that.
class Ticker : public Runs {
public:
  Ticker() {}
  ~Ticker() { stop(); }
  void start(Pool &pool) {
    std::lock_guard guard(mutex);
    if (on)
      return;
    on = true;
    pool.start(*this);
  }
  void stop() {
    std::unique_lock guard(mutex);
    if (!on)
      return;
    guard.unlock();
    done.acquire();
    guard.lock();
    on = false;
  }

private:
  void run() override { done.release(); }

  std::mutex mutex;
  bool on = false;
  std::binary_semaphore done{0};
};
// CHECK: :[[@LINE-12]]:10: warning: this acquire of 'done' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-23]]:9: note: in the main task, 'on' is false
// CHECK: :[[@LINE-21]]:10: note: the main task throws an exception
// CHECK: :[[@LINE-28]]:15: note: in a call from here
// CHECK: :[[@LINE-16]]:10: note: no remaining task changes the count of 'done'

class Careful : public Runs {
public:
  Careful() {}
  ~Careful() { stop(); }
  void start(Pool &pool) {
    std::lock_guard guard(mutex);
    if (on)
      return;
    on = true;
    try {
      pool.start(*this);
    } catch (const Full &) {
      on = false;
      throw;
    }
  }
  void stop() {
    std::unique_lock guard(mutex);
    if (!on)
      return;
    guard.unlock();
    done.acquire();
    guard.lock();
    on = false;
  }

private:
  void run() override { done.release(); }

  std::mutex mutex;
  bool on = false;
  std::binary_semaphore done{0};
};

// A pool of its own has room.
class Alone : public Runs {
public:
  Alone() {}
  ~Alone() { stop(); }
  void start() {
    std::lock_guard guard(mutex);
    if (on)
      return;
    on = true;
    pool.start(*this);
  }
  void stop() {
    std::unique_lock guard(mutex);
    if (!on)
      return;
    guard.unlock();
    done.acquire();
    guard.lock();
    on = false;
  }

private:
  void run() override { done.release(); }

  Pool pool;
  std::mutex mutex;
  bool on = false;
  std::binary_semaphore done{0};
};

struct Callback {
  virtual Callback *clone() const = 0;
  virtual ~Callback() = default;
};

// It has more methods than are tried, but none is called behind one that threw.
class Timer : public Runs {
public:
  Timer() {}
  ~Timer() { stop(); }
  void start(const Callback &method, Pool &pool) {
    std::lock_guard guard(mutex);
    callback = method.clone();
    pool.start(*this);
  }
  void stop() {
    std::unique_lock guard(mutex);
    if (!callback)
      return;
    guard.unlock();
    done.acquire();
    guard.lock();
    delete callback;
    callback = nullptr;
  }
  void first(int to) { set(values[0], to); }
  void second(int to) { set(values[1], to); }
  void third(int to) { set(values[2], to); }
  void fourth(int to) { set(values[3], to); }
  void fifth(int to) { set(values[4], to); }

private:
  void run() override { done.release(); }
  void set(int &value, int to) {
    std::lock_guard guard(mutex);
    value = to;
  }

  std::mutex mutex;
  Callback *callback = nullptr;
  int values[5] = {};
  std::binary_semaphore done{0};
};
// CHECK: :[[@LINE-23]]:10: warning: this acquire of 'done' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-31]]:10: note: the main task throws an exception
// CHECK: :[[@LINE-28]]:10: note: in the main task, 'callback' is true
// CHECK: :[[@LINE-37]]:14: note: in a call from here
// CHECK: :[[@LINE-27]]:10: note: no remaining task changes the count of 'done'

class CarefulTimer : public Runs {
public:
  CarefulTimer() {}
  ~CarefulTimer() { stop(); }
  void start(const Callback &method, Pool &pool) {
    std::lock_guard guard(mutex);
    callback = method.clone();
    try {
      pool.start(*this);
    } catch (...) {
      delete callback;
      callback = nullptr;
      throw;
    }
  }
  void stop() {
    std::unique_lock guard(mutex);
    if (!callback)
      return;
    guard.unlock();
    done.acquire();
    guard.lock();
    delete callback;
    callback = nullptr;
  }
  void first(int to) { set(values[0], to); }
  void second(int to) { set(values[1], to); }
  void third(int to) { set(values[2], to); }
  void fourth(int to) { set(values[3], to); }
  void fifth(int to) { set(values[4], to); }

private:
  void run() override { done.release(); }
  void set(int &value, int to) {
    std::lock_guard guard(mutex);
    value = to;
  }

  std::mutex mutex;
  Callback *callback = nullptr;
  int values[5] = {};
  std::binary_semaphore done{0};
};

// The page that cannot be converted is not counted.
void count_bad() {
  std::counting_semaphore<> done(0);
  try {
    convert(1);
    done.release();
  } catch (const Broken &) {
  }
  done.acquire();
}
// CHECK: :[[@LINE-2]]:8: warning: this acquire of 'done' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-7]]:5: note: the main task throws an exception
// CHECK: :[[@LINE-4]]:8: note: no remaining task changes the count of 'done'

void count_ok() {
  std::counting_semaphore<> done(0);
  try {
    convert(1);
  } catch (const Broken &) {
  }
  done.release();
  done.acquire();
}

// What is not caught leaves the function, and what it would hang at.
void passes() {
  std::counting_semaphore<> done(0);
  try {
    convert(1);
    done.release();
  } catch (const Full &) {
  }
  done.acquire();
}

void worker_bad() {
  std::counting_semaphore<> done(0);
  std::jthread worker([&] {
    try {
      convert(1);
      convert(2);
      done.release();
    } catch (...) {
    }
  });
  done.acquire();
}
// CHECK: :[[@LINE-2]]:8: warning: this acquire of 'done' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-11]]:16: note: the main task starts task 1
// CHECK: :[[@LINE-10]]:7: note: task 1 throws an exception
// CHECK: :[[@LINE-5]]:8: note: no remaining task changes the count of 'done'

void worker_ok() {
  std::counting_semaphore<> done(0);
  std::jthread worker([&] {
    try {
      convert(1);
      convert(2);
    } catch (...) {
    }
    done.release();
  });
  done.acquire();
}

} // namespace app
