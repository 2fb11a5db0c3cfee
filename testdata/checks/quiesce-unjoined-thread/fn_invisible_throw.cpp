// A known limit: load() may throw past the join, but its body is not seen.
// RUN: %check_tidy %s

#include <thread>

void work();
void load();

void fn_invisible_throw() {
  std::thread t(work);
  load();
  t.join();
}
