// Methods that take the same two locks in another order, of one class or of two that know each other.
// RUN: %check_tidy %s

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

class Account {
public:
  void deposit(int n) {
    std::lock_guard balance(balance_);
    std::lock_guard log(log_);
    total_ += n;
  }
  int audit() {
    std::lock_guard log(log_);
    std::lock_guard balance(balance_);
    return total_;
  }

private:
  std::mutex balance_, log_;
  int total_ = 0;
};
// CHECK: :[[@LINE-13]]:21: warning: this lock of 'log_' can block forever: task 1 and task 2 wait for each other [quiesce-deadlock]
// CHECK: :[[@LINE-16]]:8: note: in task 1, somebody calls this
// CHECK: :[[@LINE-12]]:7: note: in task 2, somebody calls this
// CHECK: :[[@LINE-17]]:21: note: task 1 locks 'balance_'
// CHECK: :[[@LINE-13]]:21: note: task 2 locks 'log_'
// CHECK: :[[@LINE-13]]:21: note: task 2 waits here, at its lock
// CHECK: :[[@LINE-19]]:21: note: neither can go on before the other does

// Through private functions, and only once there is something to flush.
class Journal {
public:
  void put(int v) {
    std::lock_guard data(data_);
    last_ = v;
    log("put");
  }
  void flush() {
    std::lock_guard log(log_);
    for (auto &line : lines_)
      write(line);
    lines_.clear();
  }

private:
  void log(const char *word) {
    std::lock_guard log(log_);
    lines_.push_back(word);
  }
  void write(const std::string &) {
    std::lock_guard data(data_);
    ++last_;
  }
  std::mutex data_, log_;
  int last_ = 0;
  std::vector<std::string> lines_;
};
// CHECK: :[[@LINE-11]]:21: warning: this lock of 'log_' can block forever: task 1 and task 2 wait for each other [quiesce-deadlock]
// CHECK: :[[@LINE-26]]:8: note: in task 1, somebody calls this
// CHECK: :[[@LINE-22]]:8: note: in task 2, somebody calls this
// CHECK: :[[@LINE-27]]:21: note: task 1 locks 'data_'
// CHECK: :[[@LINE-23]]:21: note: task 2 locks 'log_'
// CHECK: :[[@LINE-12]]:21: note: task 2 waits here, at its lock
// CHECK: :[[@LINE-28]]:5: note: in a call from here
// CHECK: :[[@LINE-18]]:21: note: neither can go on before the other does

// Each calls the other with its own lock held.
class Session;
class Registry {
public:
  void add(int id, std::shared_ptr<Session> session) {
    std::lock_guard lock(mutex_);
    sessions_[id] = std::move(session);
  }
  void remove(int id) {
    std::lock_guard lock(mutex_);
    sessions_.erase(id);
  }
  void broadcast(int message);

private:
  std::mutex mutex_;
  std::map<int, std::shared_ptr<Session>> sessions_;
};
// CHECK: :[[@LINE-9]]:21: warning: this lock of 'mutex_' can block forever: task 2 and task 1 wait for each other [quiesce-deadlock]
// CHECK: :[[@LINE+27]]:16: note: in task 1, somebody calls this
// CHECK: :[[@LINE+14]]:8: note: in task 2, somebody calls this
// CHECK: :[[@LINE+26]]:19: note: task 1 locks 'mutex_'
// CHECK: :[[@LINE+13]]:21: note: task 2 locks 'mutex_'
// CHECK: :[[@LINE+8]]:21: note: task 1 waits here, at its lock
// CHECK: :[[@LINE+12]]:5: note: in a call from here
// CHECK: :[[@LINE-16]]:21: note: neither can go on before the other does

class Session {
public:
  Session(int id, Registry &registry) : id_(id), registry_(registry) {}
  void send(int message) {
    std::lock_guard lock(mutex_);
    last_ = message;
  }
  void close() {
    std::lock_guard lock(mutex_);
    registry_.remove(id_);
  }

private:
  const int id_;
  Registry &registry_;
  std::mutex mutex_;
  int last_ = 0;
};

void Registry::broadcast(int message) {
  std::lock_guard lock(mutex_);
  for (auto &[id, session] : sessions_)
    session->send(message);
}

// Only one of them locks something else first, which keeps nobody away.
struct Place {
  std::mutex mutex;
};
class HalfConfined {
public:
  void put(Place &place, int n) {
    std::lock_guard lock(place.mutex);
    std::lock_guard balance(balance_);
    std::lock_guard log(log_);
    total_ += n;
  }
  int audit() {
    std::lock_guard log(log_);
    std::lock_guard balance(balance_);
    return total_;
  }

private:
  std::mutex balance_, log_;
  int total_ = 0;
};
// CHECK: :[[@LINE-13]]:21: warning: this lock of 'log_' can block forever: task 1 and task 2 wait for each other [quiesce-deadlock]
// CHECK: :[[@LINE-17]]:8: note: in task 1, somebody calls this
// CHECK: :[[@LINE-12]]:7: note: in task 2, somebody calls this
// CHECK: :[[@LINE-17]]:21: note: task 1 locks 'balance_'
// CHECK: :[[@LINE-13]]:21: note: task 2 locks 'log_'
// CHECK: :[[@LINE-13]]:21: note: task 2 waits here, at its lock
// CHECK: :[[@LINE-19]]:21: note: neither can go on before the other does

// Beside a lock of some other object of the class.
class Purse {
public:
  void pay(Purse &to, int n) {
    std::lock_guard own(balance_);
    std::lock_guard other(to.balance_);
    std::lock_guard log(log_);
    total_ -= n;
    to.total_ += n;
  }
  int audit() {
    std::lock_guard log(log_);
    std::lock_guard own(balance_);
    return total_;
  }

private:
  std::mutex balance_, log_;
  int total_ = 0;
};
// CHECK: :[[@LINE-14]]:21: warning: this lock of 'log_' can block forever: task 1 and task 2 wait for each other [quiesce-deadlock]
// CHECK: :[[@LINE-18]]:8: note: in task 1, somebody calls this
// CHECK: :[[@LINE-12]]:7: note: in task 2, somebody calls this
// CHECK: :[[@LINE-19]]:21: note: task 1 locks 'balance_'
// CHECK: :[[@LINE-13]]:21: note: task 2 locks 'log_'
// CHECK: :[[@LINE-13]]:21: note: task 2 waits here, at its lock
// CHECK: :[[@LINE-20]]:21: note: neither can go on before the other does

namespace ok {

// A third lock lets only one of them in; or both are taken at once.
class Gated {
public:
  void forward() {
    std::lock_guard gate(gate_);
    std::lock_guard x(x_);
    std::lock_guard y(y_);
    ++n_;
  }
  void backward() {
    std::lock_guard gate(gate_);
    std::lock_guard y(y_);
    std::lock_guard x(x_);
    --n_;
  }
  void both() {
    std::scoped_lock both(x_, y_);
    ++n_;
  }

private:
  std::mutex gate_, x_, y_;
  int n_ = 0;
};

// One lock is left before the other is taken.
class OneByOne {
public:
  void put(int n) {
    {
      std::lock_guard balance(balance_);
      total_ += n;
    }
    std::lock_guard log(log_);
    ++entries_;
  }
  int audit() {
    std::lock_guard log(log_);
    std::lock_guard balance(balance_);
    return total_ + entries_;
  }

private:
  std::mutex balance_, log_;
  int total_ = 0, entries_ = 0;
};

class Leaf;
class Hub {
public:
  void add(Leaf *leaf) {
    std::lock_guard lock(mutex_);
    leaves_.push_back(leaf);
  }
  void remove(Leaf *leaf) {
    std::lock_guard lock(mutex_);
    std::erase(leaves_, leaf);
  }
  void tell(int message);

private:
  std::mutex mutex_;
  std::vector<Leaf *> leaves_;
};

class Leaf {
public:
  explicit Leaf(Hub &hub) : hub_(hub) { hub_.add(this); }
  void hear(int message) {
    std::lock_guard lock(mutex_);
    last_ = message;
  }
  void close() {
    {
      std::lock_guard lock(mutex_);
      closed_ = true;
    }
    hub_.remove(this);
  }

private:
  Hub &hub_;
  std::mutex mutex_;
  int last_ = 0;
  bool closed_ = false;
};

void Hub::tell(int message) {
  std::lock_guard lock(mutex_);
  for (Leaf *leaf : leaves_)
    leaf->hear(message);
}

// Whoever calls these holds a lock already: the declaration says so.
class __attribute__((capability("mutex"))) Gate {
public:
  void lock() __attribute__((acquire_capability()));
  void unlock() __attribute__((release_capability()));
};
class SaysSo {
public:
  Gate gate;
  void put(int n) __attribute__((requires_capability(gate))) {
    std::lock_guard balance(balance_);
    std::lock_guard log(log_);
    total_ += n;
  }
  int audit() __attribute__((requires_capability(gate))) {
    std::lock_guard log(log_);
    std::lock_guard balance(balance_);
    return total_;
  }

private:
  std::mutex balance_, log_;
  int total_ = 0;
};

// ... or is handed its guard.
class IsHanded {
public:
  void put(const std::unique_lock<std::mutex> &, int n) {
    std::lock_guard balance(balance_);
    std::lock_guard log(log_);
    total_ += n;
  }
  int audit(const std::unique_lock<std::mutex> &) {
    std::lock_guard log(log_);
    std::lock_guard balance(balance_);
    return total_;
  }

private:
  std::mutex balance_, log_;
  int total_ = 0;
};

// What is locked first is from elsewhere, and may be the same for both.
Place &current();
class Confined {
public:
  void put(Place &place, int n) {
    std::lock_guard lock(place.mutex);
    std::lock_guard balance(balance_);
    std::lock_guard log(log_);
    total_ += n;
  }
  int audit() {
    std::lock_guard lock(current().mutex);
    std::lock_guard log(log_);
    std::lock_guard balance(balance_);
    return total_;
  }

private:
  std::mutex balance_, log_;
  int total_ = 0;
};

// What both give to unseen code first may be a lock of an unknown kind.
class UnknownKind {
public:
  void put(int n) {
    gate_.lock();
    {
      std::lock_guard balance(balance_);
      std::lock_guard log(log_);
      total_ += n;
    }
    gate_.unlock();
  }
  void audit() {
    gate_.lock();
    {
      std::lock_guard log(log_);
      std::lock_guard balance(balance_);
      ++total_;
    }
    gate_.unlock();
  }

private:
  Gate gate_;
  std::mutex balance_, log_;
  int total_ = 0;
};

// That an object is given itself is no use that a class need expect.
class Account {
public:
  void pay(Account &to, int n) {
    std::lock_guard own(balance_);
    std::lock_guard other(to.balance_);
    std::lock_guard log(log_);
    total_ -= n;
    to.total_ += n;
  }
  int audit() {
    {
      std::lock_guard log(log_);
      ++entries_;
    }
    std::lock_guard own(balance_);
    return total_;
  }

private:
  std::mutex balance_, log_;
  int total_ = 0, entries_ = 0;
};

} // namespace ok

namespace limits {

// The order is hidden behind a call whose target is not known from the text.
struct Listener {
  virtual ~Listener() = default;
  virtual void changed(int value) = 0;
};
class Store {
public:
  void subscribe(Listener &listener) {
    std::lock_guard lock(mutex_);
    listeners_.push_back(&listener);
  }
  void fn_set(int value) {
    std::lock_guard lock(mutex_);
    for (Listener *each : listeners_)
      each->changed(value);
  }
  int get() {
    std::lock_guard lock(mutex_);
    return value_;
  }

private:
  std::mutex mutex_;
  int value_ = 0;
  std::vector<Listener *> listeners_;
};
class View : public Listener {
public:
  explicit View(Store &store) : store_(store) {}
  void changed(int value) override {
    std::lock_guard lock(mutex_);
    last_ = value;
  }
  int fn_refresh() {
    std::lock_guard lock(mutex_);
    return last_ = store_.get();
  }

private:
  Store &store_;
  std::mutex mutex_;
  int last_ = 0;
};

} // namespace limits
