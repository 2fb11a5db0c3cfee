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
