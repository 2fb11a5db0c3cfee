// What a pointer says of its object's owners decides about operations.
// RUN: %check_tidy %s

#include <memory>
#include <mutex>

void alive(std::mutex &m) {
  auto owner = std::make_shared<int>(1);
  std::weak_ptr<int> watcher = owner;
  if (watcher.expired())
    m.lock();
}

void gone(std::mutex &m) {
  auto owner = std::make_shared<int>(1);
  std::weak_ptr<int> watcher = owner;
  owner.reset();
  if (!watcher.expired())
    m.lock();
}

void counted(std::mutex &m) {
  auto owner = std::make_shared<int>(1);
  auto other = owner;
  if (owner.use_count() != 2)
    m.lock();
}

void unknown(std::mutex &m, std::weak_ptr<int> watcher) {
  if (watcher.expired())
    return;
  m.lock();
  m.unlock();
}
