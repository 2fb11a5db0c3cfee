// The comments that silence clang-tidy silence the driver too.
// RUN: %check_tidy %s
// RUN: %quiesce check %s -- -std=c++20

#include <thread>

void silenced() {
  std::thread t([] {}); // NOLINT(quiesce-unjoined-thread)
}

// NOLINTBEGIN(quiesce-*)
void silencedBlock() { std::thread t([] {}); }
// NOLINTEND(quiesce-*)
