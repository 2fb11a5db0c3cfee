// cppcoro: what runs when stop is requested.
// RUN: %check_tidy %s -- -std=c++20 -isystem %root/testdata/models/include/cppcoro

#include <cppcoro.h>
#include <semaphore>
#include <thread>

bool fails();
void use(int);

void callback_bad() {
  cppcoro::cancellation_source stop;
  std::binary_semaphore stopped(0);
  std::thread other([token = stop.token(), &stopped] {
    cppcoro::cancellation_registration wakes(token, [&] { stopped.release(); });
    stopped.acquire();
  });
  if (!fails())
    stop.request_cancellation();
  other.join();
}

void callback_ok() {
  cppcoro::cancellation_source stop;
  std::binary_semaphore stopped(0);
  std::thread other([token = stop.token(), &stopped] {
    cppcoro::cancellation_registration wakes(token, [&] { stopped.release(); });
    stopped.acquire();
  });
  stop.request_cancellation();
  other.join();
}

void throws_bad() {
  cppcoro::cancellation_source stop;
  std::thread other([token = stop.token()] {
    try {
      while (true)
        token.throw_if_cancellation_requested();
    } catch (...) {
      use(1);
    }
  });
  other.join();
}

void throws_ok() {
  cppcoro::cancellation_source stop;
  std::thread other([token = stop.token()] {
    try {
      while (true)
        token.throw_if_cancellation_requested();
    } catch (...) {
      use(1);
    }
  });
  stop.request_cancellation();
  other.join();
}
