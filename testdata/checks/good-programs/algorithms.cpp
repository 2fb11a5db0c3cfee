// Algorithms run what they are given, on each element.
// RUN: %check_tidy %s -- -std=c++20 -I%root/testdata/corpus/include

#include "chan.hpp"
#include <algorithm>
#include <condition_variable>
#include <functional>
#include <latch>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

using Channel = chan::channel<int>;

void joined_through_a_member() {
  std::latch done(2);
  std::vector<int> ids{1, 2};
  std::vector<std::thread> threads;
  std::transform(ids.begin(), ids.end(), std::back_inserter(threads),
                 [&](int) { return std::thread([&] { done.count_down(); }); });
  done.wait();
  std::for_each(threads.begin(), threads.end(), std::mem_fn(&std::thread::join));
}

struct Worker {
  bool done = false;
  std::mutex m;
  std::condition_variable cv;
  void wait() {
    std::unique_lock l(m);
    cv.wait(l, [&] { return done; });
  }
  void finish() {
    std::lock_guard l(m);
    done = true;
    cv.notify_all();
  }
};

void each_is_told() {
  std::vector<std::unique_ptr<Worker>> workers;
  for (int i = 0; i < 3; ++i)
    workers.push_back(std::make_unique<Worker>());
  std::vector<std::thread> threads;
  for (auto &w : workers)
    threads.emplace_back([p = w.get()] { p->wait(); });
  std::for_each(workers.begin(), workers.end(), [](auto &w) { w->finish(); });
  std::ranges::for_each(threads, [](std::thread &t) {
    if (t.joinable())
      t.join();
  });
}

void found_by_value() {
  Channel a(1), b(1);
  std::vector<Channel *> all{&a, &b};
  auto at = std::find(all.begin(), all.end(), &b);
  if (at != all.end())
    (*at)->send(1);
  b.recv();
}

void found_by_question() {
  Channel c(1);
  std::list<int> l{1, 2, 3};
  if (std::ranges::any_of(l, [](int i) { return i == 2; }))
    c.send(1);
  if (std::none_of(l.begin(), l.end(), [](int i) { return i == 2; }))
    c.recv();
  if (std::count_if(l.begin(), l.end(), [](int i) { return i > 1; }) == 2)
    c.recv();
}

void erased_elements_are_gone() {
  Channel c(1);
  std::map<int, int> m{{1, 1}, {2, 2}};
  std::erase_if(m, [](auto &each) { return each.first == 1; });
  if (m.size() == 1)
    c.send(1);
  c.recv();
}

struct Table {
  std::mutex table, lease;
  std::vector<int> v;
  void release() {
    std::lock_guard t(table);
    std::lock_guard l(lease);
  }
  void purge() {
    std::lock_guard t(table);
    std::erase_if(v, [this](int &) {
      std::lock_guard l(lease);
      return false;
    });
  }
};

void same_order_in_callback() {
  Table t;
  t.v.push_back(1);
  std::thread a([&] { t.release(); });
  std::thread b([&] { t.purge(); });
  a.join();
  b.join();
}
