// Whether there was something to wait for nobody knows; but it holds by now, and nobody says so.
// RUN: %check_tidy %s -- -std=c++20

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

// The flag is not set under the mutex.
class Bucket {
public:
  explicit Bucket(unsigned long level) : level(level) {}

  bool take(unsigned long many) {
    std::unique_lock lock(mutex);
    filled.wait(lock, [&] { return closed || level >= many; });
    if (closed)
      return false;
    level -= many;
    return true;
  }
  void fill(unsigned long more) {
    {
      std::lock_guard guard(mutex);
      level += more;
    }
    filled.notify_all();
  }
  void close() {
    closed = true;
    filled.notify_all();
  }

private:
  std::mutex mutex;
  std::condition_variable filled;
  unsigned long level;
  std::atomic<bool> closed{false};
};
// CHECK: :[[@LINE-24]]:12: warning: this wait on 'filled' can be left asleep though its condition holds: that came about between its test and its sleep [quiesce-missed-notify]
// CHECK: :[[@LINE-27]]:8: note: in task 1, somebody calls this
// CHECK: :[[@LINE-13]]:8: note: in task 2, somebody calls this
// CHECK: :[[@LINE-12]]:12: note: task 2 notifies 'filled'
// CHECK: :[[@LINE-28]]:12: note: the calls have returned, and nobody knows that 'filled' must be notified

// Good.
class ClosedUnderLock {
public:
  explicit ClosedUnderLock(unsigned long level) : level(level) {}

  bool take(unsigned long many) {
    std::unique_lock lock(mutex);
    filled.wait(lock, [&] { return closed || level >= many; });
    if (closed)
      return false;
    level -= many;
    return true;
  }
  void fill(unsigned long more) {
    {
      std::lock_guard guard(mutex);
      level += more;
    }
    filled.notify_all();
  }
  void close() {
    {
      std::lock_guard guard(mutex);
      closed = true;
    }
    filled.notify_all();
  }

private:
  std::mutex mutex;
  std::condition_variable filled;
  unsigned long level;
  std::atomic<bool> closed{false};
};

struct Session {
  virtual ~Session() = default;
  virtual bool healthy() const = 0;
};

// What is thrown away makes room too.
template <bool Tells> class Pool {
public:
  Pool(unsigned most, std::function<std::unique_ptr<Session>()> make) : most(most), make(std::move(make)) {}

  class Lease {
  public:
    Lease(Pool &pool, std::unique_ptr<Session> session) : pool(&pool), session(std::move(session)) {}
    Lease(Lease &&) = default;
    ~Lease() {
      if (!session)
        return;
      if (session->healthy())
        pool->giveBack(std::move(session));
      else
        pool->throwAway();
    }

  private:
    Pool *pool;
    std::unique_ptr<Session> session;
  };

  Lease borrow() {
    std::unique_lock lock(mutex);
    if constexpr (Tells)
      free.wait(lock, [this] { return !idle.empty() || made < most; });
    else
      free.wait(lock, [this] { return !idle.empty() || made < most; });
    if (!idle.empty()) {
      auto session = std::move(idle.back());
      idle.pop_back();
      return Lease(*this, std::move(session));
    }
    ++made;
    lock.unlock();
    return Lease(*this, make());
  }

private:
  void giveBack(std::unique_ptr<Session> session) {
    std::lock_guard guard(mutex);
    idle.push_back(std::move(session));
    free.notify_one();
  }
  void throwAway() {
    std::lock_guard guard(mutex);
    --made;
    if constexpr (Tells)
      free.notify_one();
  }

  const unsigned most;
  std::function<std::unique_ptr<Session>()> make;
  std::mutex mutex;
  std::condition_variable free;
  std::vector<std::unique_ptr<Session>> idle;
  unsigned made = 0;
};
// CHECK: :[[@LINE-31]]:12: warning: this wait on 'free' can be left asleep though its condition holds: no notification tells it [quiesce-missed-notify]
// CHECK: :[[@LINE-37]]:9: note: in task 1, somebody calls this
// CHECK: :[[@LINE-38]]:9: note: in task 2, somebody calls this
// CHECK: :[[@LINE-50]]:20: note: in task 1, 'session->healthy()' is false
// CHECK: :[[@LINE-35]]:12: note: the calls have returned, and nobody knows that 'free' must be notified

template class Pool<false>;
template class Pool<true>; // good
