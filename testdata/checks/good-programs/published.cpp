// What may have been stored where others look for it can be changed by them.
// RUN: %check_tidy %s

#include <atomic>
#include <thread>

struct Operation {
  std::atomic<int> status{0};
  Operation *next = nullptr;
};

void handle(Operation *list);

void execute(std::atomic<Operation *> &pending) {
  Operation mine;
  Operation *first = pending.load();
  do {
    mine.next = first;
  } while (!pending.compare_exchange_strong(first, &mine));
  if (!first)
    handle(pending.exchange(nullptr));
  else
    while (mine.status.load() == 0)
      std::this_thread::yield();
}

void both(std::atomic<Operation *> &pending) {
  std::thread other([&] { execute(pending); });
  execute(pending);
  other.join();
}
