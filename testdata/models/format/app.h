// Classes without bodies; .quiesce.yaml says what they are.
#pragma once

namespace app {

class Event {
public:
  Event(bool manual_reset = false, bool set = false);
  void Set();
  void Reset();
  bool Wait(int milliseconds = -1);
};

class Countdown {
public:
  explicit Countdown(int count);
  void Signal();
  void Wait();
  void Reset();
};

class Mutex {
public:
  void Lock();
  void Unlock();
};

class MutexLock {
public:
  explicit MutexLock(Mutex *mutex, int milliseconds = -1);
  ~MutexLock();
};

class CondVar {
public:
  explicit CondVar(Mutex *mutex);
  void Wait();
  bool TimedWait(int milliseconds);
  void Signal();
  void SignalAll();
};

class Monitor {
public:
  void Enter();
  void Exit();
  void Wait();
  void Pulse();
  void PulseAll();
};

class Watched {
public:
  void Lock();
  void Unlock();
  template <class Predicate> void Await(Predicate holds) {}
  template <class Predicate> void LockWhen(Predicate holds) {}
};

class Runnable {
public:
  virtual ~Runnable();
  virtual void Run() = 0;
};

class Thread {
public:
  Thread();
  ~Thread();
  void Start(Runnable &body);
  void Join();
};

class Fiber {
public:
  template <class Body> explicit Fiber(Body body) {}
  ~Fiber();
  void Stop();
  void Join();
};

struct Joins {};
struct Stops {};

// A policy says what the destructor does.
template <class Policy> class Worker {
public:
  template <class Body> explicit Worker(Body body) {}
  ~Worker() {}
};

class Slot {};

class Source {
public:
  Source();
  Source(const Source &) = delete;
  void Emit();
  Slot GetSlot();
};

class Handle {
public:
  ~Handle();
};

class Signal {
public:
  void Post();
  bool Wait();
  void WaitOrThrow();
  void WaitForGood();
};

bool StopRequested();
void CheckStop();
template <class Body> Handle Go(Body body, Slot slot) { return {}; }

struct Clock {
  static void Sleep(int milliseconds);
};

} // namespace app

extern "C" {
struct app_event;
struct app_queue;
struct app_thread;
app_event *app_event_new(int set);
void app_event_set(app_event *);
void app_event_wait(app_event *);
int app_queue_create(app_queue **queue, int capacity, int flags);
void app_queue_send(app_queue *, void *);
void *app_queue_receive(app_queue *);
app_thread *app_thread_start(void (*body)(app_thread *, void *), void *data);
void app_thread_join(app_thread *);
}
