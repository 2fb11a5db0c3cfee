// An exception that nobody takes ends the program before any destructor runs.
// RUN: %check_tidy %s

#include <stdexcept>
#include <thread>

bool fails();
void step() {
  if (fails())
    throw std::runtime_error("step");
}

int main() {
  std::thread outer([] {
    std::thread inner([] {});
    step();
    inner.join();
  });
  try {
    step();
  } catch (const std::logic_error &) {
    outer.detach();
    return 1;
  }
  outer.join();
}
