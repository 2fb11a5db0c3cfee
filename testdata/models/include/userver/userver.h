// The names and signatures of userver that its model has, from the page that userver.yaml links.
#pragma once

namespace userver::engine {

class Mutex {
public:
  Mutex();
  ~Mutex();
  void lock();
  bool try_lock();
  void unlock();
};
class SharedMutex {
public:
  void lock();
  bool try_lock();
  void unlock();
  void lock_shared();
  void unlock_shared();
};

} // namespace userver::engine
