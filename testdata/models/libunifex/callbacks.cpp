// libunifex: what runs when stop is requested.
// RUN: %check_tidy %s -- -std=c++20 -isystem %root/testdata/models/include/libunifex

#include <unifex.h>
#include <semaphore>
#include <thread>

bool fails();
void use(int);

void callback_bad() {
  unifex::inplace_stop_source stop;
  std::binary_semaphore stopped(0);
  std::thread other([token = stop.get_token(), &stopped] {
    unifex::inplace_stop_callback wakes(token, [&] { stopped.release(); });
    stopped.acquire();
  });
  if (!fails())
    stop.request_stop();
  other.join();
}

void callback_ok() {
  unifex::inplace_stop_source stop;
  std::binary_semaphore stopped(0);
  std::thread other([token = stop.get_token(), &stopped] {
    unifex::inplace_stop_callback wakes(token, [&] { stopped.release(); });
    stopped.acquire();
  });
  stop.request_stop();
  other.join();
}
