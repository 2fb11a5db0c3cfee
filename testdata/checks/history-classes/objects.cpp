// Shapes in which real programs hang, in classes: a joining destructor and what keeps it from its end.
// RUN: %check_tidy %s -- -std=c++20

#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <mutex>
#include <thread>

// A lock is held while joining a thread that takes it.
class JoinsUnderLock {
public:
  JoinsUnderLock() { worker = std::thread([this] { run(); }); }
  ~JoinsUnderLock() {
    std::lock_guard hold(guard);
    stop = true;
    worker.join();
  }

private:
  void run() {
    for (;;) {
      std::lock_guard hold(guard);
      if (stop)
        return;
    }
  }
  std::mutex guard;
  bool stop = false;
  std::thread worker;
};
// CHECK: :[[@LINE-15]]:12: warning: this join of 'worker' can block forever: the main task and task 1 wait for each other [quiesce-deadlock]
// CHECK: :[[@LINE-20]]:31: note: the main task starts task 1
// CHECK: :[[@LINE-19]]:21: note: the main task locks 'guard'
// CHECK: :[[@LINE-12]]:23: note: task 1 waits here, at its lock
// CHECK: :[[@LINE-19]]:12: note: neither can go on before the other does

// Good: the lock is given back first.
class JoinsWithout {
public:
  JoinsWithout() { worker = std::thread([this] { run(); }); }
  ~JoinsWithout() {
    {
      std::lock_guard hold(guard);
      stop = true;
    }
    worker.join();
  }

private:
  void run() {
    for (;;) {
      std::lock_guard hold(guard);
      if (stop)
        return;
    }
  }
  std::mutex guard;
  bool stop = false;
  std::thread worker;
};

// The waiting worker is not told of the stop.
class StopsInSilence {
public:
  StopsInSilence() { worker = std::thread([this] { run(); }); }
  ~StopsInSilence() {
    {
      std::lock_guard hold(guard);
      stop = true;
    }
    worker.join();
  }
  void post(int v) {
    std::lock_guard hold(guard);
    items.push_back(v);
    changed.notify_one();
  }

private:
  void run() {
    std::unique_lock hold(guard);
    while (!stop) {
      while (items.empty() && !stop)
        changed.wait(hold);
      items.clear();
    }
  }
  std::mutex guard;
  std::condition_variable changed;
  std::deque<int> items;
  bool stop = false;
  std::thread worker;
};
// CHECK: :[[@LINE-10]]:17: warning: this wait on 'changed' can block forever: no notification reaches it any more [quiesce-missed-notify]
// CHECK: :[[@LINE-30]]:31: note: the main task starts task 1
// CHECK: :[[@LINE-31]]:52: note: in a call from here
// CHECK: :[[@LINE-13]]:17: note: no task notifies 'changed' from here on

// The worker is woken, but its test does not ask for the stop.
class StopUnseen {
public:
  StopUnseen() { worker = std::thread([this] { run(); }); }
  ~StopUnseen() {
    {
      std::lock_guard hold(guard);
      stop = true;
      changed.notify_all();
    }
    worker.join();
  }

private:
  void run() {
    std::unique_lock hold(guard);
    while (!stop) {
      while (items.empty())
        changed.wait(hold);
      items.clear();
    }
  }
  std::mutex guard;
  std::condition_variable changed;
  std::deque<int> items;
  bool stop = false;
  std::thread worker;
};
// CHECK: :[[@LINE-10]]:17: warning: this wait on 'changed' can block forever: no notification reaches it any more [quiesce-missed-notify]
// CHECK: :[[@LINE-26]]:27: note: the main task starts task 1
// CHECK: :[[@LINE-22]]:15: note: the main task notifies 'changed'
// CHECK: :[[@LINE-28]]:48: note: in a call from here
// CHECK: :[[@LINE-14]]:17: note: no task notifies 'changed' from here on

// Good: it asks, and is told.
class StopSeen {
public:
  StopSeen() { worker = std::thread([this] { run(); }); }
  ~StopSeen() {
    {
      std::lock_guard hold(guard);
      stop = true;
      changed.notify_all();
    }
    worker.join();
  }
  void post(int v) {
    std::lock_guard hold(guard);
    items.push_back(v);
    changed.notify_one();
  }

private:
  void run() {
    std::unique_lock hold(guard);
    while (!stop) {
      while (items.empty() && !stop)
        changed.wait(hold);
      items.clear();
    }
  }
  std::mutex guard;
  std::condition_variable changed;
  std::deque<int> items;
  bool stop = false;
  std::thread worker;
};

// The shutdown waits for the end before it asks for it.
class WaitsFirst {
public:
  WaitsFirst() { worker = std::thread([this] { run(); }); }
  ~WaitsFirst() {
    worker.join();
    std::lock_guard hold(guard);
    stop = true;
    changed.notify_all();
  }

private:
  void run() {
    std::unique_lock hold(guard);
    while (!stop)
      changed.wait(hold);
  }
  std::mutex guard;
  std::condition_variable changed;
  bool stop = false;
  std::thread worker;
};
// CHECK: :[[@LINE-7]]:15: warning: this wait on 'changed' can block forever: task 1 and the main task wait for each other [quiesce-deadlock]
// CHECK: :[[@LINE-20]]:27: note: the main task starts task 1
// CHECK: :[[@LINE-19]]:12: note: the main task waits here, at its join
// CHECK: :[[@LINE-22]]:48: note: in a call from here
// CHECK: :[[@LINE-11]]:15: note: neither can go on before the other does

// A thread that joins itself.
void joins_itself() {
  std::thread self;
  std::promise<void> ready;
  self = std::thread([&] {
    ready.get_future().wait();
    self.join();
  });
  ready.set_value();
  std::this_thread::yield();
  while (true)
    ;
}
// CHECK: :[[@LINE-7]]:10: warning: this join of 'self' blocks forever: the task joins itself [quiesce-blocked-join]
// CHECK: :[[@LINE-10]]:10: note: the main task starts task 1
// CHECK: :[[@LINE-9]]:10: note: nothing lets the joined task end

// The future of a call is dropped at once, so the call waits for the task, which waits for what comes after it.
void drops_future() {
  std::promise<void> go;
  std::async(std::launch::async, [&] { go.get_future().wait(); });
  go.set_value();
}
// CHECK: :[[@LINE-3]]:3: warning: the future of this task is dropped, so the call waits for the task right here [quiesce-dropped-task]
// CHECK: :[[@LINE-4]]:3: note: the main task starts task 1
// CHECK: :[[@LINE-5]]:3: note: the result is not kept
// CHECK: :[[@LINE-6]]:56: warning: this wait for 'go.get_future()' can block forever: task 1 and the main task wait for each other [quiesce-deadlock]
// CHECK: :[[@LINE-7]]:3: note: the main task starts task 1
// CHECK: :[[@LINE-8]]:3: note: the main task waits here, at the join by its destructor
// CHECK: :[[@LINE-9]]:56: note: neither can go on before the other does

// Good: it is kept until then.
void keeps_future() {
  std::promise<void> go;
  auto kept = std::async(std::launch::async, [&] { go.get_future().wait(); });
  go.set_value();
}

// One thread serves the queue, and what it serves waits for more of the queue.
class OneWorker {
public:
  OneWorker() {
    worker = std::thread([this] {
      std::unique_lock hold(guard);
      while (!stop) {
        while (!job && !stop)
          changed.wait(hold);
        if (stop)
          return;
        auto mine = std::move(job);
        job = nullptr;
        hold.unlock();
        mine();
        hold.lock();
      }
    });
  }
  ~OneWorker() {
    {
      std::lock_guard hold(guard);
      stop = true;
    }
    changed.notify_all();
    worker.join();
  }
  void post(std::function<void()> f) {
    std::lock_guard hold(guard);
    job = std::move(f);
    changed.notify_all();
  }

private:
  std::mutex guard;
  std::condition_variable changed;
  std::function<void()> job;
  bool stop = false;
  std::thread worker;
};

void waits_in_its_own_pool() {
  OneWorker pool;
  std::promise<void> done;
  pool.post([&] {
    std::promise<void> inner;
    pool.post([&] { inner.set_value(); });
    inner.get_future().wait();
    done.set_value();
  });
  done.get_future().wait();
}
// CHECK: :[[@LINE-5]]:24: warning: this wait for 'inner.get_future()' can block forever: its promise is never kept [quiesce-unfulfilled-promise]
// CHECK: :[[@LINE-49]]:14: note: the main task starts task 1
// CHECK: :[[@LINE-40]]:9: note: in a call from here
// CHECK: :[[@LINE-10]]:24: note: the promise is made here
// CHECK: :[[@LINE-9]]:24: note: no path from here sets a value or an exception
