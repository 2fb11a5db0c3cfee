// Qt: event loops.  What they call, and when, is unknown, so nobody who has to do with it is stuck.
// RUN: %check_tidy %s -- -std=c++17 -fPIC -isystem /usr/include/%multiarch/qt6 -isystem /usr/include/%multiarch/qt6/QtCore

#include <QCoreApplication>
#include <QEventLoop>
#include <QSemaphore>
#include <QThread>
#include <QTimer>
#include <thread>

bool fails();

void timer_ok() {
  QSemaphore done;
  QEventLoop loop;
  QTimer::singleShot(10, [&] {
    done.release();
    loop.quit();
  });
  loop.exec();
  done.acquire();
}

void events_ok() {
  QSemaphore done;
  QTimer::singleShot(10, [&] { done.release(); });
  QCoreApplication::processEvents();
  done.acquire();
}

void application_ok(QCoreApplication &app) {
  QSemaphore done;
  QObject::connect(&app, &QCoreApplication::aboutToQuit, [&] { done.release(); });
  app.exec();
  done.acquire();
}

void queued_ok(QObject &elsewhere) {
  QSemaphore done;
  QMetaObject::invokeMethod(&elsewhere, [&] { done.release(); }, Qt::QueuedConnection);
  done.acquire();
}

// Its run() is an event loop, which quit() ends.
void thread_ok() {
  QThread thread;
  thread.start();
  thread.quit();
  thread.wait();
}

// No loop has this semaphore.
void beside_bad() {
  QSemaphore never;
  QEventLoop loop;
  std::thread other([&] { never.acquire(); });
  QTimer::singleShot(10, &loop, &QEventLoop::quit);
  loop.exec();
  if (!fails())
    never.release();
  other.join();
}
// CHECK: :[[@LINE-7]]:33: warning: this acquire of 'never' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-8]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:8: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-10]]:33: note: no remaining task changes the count of 'never'
