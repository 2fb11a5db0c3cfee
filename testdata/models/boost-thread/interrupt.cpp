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
