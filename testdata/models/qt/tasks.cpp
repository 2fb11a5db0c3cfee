// Qt: pools, futures, promises.
// RUN: %check_tidy %s -- -std=c++17 -fPIC -isystem /usr/include/%multiarch/qt6 -isystem /usr/include/%multiarch/qt6/QtCore

#include <QtConcurrent/QtConcurrent>
#include <QtCore/QPromise>
#include <QtCore/QSemaphore>
#include <QtCore/QThread>
#include <QtCore/QThreadPool>
#include <thread>

bool fails();
int compute();

void pool_bad() {
  QSemaphore done;
  QThreadPool pool;
  pool.start([&] { done.acquire(); });
  if (!fails())
    done.release();
  pool.waitForDone();
}
// CHECK: :[[@LINE-5]]:25: warning: this acquire of 'done' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-6]]:3: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:8: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-8]]:25: note: no remaining task changes the count of 'done'

void pool_ok() {
  QSemaphore done;
  QThreadPool pool;
  pool.start([&] { done.acquire(); });
  pool.start([&] { done.release(); });
  pool.waitForDone(100);
}

void run_bad() {
  QSemaphore done;
  QFuture<void> future = QtConcurrent::run([&] { done.acquire(); });
  if (!fails())
    done.release();
  future.waitForFinished();
}
// CHECK: :[[@LINE-5]]:55: warning: this acquire of 'done' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-6]]:26: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:8: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-8]]:55: note: no remaining task changes the count of 'done'

void run_ok() {
  QSemaphore done;
  QThreadPool *pool = QThreadPool::globalInstance();
  QFuture<int> future = QtConcurrent::run(pool, [&] {
    done.acquire();
    return 1;
  });
  done.release();
  compute();
  future.result();
}

void promise_bad() {
  QPromise<int> promise;
  QFuture<int> future = promise.future();
  std::thread other([&] {
    promise.start();
    if (fails())
      return;
    promise.addResult(compute());
    promise.finish();
  });
  future.waitForFinished();
  other.join();
}
// CHECK: :[[@LINE-3]]:10: warning: this wait for 'future' can block forever: its promise is never kept [quiesce-unfulfilled-promise]
// CHECK: :[[@LINE-11]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-10]]:9: note: in task 1, 'fails()' is true
// CHECK: :[[@LINE-10]]:7: note: task 1 returns
// CHECK: :[[@LINE-16]]:17: note: the promise is made here
// CHECK: :[[@LINE-8]]:10: note: no path from here sets a value or an exception

void promise_ok() {
  QPromise<int> promise;
  QFuture<int> future = promise.future();
  std::thread other([&] {
    promise.start();
    promise.addResult(compute());
    promise.finish();
  });
  future.waitForFinished();
  other.join();
}

// Several of its calls run at a time: it is not followed.
void blocking_ok() {
  QSemaphore done;
  QList<int> numbers{1, 2};
  QtConcurrent::blockingMap(numbers, [&](int &each) {
    if (each == 1)
      done.acquire();
    else
      done.release();
  });
}
