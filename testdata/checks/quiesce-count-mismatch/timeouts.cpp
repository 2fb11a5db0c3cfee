// What another task may bring late can be given up at a timeout.
// RUN: %check_tidy %s

#include <chrono>
#include <semaphore>
#include <thread>

using namespace std::chrono_literals;

void a_late_permit() {
  std::counting_semaphore<> s(0), never(0);
  std::thread t([&] { s.release(); });
  if (!s.try_acquire_for(5ms))
    never.acquire();
  t.join();
}
// CHECK: :[[@LINE-3]]:11: warning: this acquire of 'never' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-6]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:10: note: the main task gives up waiting at its timeout
// CHECK: :[[@LINE-7]]:10: note: in the main task, 's.try_acquire_for(5ms)' is false
// CHECK: :[[@LINE-7]]:11: note: no remaining task changes the count of 'never'
