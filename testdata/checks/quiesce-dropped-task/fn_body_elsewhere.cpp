// A known limit: of a deferred task only a body that is seen tells that it is
// one.
// RUN: %check_tidy %s

#include <future>

int load(int page);

void fn_body_elsewhere() {
  auto page = std::async(std::launch::deferred, load, 1);
}
