// POCO: threads and pools.
// RUN: %check_tidy %s

#include <Poco/Event.h>
#include <Poco/Mutex.h>
#include <Poco/RunnableAdapter.h>
#include <Poco/Thread.h>
#include <Poco/ThreadPool.h>

bool fails();
void use(int);

class Waits : public Poco::Runnable {
public:
  explicit Waits(Poco::Event &go) : go_(go) {}
  void run() override { go_.wait(); }

private:
  Poco::Event &go_;
};
// CHECK: :[[@LINE-5]]:29: warning: this wait for 'go_' can block forever: no task sets it [quiesce-count-mismatch]
// CHECK: :[[@LINE+8]]:3: note: the main task starts task 1
// CHECK: :[[@LINE+8]]:7: note: in the main task, 'fails()' is false
// CHECK: :[[@LINE-8]]:29: note: no remaining task sets 'go_'

void join_bad() {
  Poco::Event go;
  Waits waits(go);
  Poco::Thread thread;
  thread.start(waits);
  if (fails())
    go.set();
  thread.join();
}

void join_ok() {
  Poco::Event go;
  Waits waits(go);
  Poco::Thread thread;
  thread.start(waits);
  go.set();
  thread.join();
}

void limited_ok() {
  Poco::Event go;
  Waits waits(go);
  Poco::Thread thread;
  thread.start(waits);
  while (!thread.tryJoin(100))
    if (fails())
      break;
  go.set();
  thread.join(100);
}

void functor_bad() {
  Poco::FastMutex mutex;
  Poco::Thread thread;
  thread.startFunc([&] {
    mutex.lock();
    if (fails())
      return;
    mutex.unlock();
  });
  thread.join();
  mutex.lock();
  mutex.unlock();
}
// CHECK: :[[@LINE-3]]:9: warning: this lock of 'mutex' can block forever: the lock is held and never released [quiesce-deadlock]
// CHECK: :[[@LINE-11]]:3: note: the main task starts task 1
// CHECK: :[[@LINE-11]]:11: note: task 1 locks 'mutex'
// CHECK: :[[@LINE-11]]:9: note: in task 1, 'fails()' is true
// CHECK: :[[@LINE-11]]:7: note: task 1 returns
// CHECK: :[[@LINE-8]]:9: note: no path releases the lock

void functor_ok() {
  Poco::FastMutex mutex;
  Poco::Thread thread;
  thread.startFunc([&] { Poco::FastMutex::ScopedLock lock(mutex); });
  mutex.lock();
  mutex.unlock();
  thread.join();
}

void callback_ok(void *go) { static_cast<Poco::Event *>(go)->set(); }

void function_ok() {
  Poco::Event go;
  Poco::Thread thread;
  thread.start(callback_ok, &go);
  go.wait();
  thread.join();
}

// A thread that nobody joins goes on by itself.
void nobody_joins_ok() {
  Poco::Thread thread;
  thread.startFunc([] { use(1); });
}

struct Server {
  void serve() { stop.wait(); }
  Poco::Event stop;
};
// CHECK: :[[@LINE-3]]:23: warning: this wait for 'stop' can block forever: no task sets it [quiesce-count-mismatch]
// CHECK: :[[@LINE+9]]:3: note: the main task starts task 1
// CHECK: :[[@LINE+9]]:8: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE+7]]:16: note: in a call from here
// CHECK: :[[@LINE-7]]:23: note: no remaining task sets 'stop'

void adapter_bad() {
  Server server;
  Poco::RunnableAdapter<Server> adapter(server, &Server::serve);
  Poco::Thread thread;
  thread.start(adapter);
  if (!fails())
    server.stop.set();
  thread.join();
}

void adapter_ok() {
  Server server;
  Poco::RunnableAdapter<Server> adapter(server, &Server::serve);
  Poco::Thread thread;
  thread.start(adapter);
  server.stop.set();
  thread.join();
}

void pool_bad() {
  Poco::Event go;
  Waits waits(go);
  Poco::ThreadPool pool;
  pool.start(waits);
  if (!fails())
    go.set();
  pool.joinAll();
}

void pool_ok() {
  Poco::Event go;
  Waits waits(go);
  Poco::ThreadPool pool;
  pool.startWithPriority(Poco::Thread::PRIO_LOW, waits);
  Poco::Thread::sleep(10);
  go.set();
  pool.joinAll();
}

// Others use the pool too, so it may be full.
class Ticks_bad : public Poco::Runnable {
public:
  Ticks_bad() {}
  ~Ticks_bad() {
    if (started_)
      done_.wait();
  }
  void start(Poco::ThreadPool &pool) {
    started_ = true;
    pool.start(*this);
  }

private:
  void run() override { done_.set(); }

  bool started_ = false;
  Poco::Event done_;
};
// CHECK: :[[@LINE-13]]:13: warning: this wait for 'done_' can block forever: no task sets it [quiesce-count-mismatch]
// CHECK: :[[@LINE-10]]:10: note: the main task throws an exception
// CHECK: :[[@LINE-16]]:9: note: in the main task, 'started_' is true
// CHECK: :[[@LINE-16]]:13: note: no remaining task sets 'done_'

class Ticks_ok : public Poco::Runnable {
public:
  Ticks_ok() {}
  ~Ticks_ok() {
    if (started_)
      done_.wait();
  }
  void start(Poco::ThreadPool &pool) {
    pool.startWithPriority(Poco::Thread::PRIO_LOW, *this);
    started_ = true;
  }

private:
  void run() override { done_.set(); }

  bool started_ = false;
  Poco::Event done_;
};

class Caught_ok : public Poco::Runnable {
public:
  Caught_ok() {}
  ~Caught_ok() {
    if (started_)
      done_.wait();
  }
  void start() {
    started_ = true;
    try {
      Poco::ThreadPool::defaultPool().start(*this);
    } catch (const Poco::NoThreadAvailableException &) {
      started_ = false;
    }
  }

private:
  void run() override { done_.set(); }

  bool started_ = false;
  Poco::Event done_;
};
