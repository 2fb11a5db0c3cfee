// folly: what runs when stop is requested.
// RUN: %check_tidy %s -- -std=c++20 -isystem %root/testdata/models/include/folly

#include <folly.h>
#include <semaphore>
#include <thread>

bool fails();
void use(int);

void callback_bad() {
  folly::CancellationSource stop;
  std::binary_semaphore stopped(0);
  std::thread other([token = stop.getToken(), &stopped] {
    folly::CancellationCallback wakes(token, [&] { stopped.release(); });
    stopped.acquire();
  });
  if (!fails())
    stop.requestCancellation();
  other.join();
}

void callback_ok() {
  folly::CancellationSource stop;
  std::binary_semaphore stopped(0);
  std::thread other([token = stop.getToken(), &stopped] {
    folly::CancellationCallback wakes(token, [&] { stopped.release(); });
    stopped.acquire();
  });
  stop.requestCancellation();
  other.join();
}
