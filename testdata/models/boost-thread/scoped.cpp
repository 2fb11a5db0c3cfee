// Boost.Thread: a scoped thread's first argument says what its destructor does.
// RUN: %check_tidy %s

#include <boost/thread.hpp>
#include <boost/thread/latch.hpp>
#include <boost/thread/scoped_thread.hpp>

using boost::interrupt_and_join_if_joinable;

void use(int);

void interrupted_ok() {
  boost::latch never(1);
  boost::scoped_thread<interrupt_and_join_if_joinable> thread([&] { never.wait(); });
}

void strictly_interrupted_ok() {
  boost::latch never(1);
  boost::strict_scoped_thread<interrupt_and_join_if_joinable> thread([&] { never.wait(); });
}

// Nobody has interrupted it yet where it is joined.
void joined_bad() {
  boost::latch never(1);
  boost::scoped_thread<interrupt_and_join_if_joinable> thread([&] { never.wait(); });
  thread.join();
}
// CHECK: :[[@LINE-3]]:75: warning: this wait for 'never' can block forever: task 1 and the main task wait for each other [quiesce-deadlock]
// CHECK: :[[@LINE-4]]:56: note: the main task starts task 1
// CHECK: :[[@LINE-4]]:10: note: the main task waits here, at its join
// CHECK: :[[@LINE-6]]:75: note: neither can go on before the other does

// The wait for a mutex is none that interrupting ends.
void locked_bad() {
  boost::mutex mutex;
  boost::unique_lock<boost::mutex> lock(mutex);
  boost::scoped_thread<interrupt_and_join_if_joinable> thread([&] { boost::unique_lock<boost::mutex> waits(mutex); });
}
// CHECK: :[[@LINE-2]]:56: warning: the join by this destructor can block forever: the main task and task 1 wait for each other [quiesce-deadlock]
// CHECK: :[[@LINE-4]]:36: note: the main task locks 'mutex'
// CHECK: :[[@LINE-4]]:56: note: the main task starts task 1
// CHECK: :[[@LINE-5]]:102: note: task 1 waits here, at its lock
// CHECK: :[[@LINE-6]]:56: note: neither can go on before the other does

void strict_bad() {
  boost::latch never(1);
  boost::strict_scoped_thread<> thread([&] { never.wait(); });
}
// CHECK: :[[@LINE-2]]:52: warning: this wait for 'never' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-3]]:33: note: the main task starts task 1
// CHECK: :[[@LINE-4]]:52: note: no remaining task changes the count of 'never'

void detached_ok() {
  boost::scoped_thread<boost::detach> thread([] {
    while (true)
      if (use(1), false)
        break;
  });
}

// Who sleeps for good is told of a detached thread too.
void detached_bad() {
  boost::scoped_thread<boost::detach> thread([] {
    boost::latch never(1);
    never.wait();
  });
}
// CHECK: :[[@LINE-3]]:11: warning: this wait for 'never' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-6]]:39: note: the main task starts task 1
// CHECK: :[[@LINE-5]]:11: note: no remaining task changes the count of 'never'

// What the user's own type does is not known.
struct Ends {
  template <class Thread> void operator()(Thread &thread) {
    thread.interrupt();
    thread.join();
  }
};

void own_ok() {
  boost::latch never(1);
  boost::scoped_thread<Ends> thread([&] { never.wait(); });
}
