// Qt: the other members.  Each function that must be reported calls many members before the one that blocks: were one
// unknown, nothing would be reported.
// RUN: %check_tidy %s -- -std=c++17 -fPIC -isystem /usr/include/%multiarch/qt6 -isystem /usr/include/%multiarch/qt6/QtCore

#include <QtCore/QFuture>
#include <QtCore/QList>
#include <QtCore/QMutex>
#include <QtCore/QPromise>
#include <QtCore/QReadWriteLock>
#include <QtCore/QScopedPointer>
#include <QtCore/QSemaphore>
#include <QtCore/QSharedPointer>
#include <QtCore/QWaitCondition>
#include <chrono>
#include <thread>

bool fails();
void use(int);
using Soon = std::chrono::milliseconds;
static std::chrono::steady_clock::time_point now() { return std::chrono::steady_clock::now(); }

void mutex_bad() {
  QMutex mutex;
  if (mutex.try_lock())
    mutex.unlock();
  if (mutex.try_lock_for(Soon(1)))
    mutex.unlock();
  if (mutex.try_lock_until(now()))
    mutex.unlock();
  QMutexLocker lock(&mutex);
  if (lock.mutex() && lock.isLocked())
    mutex.lock();
}
// CHECK: :[[@LINE-2]]:11: warning: this lock of 'mutex' blocks forever: the main task holds the lock already [quiesce-deadlock]
// CHECK: :[[@LINE-11]]:13: note: the main task locks 'mutex'
// CHECK: :[[@LINE-10]]:13: note: the main task locks 'mutex'
// CHECK: :[[@LINE-9]]:13: note: the main task locks 'mutex'
// CHECK: :[[@LINE-8]]:16: note: the main task locks 'mutex'
// CHECK: :[[@LINE-8]]:28: note: in the main task, 'lock.isLocked()' is true
// CHECK: :[[@LINE-8]]:11: note: the lock is not released before it is taken again

void mutex_ok() {
  QMutex mutex;
  QMutexLocker lock(&mutex);
  if (mutex.try_lock() || mutex.try_lock_for(Soon(1)) || mutex.try_lock_until(now()))
    mutex.lock();
  lock.unlock();
  mutex.lock();
}

void recursive_bad() {
  QRecursiveMutex mutex;
  if (mutex.tryLock())
    mutex.unlock();
  if (mutex.try_lock())
    mutex.unlock();
  if (mutex.try_lock_for(Soon(1)))
    mutex.unlock();
  if (mutex.try_lock_until(now()))
    mutex.unlock();
  mutex.lock();
  std::thread other([&] { mutex.lock(); });
  other.join();
}
// CHECK: :[[@LINE-2]]:9: warning: this join of 'other' can block forever: the main task and task 1 wait for each other [quiesce-deadlock]
// CHECK: :[[@LINE-13]]:13: note: the main task locks 'mutex'
// CHECK: :[[@LINE-12]]:13: note: the main task locks 'mutex'
// CHECK: :[[@LINE-11]]:13: note: the main task locks 'mutex'
// CHECK: :[[@LINE-10]]:13: note: the main task locks 'mutex'
// CHECK: :[[@LINE-9]]:9: note: the main task locks 'mutex'
// CHECK: :[[@LINE-9]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-10]]:33: note: task 1 waits here, at its lock
// CHECK: :[[@LINE-10]]:9: note: neither can go on before the other does

void recursive_ok() {
  QRecursiveMutex mutex;
  mutex.lock();
  mutex.lock();
  std::thread other([&] {
    if (mutex.tryLock() || mutex.try_lock() || mutex.try_lock_for(Soon(1)) || mutex.try_lock_until(now()))
      use(1);
  });
  other.join();
}

void reading_bad() {
  QReadWriteLock lock;
  if (lock.tryLockForRead())
    lock.unlock();
  if (lock.tryLockForWrite())
    lock.unlock();
  QReadLocker reads(&lock);
  reads.unlock();
  reads.relock();
  if (reads.readWriteLock())
    lock.lockForWrite();
}
// CHECK: :[[@LINE-2]]:10: warning: this lock of 'lock' can block forever: the lock is held and never released [quiesce-deadlock]
// CHECK: :[[@LINE-11]]:12: note: the main task locks 'lock'
// CHECK: :[[@LINE-10]]:12: note: the main task locks 'lock'
// CHECK: :[[@LINE-9]]:15: note: the main task locks 'lock'
// CHECK: :[[@LINE-8]]:9: note: the main task locks 'reads'
// CHECK: :[[@LINE-8]]:7: note: in the main task, 'reads.readWriteLock()' is true
// CHECK: :[[@LINE-8]]:10: note: no path releases the lock

void reading_ok() {
  QReadWriteLock lock;
  lock.lockForRead();
  lock.lockForRead();
  lock.unlock();
  lock.unlock();
  lock.lockForWrite();
  if (lock.tryLockForRead() || lock.tryLockForWrite() || lock.tryLockForRead(100) || lock.tryLockForWrite(100))
    lock.lockForWrite();
}

void semaphore_bad() {
  QSemaphore semaphore(3);
  if (semaphore.try_acquire() && semaphore.try_acquire_for(Soon(1)) && semaphore.try_acquire_until(now()))
    semaphore.acquire();
}
// CHECK: :[[@LINE-2]]:15: warning: this acquire of 'semaphore' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-4]]:17: note: the main task acquires 'semaphore'
// CHECK: :[[@LINE-5]]:44: note: the main task acquires 'semaphore'
// CHECK: :[[@LINE-6]]:82: note: the main task acquires 'semaphore'
// CHECK: :[[@LINE-7]]:82: note: in the main task, 'semaphore.try_acquire_until(now())' is true
// CHECK: :[[@LINE-7]]:15: note: no remaining task changes the count of 'semaphore'

void semaphore_ok() {
  QSemaphore semaphore;
  if (semaphore.try_acquire() || semaphore.try_acquire_for(Soon(1)) || semaphore.try_acquire_until(now()))
    semaphore.acquire();
}

static void wakes(int how) {
  QMutex mutex;
  QWaitCondition changed;
  bool ready = false;
  std::thread other([&] {
    QMutexLocker lock(&mutex);
    ready = true;
    if (how == 1)
      changed.wakeOne();
    if (how == 2)
      changed.notify_one();
    if (how == 3)
      changed.notify_all();
  });
  mutex.lock();
  while (!ready)
    changed.wait(&mutex);
  mutex.unlock();
  other.join();
}
// CHECK: :[[@LINE-4]]:13: warning: this wait on 'changed' can block forever: no notification reaches it any more [quiesce-missed-notify]
// CHECK: :[[@LINE-17]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-11]]:13: note: in task 1, 'how == 3' is false
// CHECK: :[[@LINE+6]]:24: note: in a call from here
// CHECK: :[[@LINE-8]]:13: note: no task notifies 'changed' from here on

void wake_one_ok() { wakes(1); }
void notify_one_ok() { wakes(2); }
void notify_all_ok() { wakes(3); }
void wake_none_bad() { wakes(0); }

void future_bad() {
  QPromise<int> promise, other;
  QFuture<int> future = promise.future();
  other.swap(promise);
  if (future.isValid() && !future.isFinished())
    use(future.takeResult());
}
// CHECK: :[[@LINE-2]]:16: warning: this wait for 'future' can block forever: its promise is never kept [quiesce-unfulfilled-promise]
// CHECK: :[[@LINE-4]]:35: note: in the main task, 'future.isFinished()' is false
// CHECK: :[[@LINE-8]]:17: note: the promise is made here
// CHECK: :[[@LINE-5]]:16: note: no path from here sets a value or an exception

void future_ok() {
  QPromise<int> promise;
  QFuture<int> future = promise.future();
  std::thread other([&] { promise.finish(); });
  if (future.isValid() && !future.isFinished())
    future.waitForFinished();
  other.join();
}

void pointers_bad() {
  QSharedPointer<QSemaphore> one(new QSemaphore), two, three;
  two.swap(one);
  three = two;
  three->release();
  two.data()->acquire();
  if (one.isNull() && !one && two && two.get()) {
    two.reset();
    three->acquire();
  }
}
// CHECK: :[[@LINE-3]]:12: warning: this acquire of 'three' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-8]]:10: note: the main task releases 'three'
// CHECK: :[[@LINE-8]]:15: note: the main task acquires 'two'
// CHECK: :[[@LINE-8]]:38: note: in the main task, 'two.get()' is true
// CHECK: :[[@LINE-7]]:12: note: no remaining task changes the count of 'three'

void pointers_ok() {
  QSharedPointer<QSemaphore> one(new QSemaphore), two;
  two.swap(one);
  if (one.isNull() && !one && two && two.get())
    two->release();
  two.data()->acquire();
}

void scoped_bad() {
  QScopedPointer<QMutex> one(new QMutex), two;
  (*one).lock();
  QMutex *left = one.take();
  if (one.isNull() && !one && !two)
    left->lock();
}
// CHECK: :[[@LINE-2]]:11: warning: this lock of 'left' blocks forever: the main task holds the lock already [quiesce-deadlock]
// CHECK: :[[@LINE-6]]:10: note: the main task locks 'one'
// CHECK: :[[@LINE-5]]:31: note: in the main task, '!two' is true
// CHECK: :[[@LINE-5]]:11: note: the lock is not released before it is taken again

void scoped_ok() {
  QScopedPointer<QMutex> one(new QMutex);
  (*one).lock();
  if (one && !one.isNull())
    one->unlock();
  one->lock();
}

void list_ok() {
  QList<QSemaphore *> list, other;
  QSemaphore one, two;
  list << &one << &two;
  other.swap(list);
  for (auto each = other.begin(); each != other.end(); ++each)
    (*each)->release();
  other.takeLast()->acquire();
  other.takeLast()->acquire();
}

void list_bad() {
  QList<QSemaphore *> list, other;
  QSemaphore one, two;
  list << &one << &two;
  other.swap(list);
  other.takeLast()->release();
  for (auto each = other.begin(); each != other.end(); ++each)
    (*each)->acquire();
}
// CHECK: :[[@LINE-2]]:14: warning: this acquire of 'each' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-3]]:14: note: no remaining task changes the count of 'each'
