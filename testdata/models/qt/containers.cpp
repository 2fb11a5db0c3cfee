// Qt: a bounded queue of Qt's parts, runnables, interruption, pointers.
// RUN: %check_tidy %s -- -std=c++17 -fPIC -isystem /usr/include/%multiarch/qt6 -isystem /usr/include/%multiarch/qt6/QtCore

#include <QtCore/QMutex>
#include <QtCore/QQueue>
#include <QtCore/QRunnable>
#include <QtCore/QScopedPointer>
#include <QtCore/QSemaphore>
#include <QtCore/QSharedPointer>
#include <QtCore/QStack>
#include <QtCore/QThread>
#include <QtCore/QThreadPool>
#include <QtCore/QWaitCondition>

bool fails();
void use(int);

class Bounded {
public:
  void put(int value) {
    QMutexLocker lock(&mutex);
    while (items.size() >= 1)
      changed.wait(&mutex);
    items.enqueue(value);
    changed.wakeAll();
  }
  int take() {
    QMutexLocker lock(&mutex);
    while (items.isEmpty())
      changed.wait(&mutex);
    int value = items.dequeue();
    changed.wakeAll();
    return value;
  }

private:
  QMutex mutex;
  QWaitCondition changed;
  QQueue<int> items;
};
// CHECK: :[[@LINE-18]]:15: warning: this wait on 'changed' can block forever: no notification reaches it any more [quiesce-missed-notify]
// CHECK: :[[@LINE+24]]:12: note: the main task starts task 1
// CHECK: :[[@LINE-18]]:13: note: task 1 notifies 'changed'
// CHECK: :[[@LINE-12]]:13: note: the main task notifies 'changed'
// CHECK: :[[@LINE+11]]:5: note: in a call from here
// CHECK: :[[@LINE-23]]:15: note: no task notifies 'changed' from here on

class Producer : public QThread {
public:
  explicit Producer(Bounded &to) : to(to) {}

protected:
  void run() override {
    to.put(1);
    to.put(2);
    to.put(3);
  }

private:
  Bounded &to;
};

void left_full_bad() {
  Bounded queue;
  Producer producer(queue);
  producer.start();
  use(queue.take());
  producer.wait();
}

void emptied_ok() {
  Bounded queue;
  Producer producer(queue);
  producer.start();
  use(queue.take());
  use(queue.take());
  use(queue.take());
  producer.wait();
}

class Releases : public QRunnable {
public:
  explicit Releases(QSemaphore &done) : done(done) {}
  void run() override {
    if (!fails())
      done.release();
  }

private:
  QSemaphore &done;
};

void runnable_bad() {
  QSemaphore done;
  QThreadPool pool;
  pool.start(new Releases(done));
  done.acquire();
  pool.waitForDone();
}
// CHECK: :[[@LINE-3]]:8: warning: this acquire of 'done' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-5]]:3: note: the main task starts task 1
// CHECK: :[[@LINE-17]]:10: note: in task 1, 'fails()' is true
// CHECK: :[[@LINE-6]]:8: note: no remaining task changes the count of 'done'

void runnable_ok() {
  QSemaphore done;
  QThreadPool pool;
  pool.start(new Releases(done));
  pool.waitForDone();
}

class Poller_bad : public QThread {
public:
  ~Poller_bad() override {
    quit();
    wait();
  }

protected:
  void run() override {
    while (!isInterruptionRequested())
      msleep(10);
  }
};
// CHECK: :[[@LINE-9]]:5: warning: this join of 'wait' can block forever: the task it waits for never ends [quiesce-blocked-join]
// CHECK: :[[@LINE+7]]:10: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:5: note: task 1 goes round this loop
// CHECK: :[[@LINE+4]]:14: note: in a call from here
// CHECK: :[[@LINE-13]]:5: note: nothing lets the joined task end

void never_interrupted() {
  Poller_bad poller;
  poller.start();
}

class Poller_ok : public QThread {
public:
  ~Poller_ok() override {
    requestInterruption();
    wait();
  }

protected:
  void run() override {
    while (!isInterruptionRequested())
      msleep(10);
  }
};

void interrupted() {
  Poller_ok poller;
  poller.start();
}

// ---- What a list holds ----

void list_bad() {
  QMutex mutex;
  QList<QMutex *> locks;
  locks << &mutex;
  locks.first()->lock();
  locks.last()->lock();
}
// CHECK: :[[@LINE-2]]:17: warning: this lock of 'locks' blocks forever: the main task holds the lock already [quiesce-deadlock]
// CHECK: :[[@LINE-4]]:18: note: the main task locks 'locks'
// CHECK: :[[@LINE-4]]:17: note: the lock is not released before it is taken again

void list_ok() {
  QMutex first, second;
  QList<QMutex *> locks;
  locks.append(&first);
  locks.push_back(&second);
  for (QMutex *each : locks)
    each->lock();
  locks.at(0)->unlock();
  locks[1]->unlock();
  locks.removeFirst();
  locks.front()->lock();
  locks.back()->unlock();
  if (locks.count() == 1 && locks.length() == 1 && !locks.empty())
    locks.clear();
}

void stack_ok() {
  QMutex first, second;
  QStack<QMutex *> locks;
  locks.push(&first);
  locks.push(&second);
  locks.top()->lock();
  locks.pop();
  locks.top()->lock();
  locks.prepend(&second);
  locks.push_front(&second);
  locks.removeLast();
  locks.pop_back();
  locks.pop_front();
  QQueue<int> values;
  values.enqueue(1);
  use(values.head());
  values.takeFirst();
}

void shared_bad() {
  QSharedPointer<QSemaphore> done(new QSemaphore);
  QThreadPool pool;
  pool.start([done] {
    if (!fails())
      done->release();
  });
  done->acquire();
}
// CHECK: :[[@LINE-2]]:9: warning: this acquire of 'done' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-7]]:3: note: the main task starts task 1
// CHECK: :[[@LINE-7]]:10: note: in task 1, 'fails()' is true
// CHECK: :[[@LINE-5]]:9: note: no remaining task changes the count of 'done'

void shared_ok() {
  QSharedPointer<QSemaphore> done(new QSemaphore);
  QThreadPool pool;
  pool.start([done] { done->release(); });
  QSharedPointer<QSemaphore> same = done;
  done.clear();
  (*same).acquire();
}

void scoped_bad() {
  QScopedPointer<QSemaphore> done(new QSemaphore);
  done->acquire();
}
// CHECK: :[[@LINE-2]]:9: warning: this acquire of 'done' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-3]]:9: note: no remaining task changes the count of 'done'

void scoped_ok() {
  QScopedPointer<QSemaphore> done(new QSemaphore(1));
  done.data()->acquire();
  done.reset(new QSemaphore(1));
  done.get()->acquire();
}

// ---- Iterators ----

void iterators_bad() {
  QSemaphore one, two;
  QList<QSemaphore *> list;
  list << &one << &two;
  list.first()->release();
  auto each = list.begin();
  (*each)->acquire();
  ++each;
  --each;
  (*each)->acquire();
}
// CHECK: :[[@LINE-2]]:12: warning: this acquire of 'each' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-8]]:17: note: the main task releases 'list'
// CHECK: :[[@LINE-7]]:12: note: the main task acquires 'each'
// CHECK: :[[@LINE-5]]:12: note: no remaining task changes the count of 'each'

void iterators_ok() {
  QSemaphore one, two;
  QList<QSemaphore *> list;
  list << &one << &two;
  for (auto each = list.cbegin(); each != list.cend(); ++each)
    (*each)->release();
  for (auto each = list.constBegin(); each != list.constEnd(); ++each)
    (*each)->acquire();
}

struct Holder {
  QSemaphore *done;
};

void arrow_bad() {
  QSemaphore done;
  QList<Holder> list;
  list.append(Holder{&done});
  list.begin()->done->acquire();
}
// CHECK: :[[@LINE-2]]:23: warning: this acquire of 'done' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-3]]:23: note: no remaining task changes the count of 'done'

void arrow_ok() {
  QSemaphore done;
  QList<Holder> list;
  list.append(Holder{&done});
  list.begin()->done->release();
  list.begin()->done->acquire();
}
