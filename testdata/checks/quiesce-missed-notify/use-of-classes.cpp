// RUN: %check_tidy %s -- -std=c++20

// How somebody comes by an object, and what he can call: inherited methods,
// factories, functions over a plain struct, templates, and what is returned.

#include <condition_variable>
#include <cstddef>
#include <cstdlib>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <pthread.h>
#include <string>
#include <thread>

namespace inherited {

class Service {
public:
  virtual ~Service() = default;
  void start() {
    if (!Thread.joinable())
      Thread = std::thread([this] { run(); });
  }
  void stop() {
    if (!Thread.joinable())
      return;
    onStop();
    Thread.join();
  }

protected:
  virtual void run() = 0;
  virtual void onStop() = 0;

private:
  std::thread Thread;
};

class Forgets : public Service {
public:
  ~Forgets() override { stop(); }

protected:
  void run() override {
    std::unique_lock<std::mutex> Lock(M);
    while (!Stopping)
      Changed.wait(Lock);
  }
  void onStop() override {
    std::lock_guard<std::mutex> Lock(M);
    Stopping = true;
  }

private:
  std::mutex M;
  std::condition_variable Changed;
  bool Stopping = false;
};
// CHECK: :[[@LINE-12]]:15: warning: this wait on 'Changed' can block forever: no notification reaches it any more [quiesce-missed-notify]
// CHECK: :[[@LINE-38]]:16: note: the main task starts task 1
// CHECK: :[[@LINE-39]]:37: note: in a call from here
// CHECK: :[[@LINE-15]]:15: note: no task notifies 'Changed' from here on

class Notifies : public Service {
public:
  ~Notifies() override { stop(); }

protected:
  void run() override {
    std::unique_lock<std::mutex> Lock(M);
    while (!Stopping)
      Changed.wait(Lock);
  }
  void onStop() override {
    std::lock_guard<std::mutex> Lock(M);
    Stopping = true;
    Changed.notify_one();
  }

private:
  std::mutex M;
  std::condition_variable Changed;
  bool Stopping = false;
};

} // namespace inherited

namespace factory {

// What a static method returns is an object too.
class Worker {
public:
  static std::unique_ptr<Worker> create() {
    std::unique_ptr<Worker> Made(new Worker);
    Made->Thread = std::thread([W = Made.get()] { W->run(); });
    return Made;
  }
  ~Worker() {
    {
      std::lock_guard<std::mutex> Lock(M);
      Done = true;
    }
    Thread.join();
  }

private:
  Worker() = default;
  void run() {
    std::unique_lock<std::mutex> Lock(M);
    Changed.wait(Lock, [this] { return Done; });
  }

  std::mutex M;
  std::condition_variable Changed;
  bool Done = false;
  std::thread Thread;
};
// CHECK: :[[@LINE-8]]:13: warning: this wait on 'Changed' can block forever: no notification reaches it any more [quiesce-missed-notify]
// CHECK: :[[@LINE-24]]:20: note: the main task starts task 1
// CHECK: :[[@LINE-22]]:3: note: the main task returns
// CHECK: :[[@LINE-26]]:51: note: in a call from here
// CHECK: :[[@LINE-12]]:13: note: no task notifies 'Changed' from here on

class WorkerThatEnds {
public:
  static WorkerThatEnds *create() {
    auto *Made = new WorkerThatEnds;
    Made->Thread = std::thread([Made] { Made->run(); });
    return Made;
  }
  ~WorkerThatEnds() {
    {
      std::lock_guard<std::mutex> Lock(M);
      Done = true;
    }
    Changed.notify_all();
    Thread.join();
  }

private:
  WorkerThatEnds() = default;
  void run() {
    std::unique_lock<std::mutex> Lock(M);
    Changed.wait(Lock, [this] { return Done; });
  }

  std::mutex M;
  std::condition_variable Changed;
  bool Done = false;
  std::thread Thread;
};

} // namespace factory

namespace plain {

// Functions over a struct are its methods; what is counted starts at zero.  Both
// kinds sleep on one condition, and each wakes one of whichever kind.
struct Channel {
  pthread_mutex_t M;
  pthread_cond_t Changed;
  size_t Count;
  size_t Limit;
};

Channel *makeChannel(size_t Limit) {
  Channel *C = static_cast<Channel *>(std::calloc(1, sizeof(Channel)));
  if (!C)
    return nullptr;
  C->Limit = Limit;
  pthread_mutex_init(&C->M, nullptr);
  pthread_cond_init(&C->Changed, nullptr);
  return C;
}

void put(Channel *C) {
  pthread_mutex_lock(&C->M);
  while (C->Count == C->Limit)
    pthread_cond_wait(&C->Changed, &C->M);
  ++C->Count;
  pthread_cond_signal(&C->Changed);
  pthread_mutex_unlock(&C->M);
}
// CHECK: :[[@LINE-5]]:5: warning: this wait on 'Changed' can be left asleep though its condition holds: the notification wakes another waiter [quiesce-missed-notify]
// CHECK: :[[@LINE-9]]:6: note: in task 1, somebody calls this
// CHECK: :[[@LINE+9]]:6: note: in task 2, somebody calls this
// CHECK: :[[@LINE-11]]:6: note: in task 3, somebody calls this
// CHECK: :[[@LINE+7]]:6: note: in task 4, somebody calls this
// CHECK: :[[@LINE+9]]:5: note: task 2 goes to sleep on 'Changed'
// CHECK: :[[@LINE+8]]:5: note: task 4 goes to sleep on 'Changed'
// CHECK: :[[@LINE-10]]:3: note: task 1 notifies 'Changed'
// CHECK: :[[@LINE+8]]:3: note: task 2 notifies 'Changed'
// CHECK: :[[@LINE-14]]:5: note: the calls have returned, and nobody knows that 'Changed' must be notified

void take(Channel *C) {
  pthread_mutex_lock(&C->M);
  while (C->Count == 0)
    pthread_cond_wait(&C->Changed, &C->M);
  --C->Count;
  pthread_cond_signal(&C->Changed);
  pthread_mutex_unlock(&C->M);
}

struct Slots {
  std::mutex M;
  std::condition_variable Free;
  int Used = 0;
  int Limit = 1;
};

void take(Slots &S) {
  std::unique_lock<std::mutex> Lock(S.M);
  S.Free.wait(Lock, [&] { return S.Used < S.Limit; });
  ++S.Used;
}

void give(Slots &S) {
  std::lock_guard<std::mutex> Lock(S.M);
  --S.Used;
  S.Free.notify_one();
}

} // namespace plain

namespace templates {

// A method may be a template of its own.
class Gate {
public:
  template <class Test> void waitFor(Test Enough) {
    std::unique_lock<std::mutex> Lock(M);
    while (!Enough(Count))
      Changed.wait(Lock);
  }
  template <class T> void add(T) {
    std::lock_guard<std::mutex> Lock(M);
    if (++Count == 1)
      Changed.notify_one();
  }

private:
  std::mutex M;
  std::condition_variable Changed;
  int Count = 0;
};
// CHECK: :[[@LINE-13]]:15: warning: this wait on 'Changed' can be left asleep though its condition holds: only the first change is notified [quiesce-missed-notify]
// CHECK: :[[@LINE-17]]:30: note: in task 1, somebody calls this
// CHECK: :[[@LINE-13]]:27: note: in task 2, somebody calls this
// CHECK: :[[@LINE-19]]:30: note: in task 3, somebody calls this
// CHECK: :[[@LINE-15]]:27: note: in task 4, somebody calls this
// CHECK: :[[@LINE-13]]:15: note: task 2 notifies 'Changed'
// CHECK: :[[@LINE-15]]:17: note: in task 4, '++Count == 1' is false
// CHECK: :[[@LINE-20]]:15: note: the calls have returned, and nobody knows that 'Changed' must be notified

void waits(Gate &G) {
  G.waitFor([](int Count) { return Count > 0; });
}
void adds(Gate &G) { G.add(1); }

} // namespace templates

namespace lease {

// Who is given a place gives it back.
class Places {
public:
  class Place {
  public:
    explicit Place(Places *Of) : Of(Of) {}
    Place(Place &&Other) : Of(Other.Of) { Other.Of = nullptr; }
    ~Place() {
      if (Of)
        Of->give();
    }

  private:
    Places *Of;
  };

  explicit Places(int Count) : Free(Count) {}

  Place take() {
    std::unique_lock<std::mutex> Lock(M);
    while (Free == 0)
      Changed.wait(Lock);
    --Free;
    return Place(this);
  }

private:
  void give() {
    std::lock_guard<std::mutex> Lock(M);
    if (Free++ == 1)
      Changed.notify_one();
  }

  std::mutex M;
  std::condition_variable Changed;
  int Free;
};
// CHECK: :[[@LINE-16]]:15: warning: this wait on 'Changed' can be left asleep though its condition holds: no notification tells it [quiesce-missed-notify]
// CHECK: :[[@LINE-20]]:9: note: in task 1, somebody calls this
// CHECK: :[[@LINE-21]]:9: note: in task 2, somebody calls this
// CHECK: :[[@LINE-11]]:16: note: in task 1, 'Free++ == 1' is false
// CHECK: :[[@LINE-20]]:15: note: the calls have returned, and nobody knows that 'Changed' must be notified

class PlacesTold {
public:
  class Place {
  public:
    explicit Place(PlacesTold *Of) : Of(Of) {}
    Place(Place &&Other) : Of(Other.Of) { Other.Of = nullptr; }
    ~Place() {
      if (Of)
        Of->give();
    }

  private:
    PlacesTold *Of;
  };

  explicit PlacesTold(int Count) : Free(Count) {}

  Place take() {
    std::unique_lock<std::mutex> Lock(M);
    while (Free == 0)
      Changed.wait(Lock);
    --Free;
    return Place(this);
  }

private:
  void give() {
    std::lock_guard<std::mutex> Lock(M);
    ++Free;
    Changed.notify_one();
  }

  std::mutex M;
  std::condition_variable Changed;
  int Free;
};

} // namespace lease

namespace calls {

// It takes a call to come to the point, and another one helps no more.
class Pump {
public:
  Pump() : Thread([this] { run(); }) {}
  ~Pump() {
    {
      std::lock_guard<std::mutex> Lock(M);
      Quit = true;
      Changed.notify_one();
    }
    Thread.join();
  }
  void post(int Item) {
    std::lock_guard<std::mutex> Lock(M);
    Items.push_back(Item);
    Changed.notify_one();
  }

private:
  void run() {
    std::unique_lock<std::mutex> Lock(M);
    while (!Quit) {
      if (Items.empty()) {
        if (Dirty)
          flush(Lock);
        Changed.wait(Lock);
        continue;
      }
      Items.pop_front();
      Dirty = true;
    }
  }
  void flush(std::unique_lock<std::mutex> &Lock) {
    Dirty = false;
    Lock.unlock();
    std::this_thread::yield();
    Lock.lock();
  }

  std::mutex M;
  std::condition_variable Changed;
  std::deque<int> Items;
  bool Quit = false, Dirty = false;
  std::thread Thread;
};
// CHECK: :[[@LINE-20]]:17: warning: this wait on 'Changed' can block forever: no notification reaches it any more [quiesce-missed-notify]
// CHECK: :[[@LINE-43]]:12: note: the main task starts task 1
// CHECK: :[[@LINE-32]]:13: note: the main task notifies 'Changed'
// CHECK: :[[@LINE-40]]:15: note: the main task notifies 'Changed'
// CHECK: :[[@LINE-46]]:28: note: in a call from here
// CHECK: :[[@LINE-25]]:17: note: no task notifies 'Changed' from here on

class PumpThatLooksAgain {
public:
  PumpThatLooksAgain() : Thread([this] { run(); }) {}
  ~PumpThatLooksAgain() {
    {
      std::lock_guard<std::mutex> Lock(M);
      Quit = true;
      Changed.notify_one();
    }
    Thread.join();
  }
  void post(int Item) {
    std::lock_guard<std::mutex> Lock(M);
    Items.push_back(Item);
    Changed.notify_one();
  }

private:
  void run() {
    std::unique_lock<std::mutex> Lock(M);
    while (!Quit) {
      if (Items.empty()) {
        if (Dirty)
          flush(Lock);
        else
          Changed.wait(Lock);
        continue;
      }
      Items.pop_front();
      Dirty = true;
    }
  }
  void flush(std::unique_lock<std::mutex> &Lock) {
    Dirty = false;
    Lock.unlock();
    std::this_thread::yield();
    Lock.lock();
  }

  std::mutex M;
  std::condition_variable Changed;
  std::deque<int> Items;
  bool Quit = false, Dirty = false;
  std::thread Thread;
};

// Its user has to close it: a call behind the first helps.
class ToBeClosed {
public:
  ToBeClosed() : Thread([this] { run(); }) {}
  ~ToBeClosed() { Thread.join(); }
  void post(int) {
    std::lock_guard<std::mutex> Lock(M);
    ++Count;
    Changed.notify_one();
  }
  void close() {
    std::lock_guard<std::mutex> Lock(M);
    Closed = true;
    Changed.notify_one();
  }

private:
  void run() {
    std::unique_lock<std::mutex> Lock(M);
    while (!Closed)
      Changed.wait(Lock);
  }

  std::mutex M;
  std::condition_variable Changed;
  int Count = 0;
  bool Closed = false;
  std::thread Thread;
};

} // namespace calls
