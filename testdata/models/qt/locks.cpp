// Qt: mutexes, lockers, wait conditions, semaphores.
// RUN: %check_tidy %s -- -std=c++17 -fPIC -isystem /usr/include/%multiarch/qt6 -isystem /usr/include/%multiarch/qt6/QtCore

#include <QtCore/QMutex>
#include <QtCore/QReadWriteLock>
#include <QtCore/QSemaphore>
#include <QtCore/QWaitCondition>
#include <thread>

bool fails();
void use(int);

void mutex_bad() {
  QMutex mutex;
  mutex.lock();
  QMutexLocker lock(&mutex);
}
// CHECK: :[[@LINE-2]]:16: warning: this lock of 'mutex' blocks forever: the main task holds the lock already [quiesce-deadlock]
// CHECK: :[[@LINE-4]]:9: note: the main task locks 'mutex'
// CHECK: :[[@LINE-4]]:16: note: the lock is not released before it is taken again

void mutex_ok() {
  QMutex mutex;
  QRecursiveMutex again;
  again.lock();
  again.lock();
  again.unlock();
  again.unlock();
  {
    QMutexLocker lock(&mutex);
    lock.unlock();
    lock.relock();
  }
  if (mutex.tryLock(100))
    mutex.unlock();
  mutex.lock();
  mutex.unlock();
}

void read_write_bad() {
  QReadWriteLock lock;
  QReadLocker reads(&lock);
  lock.lockForWrite();
}
// CHECK: :[[@LINE-2]]:8: warning: this lock of 'lock' can block forever: the lock is held and never released [quiesce-deadlock]
// CHECK: :[[@LINE-4]]:15: note: the main task locks 'lock'
// CHECK: :[[@LINE-4]]:8: note: no path releases the lock

void read_write_ok() {
  QReadWriteLock lock;
  {
    QReadLocker reads(&lock);
  }
  QWriteLocker writes(&lock);
}

void condition_bad() {
  QMutex mutex;
  QWaitCondition changed;
  bool ready = false;
  std::thread other([&] {
    QMutexLocker lock(&mutex);
    ready = true;
  });
  mutex.lock();
  while (!ready)
    changed.wait(&mutex);
  mutex.unlock();
  other.join();
}
// CHECK: :[[@LINE-4]]:13: warning: this wait on 'changed' can block forever: no notification reaches it any more [quiesce-missed-notify]
// CHECK: :[[@LINE-11]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:13: note: no task notifies 'changed' from here on

void condition_ok() {
  QMutex mutex;
  QWaitCondition changed;
  bool ready = false;
  std::thread other([&] {
    QMutexLocker lock(&mutex);
    ready = true;
    changed.wakeAll();
  });
  mutex.lock();
  while (!ready)
    changed.wait(&mutex);
  mutex.unlock();
  other.join();
}

void condition_timed_ok() {
  QMutex mutex;
  QWaitCondition changed;
  bool ready = false;
  QMutexLocker lock(&mutex);
  while (!ready)
    if (!changed.wait(&mutex, 1000))
      return;
}

void semaphore_bad() {
  QSemaphore done;
  std::thread other([&] { done.release(); });
  done.acquire(2);
  other.join();
}
// CHECK: :[[@LINE-3]]:8: warning: this acquire of 'done' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-5]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:32: note: task 1 releases 'done'
// CHECK: :[[@LINE-6]]:8: note: no remaining task changes the count of 'done'

void semaphore_ok() {
  QSemaphore done(1);
  std::thread other([&] { done.release(); });
  done.acquire(2);
  if (done.tryAcquire(1, 100))
    use(done.available());
  other.join();
}
