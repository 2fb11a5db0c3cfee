// A known limit: what running() asks is not seen, so the loop is taken to end some time.
// RUN: %check_tidy %s

#include <thread>

bool running();
void work();

void fn_unknown_condition() {
  std::thread t([] {
    while (running())
      work();
  });
  t.join();
}
