// Boost.Thread: who is interrupted leaves his wait.
// RUN: %check_tidy %s -- -std=c++20 -DBOOST_THREAD_VERSION=4

#include <boost/thread.hpp>
#include <boost/thread/latch.hpp>
#include <boost/thread/sync_queue.hpp>

bool fails();
void use(int);

void interrupted_ok() {
  boost::latch never(1);
  boost::thread other([&] { never.wait(); });
  other.interrupt();
  other.join();
}

void not_interrupted_bad() {
  boost::latch never(1);
  boost::thread other([&] { never.wait(); });
  if (!fails())
    other.interrupt();
  other.join();
}
// CHECK: :[[@LINE-5]]:35: warning: this wait for 'never' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-6]]:17: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:8: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-8]]:35: note: no remaining task changes the count of 'never'

void caught_ok() {
  boost::sync_queue<int> queue;
  boost::thread other([&] {
    try {
      while (true)
        use(queue.pull());
    } catch (const boost::thread_interrupted &) {
      use(0);
    }
  });
  other.interrupt();
  other.join();
}

// The wait for a mutex goes on.
void mutex_bad() {
  boost::mutex mutex;
  boost::unique_lock<boost::mutex> lock(mutex);
  boost::thread other([&] { boost::unique_lock<boost::mutex> waits(mutex); });
  other.interrupt();
  other.join();
}
// CHECK: :[[@LINE-2]]:9: warning: this join of 'other' can block forever: the main task and task 1 wait for each other [quiesce-deadlock]
// CHECK: :[[@LINE-6]]:36: note: the main task locks 'mutex'
// CHECK: :[[@LINE-6]]:17: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:9: note: the main task requests the stop of 'other'
// CHECK: :[[@LINE-8]]:62: note: task 1 waits here, at its lock
// CHECK: :[[@LINE-7]]:9: note: neither can go on before the other does

void condition_ok() {
  boost::mutex mutex;
  boost::condition_variable changed;
  bool ready = false;
  boost::thread other([&] {
    boost::unique_lock<boost::mutex> lock(mutex);
    while (!ready)
      changed.wait(lock);
  });
  other.interrupt();
  other.join();
}

void sleeps_ok() {
  boost::thread other([] {
    while (true)
      boost::this_thread::sleep_for(boost::chrono::milliseconds(10));
  });
  other.interrupt();
  other.join();
}

void polls_ok() {
  boost::thread other([] {
    while (!boost::this_thread::interruption_requested())
      use(1);
  });
  boost::thread third([] {
    while (true)
      boost::this_thread::interruption_point();
  });
  other.interrupt();
  third.interrupt();
  other.join();
  third.join();
}

void deaf_bad() {
  boost::thread other([] {
    while (true)
      use(1);
  });
  other.interrupt();
  other.join();
}
// CHECK: :[[@LINE-2]]:9: warning: this join of 'other' can block forever: the task it waits for never ends [quiesce-blocked-join]
// CHECK: :[[@LINE-8]]:17: note: the main task starts task 1
// CHECK: :[[@LINE-5]]:9: note: the main task requests the stop of 'other'
// CHECK: :[[@LINE-9]]:5: note: task 1 goes round this loop
// CHECK: :[[@LINE-6]]:9: note: nothing lets the joined task end

void group_ok() {
  boost::barrier together(3);
  boost::thread_group group;
  group.create_thread([&] { together.wait(); });
  group.create_thread([&] { together.wait(); });
  group.interrupt_all();
  group.join_all();
}

void group_bad() {
  boost::barrier together(3);
  boost::thread_group group;
  group.create_thread([&] { together.wait(); });
  group.create_thread([&] { together.wait(); });
  group.join_all();
}
// CHECK: :[[@LINE-4]]:38: warning: this wait for 'together' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-5]]:3: note: the main task starts task 1
// CHECK: :[[@LINE-5]]:3: note: the main task starts task 2
// CHECK: :[[@LINE-7]]:38: note: no remaining task changes the count of 'together'
// CHECK: :[[@LINE-7]]:38: warning: this wait for 'together' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-9]]:3: note: the main task starts task 1
// CHECK: :[[@LINE-9]]:3: note: the main task starts task 2
// CHECK: :[[@LINE-10]]:38: note: no remaining task changes the count of 'together'
