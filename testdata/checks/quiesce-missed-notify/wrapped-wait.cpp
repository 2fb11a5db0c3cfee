// A wait wrapped in a function of its own is asked for by who calls that, in the loop round the call.
// RUN: %check_tidy %s

#include <cassert>
#include <pthread.h>
#include <queue>

int thread_id();
extern thread_local int cached_id;

class Mutex {
public:
  Mutex() { pthread_mutex_init(&mutex, nullptr); }
  ~Mutex() { pthread_mutex_destroy(&mutex); }
  void lock() {
    int error = pthread_mutex_lock(&mutex);
    assert(error == 0);
    held_by(current());
  }
  void unlock() {
    held_by(0);
    int error = pthread_mutex_unlock(&mutex);
    assert(error == 0);
  }
  bool mine() const { return holder == current(); }
  void held_by(int who) { holder = who; }
  pthread_mutex_t *native() { return &mutex; }
  static int current() {
    if (cached_id == 0)
      cached_id = thread_id();
    return cached_id;
  }

private:
  pthread_mutex_t mutex;
  int holder = 0;
};

class Hold {
public:
  explicit Hold(Mutex &m) : mutex(m) { mutex.lock(); }
  ~Hold() { mutex.unlock(); }

private:
  Mutex &mutex;
};

class Signal {
public:
  explicit Signal(Mutex &m) : mutex(m) { pthread_cond_init(&condition, nullptr); }
  ~Signal() { pthread_cond_destroy(&condition); }
  void wait() {
    mutex.held_by(0);
    int error = pthread_cond_wait(&condition, mutex.native());
    assert(error == 0);
    mutex.held_by(Mutex::current());
  }
  void rest() { pthread_cond_wait(&condition, mutex.native()); }
  void all() { pthread_cond_broadcast(&condition); }

private:
  Mutex &mutex;
  pthread_cond_t condition;
};
// CHECK: :[[@LINE-11]]:17: warning: this wait on 'condition' can block forever: no notification reaches it any more [quiesce-missed-notify]
// CHECK: :[[@LINE+31]]:5: note: in a call from here
// CHECK: :[[@LINE-13]]:17: note: no task notifies 'condition' from here on
// CHECK: :[[@LINE-10]]:17: warning: this wait on 'condition' can block forever: no notification reaches it any more [quiesce-missed-notify]
// CHECK: :[[@LINE+40]]:7: note: in the main task, 'busy()' is true
// CHECK: :[[@LINE+33]]:3: note: in a call from here
// CHECK: :[[@LINE+39]]:5: note: in a call from here
// CHECK: :[[@LINE-14]]:17: note: no task notifies 'condition' from here on

// Nobody sees how many fit.
class Ring {
public:
  bool full() const;
  void push(int);
};

void puts_one_ok() {
  Mutex mutex;
  Signal room(mutex);
  Ring ring;
  Hold hold(mutex);
  while (ring.full())
    room.wait();
  ring.push(1);
}

void waits_alone_bad() {
  Mutex mutex;
  Signal room(mutex);
  std::queue<int> queue;
  Hold hold(mutex);
  while (queue.empty())
    room.wait();
}

// Asked for by a lock and a wait of one function, whatever its caller asks.
void pause(Mutex &mutex, Signal &room) {
  Hold hold(mutex);
  room.rest();
}
bool busy();
void pauses_bad() {
  Mutex mutex;
  Signal room(mutex);
  if (busy())
    pause(mutex, room);
}

class Latch {
public:
  explicit Latch(int n) : left(n), zero(mutex) {}
  void wait() {
    Hold hold(mutex);
    while (left > 0)
      zero.wait();
  }
  void count_down() {
    Hold hold(mutex);
    if (--left == 0)
      zero.all();
  }

private:
  Mutex mutex;
  int left;
  Signal zero;
};
void latch_ok(Latch &latch) {
  latch.count_down();
  latch.wait();
}
