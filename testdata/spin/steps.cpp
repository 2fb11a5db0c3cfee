// Orders of steps that a reduction must not lose.  Each was found by asking SPIN.
// RUN: %quiesce dump --stuck %s -- -std=c++20 | FileCheck %s

#include <atomic>
#include <barrier>
#include <latch>
#include <mutex>
#include <semaphore>
#include <shared_mutex>
#include <thread>

// A wait for the change of a variable reads it: the store may come later, and
// then nobody notifies.
// CHECK-LABEL: waitsForChange:
// CHECK-NEXT: stuck [[#@LINE+5]]:15 at [[#@LINE+6]]:11
// CHECK-NEXT: stuck root at [[#@LINE+8]]:5
// CHECK-NOT: stuck
void waitsForChange() {
  std::atomic<int> value{0};
  std::thread t([&] {
    value.wait(0);
  });
  value.store(1);
  t.join();
}

// A writer may come between two readers.
// CHECK-LABEL: lateWriter:
// CHECK-NEXT: stuck [[#@LINE+5]]:15 at [[#@LINE+6]]:7
// CHECK-NEXT: stuck root at [[#@LINE+9]]:5
// CHECK-NOT: stuck
void lateWriter() {
  std::shared_mutex m;
  std::thread t([&] {
    m.lock();
    m.unlock();
  });
  m.lock_shared();
  m.lock_shared();
  m.unlock_shared();
  m.unlock_shared();
  t.join();
}

// Who tries may find the mutex taken for a moment.
// CHECK-LABEL: triesMutex:
// CHECK-NEXT: stuck [[#@LINE+6]]:15 at [[#@LINE+8]]:13
// CHECK-NEXT: stuck root at [[#@LINE+14]]:5
// CHECK-NOT: stuck
void triesMutex() {
  std::mutex m;
  std::binary_semaphore never(0);
  std::thread t([&] {
    if (!m.try_lock())
      never.acquire();
    else
      m.unlock();
  });
  { std::lock_guard<std::mutex> g(m); }
  m.lock();
  m.unlock();
  t.join();
}

// ... and the permit not there yet.
// CHECK-LABEL: triesPermit:
// CHECK-NEXT: stuck [[#@LINE+5]]:15 at [[#@LINE+7]]:13
// CHECK-NEXT: stuck root at [[#@LINE+9]]:5
// CHECK-NOT: stuck
void triesPermit() {
  std::binary_semaphore permit(0), never(0);
  std::thread t([&] {
    if (!permit.try_acquire())
      never.acquire();
  });
  permit.release();
  t.join();
}

// Who looks for a request of stop may look before it.
// CHECK-LABEL: looksForStop:
// CHECK-NEXT: stuck [[#@LINE+5]]:16 at [[#@LINE+7]]:13
// CHECK-NEXT: stuck root at [[#@LINE+4]]:16
// CHECK-NOT: stuck
void looksForStop() {
  std::binary_semaphore never(0);
  std::jthread t([&](std::stop_token stop) {
    if (!stop.stop_requested())
      never.acquire();
  });
}

// Arrivals may all count for one phase, or some of them for the next.
// CHECK-LABEL: arrives:
// CHECK-NEXT: stuck [[#@LINE+6]]:15 at [[#@LINE+7]]:7
// CHECK-NEXT: stuck [[#@LINE+5]]:15 at [[#@LINE+7]]:7
// CHECK-NEXT: stuck root at [[#@LINE+11]]:5
// CHECK-NOT: stuck
void arrives() {
  std::barrier<> b(3);
  std::thread t([&] {
    b.arrive_and_wait();
    b.arrive_and_wait();
  });
  (void)b.arrive();
  (void)b.arrive();
  (void)b.arrive();
  t.join();
}

// Who only tried for a time does not wait any more, and readers do not keep out
// readers.
// CHECK-LABEL: triesForTime:
// CHECK-NOT: stuck
void triesForTime() {
  std::shared_timed_mutex m;
  std::thread t([&] {
    std::shared_lock<std::shared_timed_mutex> a(m);
    std::shared_lock<std::shared_timed_mutex> b(m);
  });
  if (m.try_lock_for(std::chrono::seconds(1)))
    m.unlock();
  {
    std::shared_lock<std::shared_timed_mutex> c(m);
  }
  t.join();
}
