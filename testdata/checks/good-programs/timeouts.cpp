// What is there, and nobody else can take or bring, is not given up at a timeout.
// RUN: %check_tidy %s

#include <chrono>
#include <future>
#include <mutex>
#include <semaphore>

using namespace std::chrono_literals;

void a_permit() {
  std::counting_semaphore<> s(1), never(0);
  if (!s.try_acquire_for(5ms))
    never.acquire();
}

void a_free_lock() {
  std::timed_mutex m;
  std::counting_semaphore<> never(0);
  if (!m.try_lock_for(5ms))
    never.acquire();
}

void a_result() {
  std::promise<int> p;
  auto f = p.get_future();
  p.set_value(1);
  std::counting_semaphore<> never(0);
  if (f.wait_for(5ms) == std::future_status::timeout)
    never.acquire();
}
