// QThread runs a virtual function of a class of the user's own, or what create() was given: neither is followed, so a
// wait for it never blocks.
// RUN: %check_tidy %s -- -std=c++17 -fPIC -isystem /usr/include/%multiarch/qt6 -isystem /usr/include/%multiarch/qt6/QtCore

#include <QtCore/QSemaphore>
#include <QtCore/QThread>

class Worker : public QThread {
public:
  QSemaphore done;

private:
  void run() override { done.acquire(); }
};

void subclass() {
  Worker worker;
  worker.start();
  worker.wait();
}

void create() {
  QSemaphore done;
  QThread *thread = QThread::create([&] { done.acquire(); });
  thread->start();
  thread->wait();
  delete thread;
}
