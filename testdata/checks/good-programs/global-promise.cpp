// A global is made before any task looks at it.
// RUN: %check_tidy %s

#include <future>
#include <mutex>
#include <thread>

std::promise<bool> wire;
std::mutex m;

int main() {
  std::thread reader([] { wire.get_future().get(); });
  std::unique_lock l(m);
  l.unlock();
  wire.set_value(true);
  reader.join();
}
