// What the goldens of the formats are made from.
#include "channel.h"
#include <mutex>
#include <thread>

int hours(bool leap) {
  channel<int> answer;
  std::thread worker([&] { /* größe */ answer.send(24); });
  worker.detach();
  if (leap)
    return 8784;
  return answer.recv();
}

std::mutex from, to;

void transfer() {
  std::thread other([] {
    std::lock_guard<std::mutex> first(to);
    std::lock_guard<std::mutex> second(from);
  });
  {
    std::lock_guard<std::mutex> first(from);
    std::lock_guard<std::mutex> second(to);
  }
  other.join();
}

void tick() {
  std::thread clock([] {}); // NOLINT(quiesce-unjoined-thread): the "last" <word>
}
