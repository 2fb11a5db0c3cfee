// Locks that a function keeps when it throws or returns.
// RUN: %check_tidy %s -- -std=c++20

#include <mutex>
#include <stdexcept>

class Ledger {
public:
  // An exception leaves the lock behind.
  void pay(int amount) {
    guard.lock();
    if (amount > balance)
      throw std::runtime_error("not enough");
    balance -= amount;
    ++payments;
    guard.unlock();
  }

  // Good: a guard gives it back.
  void earn(int amount) {
    std::lock_guard hold(guard);
    if (amount < 0)
      throw std::runtime_error("negative");
    balance += amount;
  }

  // Good: a lock of its own kind of function.
  void lock() { guard.lock(); }
  void unlock() { guard.unlock(); }

  // Good: the caller gets the lock with the answer.
  std::unique_lock<std::mutex> hold() {
    std::unique_lock kept(guard);
    if (balance < 0)
      kept.unlock();
    return kept;
  }

private:
  std::mutex guard;
  int balance = 0, payments = 0;
};
// CHECK: :[[@LINE-32]]:11: warning: 'guard' is still locked when an exception leaves this function, so the next lock of it blocks forever [quiesce-deadlock]
// CHECK: :[[@LINE-32]]:16: note: in the main task, 'amount > balance' is true
// CHECK: :[[@LINE-32]]:7: note: the main task throws an exception
// CHECK: :[[@LINE-35]]:11: note: no unlock on this path, though there is one on others
