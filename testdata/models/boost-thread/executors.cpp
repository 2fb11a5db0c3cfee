// Boost.Thread: executors.  What they run, and when, is unknown, so nobody who has to do with it is stuck.
// RUN: %check_tidy %s -- -std=c++20 -isystem %root/testdata/models/include/boost-executors

#include <boost/thread/latch.hpp>
#include <executors.hpp>

bool fails();
void use(int);

void pool_ok() {
  boost::latch once(1);
  boost::basic_thread_pool pool(2);
  pool.submit([&] { once.count_down(); });
  once.wait();
}

// Its destructor interrupts what still runs.
void interrupted_ok() {
  boost::latch never(1);
  boost::basic_thread_pool pool(1);
  pool.submit([&] { never.wait(); });
}

void joined_ok() {
  boost::latch once(1);
  boost::basic_thread_pool pool(2);
  pool.submit([&] { once.wait(); });
  pool.submit([&] { once.count_down(); });
  pool.close();
  pool.join();
}

void inline_ok() {
  boost::latch once(1);
  boost::inline_executor here;
  here.submit([&] { once.count_down(); });
  once.wait();
}

void loop_ok() {
  boost::latch once(1);
  boost::loop_executor loop;
  loop.submit([&] { once.count_down(); });
  loop.run_queued_closures();
  once.wait();
}

void serial_ok() {
  boost::latch once(1);
  boost::basic_thread_pool pool(2);
  boost::serial_executor inOrder(pool);
  inOrder.submit([&] { once.count_down(); });
  once.wait();
}

void threads_ok() {
  boost::latch once(1);
  boost::thread_executor threads;
  threads.submit([&] { once.count_down(); });
  once.wait();
}

// The pool has nothing to do with this latch.
void beside_bad() {
  boost::latch once(1), never(1);
  boost::basic_thread_pool pool(2);
  pool.submit([&] { once.count_down(); });
  once.wait();
  if (!fails())
    never.count_down();
  never.wait();
}
// CHECK: :[[@LINE-2]]:9: warning: this wait for 'never' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-5]]:8: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-4]]:9: note: no remaining task changes the count of 'never'
