// QThread: start() runs run() of the class that is derived from it.
// RUN: %check_tidy %s -- -std=c++17 -fPIC -isystem /usr/include/%multiarch/qt6 -isystem /usr/include/%multiarch/qt6/QtCore

#include <QtCore/QMutex>
#include <QtCore/QReadWriteLock>
#include <QtCore/QSemaphore>
#include <QtCore/QThread>
#include <thread>

class Worker : public QThread {
public:
  QSemaphore done;

private:
  void run() override { done.acquire(); }
};
// CHECK: :[[@LINE-2]]:30: warning: this acquire of 'done' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE+5]]:10: note: the main task starts task 1
// CHECK: :[[@LINE-4]]:30: note: no remaining task changes the count of 'done'

void never_released() {
  Worker worker;
  worker.start();
  worker.wait();
}

void released_ok() {
  Worker worker;
  worker.start();
  worker.done.release();
  worker.wait();
}

void not_started_ok() {
  Worker worker;
  worker.wait();
}

class Locker : public QThread {
public:
  Locker(QMutex &a, QMutex &b) : a(a), b(b) {}
  ~Locker() override { wait(); }

protected:
  void run() override {
    QMutexLocker x(&a);
    QMutexLocker y(&b);
  }

private:
  QMutex &a, &b;
};
// CHECK: :[[@LINE-6]]:18: warning: this lock of 'b' can block forever: task 1 and the main task wait for each other [quiesce-deadlock]
// CHECK: :[[@LINE+9]]:10: note: the main task starts task 1
// CHECK: :[[@LINE+10]]:18: note: the main task locks 'b'
// CHECK: :[[@LINE-10]]:18: note: task 1 locks 'a'
// CHECK: :[[@LINE+9]]:18: note: the main task waits here, at its lock
// CHECK: :[[@LINE-11]]:18: note: neither can go on before the other does

void other_order() {
  QMutex a, b;
  Locker locker(a, b);
  locker.start();
  {
    QMutexLocker x(&b);
    QMutexLocker y(&a);
  }
  locker.wait();
}

void through_a_pointer_ok() {
  auto *worker = new Worker;
  worker->start();
  worker->done.release();
  worker->wait();
  delete worker;
}

void read_again_behind_a_writer() {
  QReadWriteLock l;
  std::thread t([&] {
    QReadLocker a(&l);
    QReadLocker b(&l);
  });
  { QWriteLocker w(&l); }
  t.join();
}
// CHECK: :[[@LINE-5]]:17: warning: this lock of 'l' can block forever: task 1 and the main task wait for each other [quiesce-deadlock]
// CHECK: :[[@LINE-8]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-8]]:17: note: task 1 locks 'l'
// CHECK: :[[@LINE-6]]:18: note: the main task waits here, at its lock
// CHECK: :[[@LINE-9]]:17: note: neither can go on before the other does

class Ended : public QThread {
public:
  QSemaphore done;

private:
  void run() override { done.acquire(); }
};

void terminated_ok() {
  Ended worker;
  worker.start();
  worker.terminate();
  worker.wait();
}

class Kept : public QThread {
public:
  QSemaphore done;

private:
  void run() override { done.acquire(); }
};
// CHECK: :[[@LINE-2]]:30: warning: this acquire of 'done' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE+6]]:10: note: the main task starts task 1
// CHECK: :[[@LINE+6]]:8: note: in the main task, 'patient' is true
// CHECK: :[[@LINE-5]]:30: note: no remaining task changes the count of 'done'

void not_terminated_bad(bool patient) {
  Kept worker;
  worker.start();
  if (!patient)
    worker.terminate();
  worker.wait();
}
