// Seastar: abort sources.
// RUN: %check_tidy %s -- -std=c++20 -isystem %root/testdata/models/include/seastar

#include <seastar.h>
#include <thread>

bool fails();
void use(int);

void polls_bad() {
  seastar::abort_source stop;
  std::thread other([&] {
    while (!stop.abort_requested())
      use(1);
  });
  if (!fails())
    stop.request_abort();
  other.join();
}

void polls_ok() {
  seastar::abort_source stop;
  std::thread other([&] {
    while (!stop.abort_requested())
      use(1);
  });
  stop.request_abort();
  other.join();
}

void checks_bad() {
  seastar::abort_source stop;
  std::thread other([&] {
    try {
      while (true)
        stop.check();
    } catch (...) {
      use(1);
    }
  });
  other.join();
}

void checks_ok() {
  seastar::abort_source stop;
  std::thread other([&] {
    try {
      while (true)
        stop.check();
    } catch (...) {
      use(1);
    }
  });
  stop.request_abort();
  other.join();
}
