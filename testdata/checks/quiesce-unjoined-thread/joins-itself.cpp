// Handles whose destructor joins are no business of this check.
// RUN: %check_tidy %s

#include <future>
#include <thread>
#include <vector>

void work();
int compute();
bool fails();

void jthread_ok() {
  std::jthread t(work);
  if (fails())
    return;
  t.join();
}

void jthreads_ok() {
  std::vector<std::jthread> all;
  for (int i = 0; i < 3; ++i)
    all.emplace_back(work);
  if (fails())
    throw 1;
}

int async_ok() {
  auto result = std::async(std::launch::async, compute);
  if (fails())
    return 0;
  return result.get();
}
