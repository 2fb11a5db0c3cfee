// What is given back without having been taken may be another name of what was taken: code out of sight may have
// changed the pointer that leads there.
// RUN: %check_tidy %s

#include <mutex>
#include <pthread.h>

void unseen();
bool written();

class Mutex {
public:
  Mutex() { pthread_mutex_init(&mutex, nullptr); }
  void lock() { pthread_mutex_lock(&mutex); }
  void unlock() { pthread_mutex_unlock(&mutex); }

private:
  pthread_mutex_t mutex;
};

namespace {
// One of two locks, as was said at the beginning.
class Hold {
public:
  Hold() {
    if (shared)
      pthread_mutex_lock(&for_all);
    else
      own->lock();
  }
  ~Hold() {
    if (shared)
      pthread_mutex_unlock(&for_all);
    else
      own->unlock();
  }
  static void begin(bool among_all) {
    if (begun)
      return;
    shared = among_all;
    if (!shared)
      own = new Mutex;
    begun = true;
  }

private:
  static bool begun, shared;
  static Mutex *own;
  static pthread_mutex_t for_all;
};
bool Hold::begun = false, Hold::shared = true;
Mutex *Hold::own = nullptr;
pthread_mutex_t Hold::for_all = PTHREAD_MUTEX_INITIALIZER;
} // namespace

bool flush_ok(bool among_all) {
  Hold::begin(among_all);
  Hold hold;
  unseen();
  if (!written())
    return false;
  return true;
}

extern std::mutex *current;
bool forgets_bad(bool twice) {
  current->lock();
  if (twice)
    return true;
  current->unlock();
  return true;
}
// CHECK: :[[@LINE-6]]:12: warning: 'current' is still locked when this function returns on some path, so the next lock of it blocks forever [quiesce-deadlock]
// CHECK: :[[@LINE-6]]:7: note: in the main task, 'twice' is true
// CHECK: :[[@LINE-6]]:5: note: the main task returns
// CHECK: :[[@LINE-9]]:12: note: no unlock on this path, though there is one on others
