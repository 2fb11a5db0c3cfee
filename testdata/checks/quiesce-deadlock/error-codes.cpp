// An error code says whether there is an error; the largest number is no other.
// RUN: %check_tidy %s

#include <cstdint>
#include <limits>
#include <mutex>
#include <system_error>

std::mutex lock;

std::error_code take(bool closed) {
  lock.lock();
  if (closed) {
    lock.unlock();
    return std::make_error_code(std::errc::connection_aborted);
  }
  return {};
}

std::error_code forgets_bad(bool closed) {
  lock.lock();
  if (closed)
    return std::make_error_code(std::errc::connection_aborted);
  lock.unlock();
  return {};
}
// CHECK: :[[@LINE-6]]:8: warning: 'lock' is still locked when this function returns on some path, so the next lock of it blocks forever [quiesce-deadlock]
// CHECK: :[[@LINE-6]]:7: note: in the main task, 'closed' is true
// CHECK: :[[@LINE-6]]:5: note: the main task returns
// CHECK: :[[@LINE-9]]:8: note: no unlock on this path, though there is one on others

void use_good(bool closed) {
  if (auto error = take(closed))
    return;
  lock.unlock();
}

void again_good() {
  if (auto error = take(true))
    take(false);
  else
    take(false);
  lock.unlock();
}

void largest_good() {
  std::uint64_t limit = std::numeric_limits<std::uint64_t>::max();
  lock.lock();
  if (limit != 3)
    lock.unlock();
  lock.lock();
  lock.unlock();
}

void largest_bad() {
  std::uint64_t limit = std::numeric_limits<std::uint64_t>::max();
  lock.lock();
  if (limit == 3)
    lock.unlock();
  lock.lock();
  lock.unlock();
}
// CHECK: :[[@LINE-3]]:8: warning: this lock of 'lock' blocks forever: the main task holds the lock already [quiesce-deadlock]
// CHECK: :[[@LINE-7]]:8: note: the main task locks 'lock'
// CHECK: :[[@LINE-7]]:13: note: in the main task, 'limit == 3' is false
// CHECK: :[[@LINE-6]]:8: note: the lock is not released before it is taken again
