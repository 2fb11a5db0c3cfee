// oneTBB: queues that abort, or are told to stop by a value.
// RUN: %check_tidy %s

#include <memory>
#include <tbb/concurrent_queue.h>
#include <tbb/queuing_mutex.h>
#include <oneapi/tbb/rw_mutex.h>
#include <tbb/task_group.h>
#include <thread>

bool fails();
void use(int);

using Queue = tbb::concurrent_bounded_queue<int>;

void leaves_early_bad() {
  Queue queue;
  queue.set_capacity(1);
  std::thread reader([&] {
    int value;
    queue.pop(value);
    if (fails())
      return;
    queue.pop(value);
    queue.pop(value);
  });
  queue.push(1);
  queue.emplace(2);
  queue.push(3);
  reader.join();
}
// CHECK: :[[@LINE-3]]:9: warning: this send to 'queue' can block forever: no task receives from 'queue' any more [quiesce-blocked-send]
// CHECK: :[[@LINE-14]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-7]]:9: note: the main task sends to 'queue'
// CHECK: :[[@LINE-14]]:11: note: task 1 receives from 'queue'
// CHECK: :[[@LINE-14]]:9: note: in task 1, 'fails()' is true
// CHECK: :[[@LINE-14]]:7: note: task 1 returns
// CHECK: :[[@LINE-10]]:9: note: the main task sends to 'queue'
// CHECK: :[[@LINE-10]]:9: note: no remaining task receives from 'queue' or closes it

void leaves_early_ok() {
  Queue queue;
  std::thread reader([&] {
    int value;
    queue.pop(value);
    if (fails())
      return;
    queue.pop(value);
  });
  queue.push(1);
  queue.push(2);
  reader.join();
}

void tries_bad() {
  Queue queue;
  queue.set_capacity(1);
  std::thread writer([&] {
    queue.try_push(1);
    queue.try_emplace(2);
  });
  int value;
  queue.pop(value);
  queue.pop(value);
  writer.join();
}
// CHECK: :[[@LINE-3]]:9: warning: this receive from 'queue' can block forever: no task sends to 'queue' any more or closes it [quiesce-blocked-receive]
// CHECK: :[[@LINE-10]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-10]]:11: note: task 1 sends to 'queue'
// CHECK: :[[@LINE-10]]:11: note: task 1 sends to 'queue'
// CHECK: :[[@LINE-8]]:9: note: the main task receives from 'queue'
// CHECK: :[[@LINE-8]]:9: note: no remaining task sends to 'queue' or closes it

void tries_ok() {
  Queue queue;
  std::thread writer([&] {
    if (queue.try_push(1))
      use(1);
  });
  int value;
  if (!queue.empty() && queue.try_pop(value))
    use(value);
  writer.join();
}

// Whoever waits gets an exception.
void abort_of_a_loop_ok() {
  Queue queue;
  std::thread reader([&] {
    try {
      int value;
      while (true)
        queue.pop(value);
    } catch (const tbb::user_abort &) {
    }
  });
  queue.abort();
  reader.join();
}

class Sink_ok {
public:
  Sink_ok() : reader([this] { run(); }) {}
  ~Sink_ok() {
    queue.abort();
    reader.join();
  }
  void put(int value) { queue.push(value); }

private:
  void run() {
    try {
      int value;
      while (true) {
        queue.pop(value);
        use(value);
      }
    } catch (tbb::user_abort &) {
    }
  }
  Queue queue;
  std::thread reader;
};

class Sink_bad {
public:
  Sink_bad() : reader([this] { run(); }) {}
  ~Sink_bad() { reader.join(); }
  void put(int value) { queue.push(value); }

private:
  void run() {
    try {
      int value;
      while (true) {
        queue.pop(value);
        use(value);
      }
    } catch (tbb::user_abort &) {
    }
  }
  Queue queue;
  std::thread reader;
};
// CHECK: :[[@LINE-9]]:15: warning: this receive from 'queue' can block forever: no task sends to 'queue' or closes it [quiesce-blocked-receive]
// CHECK: :[[@LINE-19]]:16: note: the main task starts task 1
// CHECK: :[[@LINE-20]]:32: note: in a call from here
// CHECK: :[[@LINE-12]]:15: note: no remaining task sends to 'queue' or closes it

void group_bad() {
  Queue queue;
  tbb::task_group group;
  group.run([&] {
    if (!fails())
      queue.push(1);
  });
  int value;
  queue.pop(value);
  group.wait();
}
// CHECK: :[[@LINE-3]]:9: warning: this receive from 'queue' can block forever: no task sends to 'queue' or closes it [quiesce-blocked-receive]
// CHECK: :[[@LINE-9]]:3: note: the main task starts task 1
// CHECK: :[[@LINE-9]]:10: note: in task 1, 'fails()' is true
// CHECK: :[[@LINE-6]]:9: note: no remaining task sends to 'queue' or closes it

void group_ok() {
  Queue queue;
  tbb::task_group group;
  group.run([&] { queue.push(fails() ? 0 : 1); });
  int value;
  queue.pop(value);
  group.wait();
}

void detached_bad() {
  auto queue = std::make_shared<Queue>();
  queue->set_capacity(1);
  std::thread([queue] {
    queue->push(1);
    queue->push(2);
    queue->push(3);
  }).detach();
  int value;
  queue->pop(value);
}
// CHECK: :[[@LINE-5]]:12: warning: this send to 'queue' can block forever: no task receives from 'queue' any more [quiesce-blocked-send]
// CHECK: :[[@LINE-9]]:3: note: the main task starts task 1
// CHECK: :[[@LINE-9]]:12: note: task 1 sends to 'queue'
// CHECK: :[[@LINE-5]]:10: note: the main task receives from 'queue'
// CHECK: :[[@LINE-10]]:12: note: task 1 sends to 'queue'
// CHECK: :[[@LINE-10]]:12: note: no remaining task receives from 'queue' or closes it

// It never waits.
void unbounded_ok() {
  tbb::concurrent_queue<int> queue;
  queue.push(1);
  queue.emplace(2);
  int value;
  while (!queue.empty() && queue.try_pop(value))
    use(value);
}

void queuing_bad() {
  tbb::queuing_mutex mutex;
  tbb::queuing_mutex::scoped_lock first(mutex);
  tbb::queuing_mutex::scoped_lock second(mutex);
}
// CHECK: :[[@LINE-2]]:35: warning: this lock of 'mutex' blocks forever: the main task holds the lock already [quiesce-deadlock]
// CHECK: :[[@LINE-4]]:35: note: the main task locks 'mutex'
// CHECK: :[[@LINE-4]]:35: note: the lock is not released before it is taken again

void queuing_ok() {
  tbb::queuing_mutex mutex;
  tbb::queuing_mutex::scoped_lock first(mutex);
  first.release();
  first.acquire(mutex);
}

void shared_ok() {
  tbb::rw_mutex mutex;
  if (mutex.try_lock())
    mutex.unlock();
  if (mutex.try_lock_shared())
    mutex.unlock_shared();
  mutex.lock();
  mutex.unlock();
}
