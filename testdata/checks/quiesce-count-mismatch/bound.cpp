// A callable refers to what its constructor takes by reference, and holds a copy of what it would forward.
// RUN: %check_tidy %s -- -std=c++17

#include <Poco/Event.h>
#include <Poco/RunnableAdapter.h>
#include <Poco/Thread.h>
#include <atomic>

// What an adapter is given by reference it refers to: the task sees the stop.
class Worker {
public:
  Worker() : adapter_(*this, &Worker::run), stopped_(false) {}
  void stop_and_wait() {
    thread_.start(adapter_);
    stopped_ = true;
    done_.wait();
    thread_.join();
  }

private:
  void run() {
    while (!stopped_)
      ++rounds_;
    done_.set();
  }
  Poco::RunnableAdapter<Worker> adapter_;
  Poco::Thread thread_;
  Poco::Event done_;
  std::atomic<bool> stopped_;
  std::atomic<int> rounds_{0};
};
void stopped() {
  Worker worker;
  worker.stop_and_wait();
}

// Nobody stops it before the wait.
class Unstopped {
public:
  Unstopped() : adapter_(*this, &Unstopped::run), stopped_(false) {}
  void wait() {
    thread_.start(adapter_);
    done_.wait();
    stopped_ = true;
    thread_.join();
  }

private:
  void run() {
    while (!stopped_)
      ++rounds_;
    done_.set();
  }
  Poco::RunnableAdapter<Unstopped> adapter_;
  Poco::Thread thread_;
  Poco::Event done_;
  std::atomic<bool> stopped_;
  std::atomic<int> rounds_{0};
};
// CHECK: :[[@LINE-17]]:11: warning: this wait for 'done_' can block forever: no task sets it [quiesce-count-mismatch]
// CHECK: :[[@LINE-19]]:5: note: the main task starts task 1
// CHECK: :[[@LINE+4]]:3: note: in a call from here
// CHECK: :[[@LINE-20]]:11: note: no remaining task sets 'done_'
void never_stopped() {
  Unstopped worker;
  worker.wait();
}
