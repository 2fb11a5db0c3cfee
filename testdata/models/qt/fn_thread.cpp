// What QThread::create() is given is not followed, so a wait for it never blocks.
// RUN: %check_tidy %s -- -std=c++17 -fPIC -isystem /usr/include/%multiarch/qt6 -isystem /usr/include/%multiarch/qt6/QtCore

#include <QtCore/QSemaphore>
#include <QtCore/QThread>

void create() {
  QSemaphore done;
  QThread *thread = QThread::create([&] { done.acquire(); });
  thread->start();
  thread->wait();
  delete thread;
}
