// Payloads, texts and bounds that the program itself makes are known.
// RUN: %check_tidy %s -- -std=c++20 -I%root/testdata/corpus/include

#include "chan.hpp"
#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <functional>
#include <list>
#include <map>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <tuple>
#include <utility>
#include <vector>

void number_ends_ok() {
  chan::channel<double> c(1);
  std::thread reader([&] {
    while (auto m = c.recv()) {
      if (*m < 0)
        return;
    }
  });
  c.send(1.5);
  c.send(-1.0);
  reader.join();
}

void pair_ends_ok() {
  chan::channel<std::pair<int, std::string>> c(1);
  std::thread reader([&] {
    while (auto m = c.recv()) {
      if (m->first < 0)
        return;
    }
  });
  c.send({1, "a"});
  c.send({-1, ""});
  reader.join();
}

void tuple_ends_ok() {
  chan::channel<std::tuple<int, bool>> c(1);
  std::thread reader([&] {
    while (auto m = c.recv()) {
      if (std::get<1>(*m))
        return;
    }
  });
  c.send({1, false});
  c.send(std::make_tuple(2, true));
  reader.join();
}

void binding_ends_ok() {
  chan::channel<std::pair<int, bool>> c(1);
  std::thread reader([&] {
    while (auto m = c.recv()) {
      auto [value, last] = *m;
      if (last)
        return;
    }
  });
  c.send({1, false});
  c.send({2, true});
  reader.join();
}

void keys_put_together_ok() {
  chan::channel<int> c(1);
  std::map<std::string, int> m;
  for (int i = 0; i < 2; ++i)
    m["key" + std::to_string(i)] = i;
  std::string wanted = "key";
  wanted += "1";
  if (m.at(wanted) == 1 && wanted.starts_with("key"))
    c.send(1);
  c.recv();
}

void map_of_braces_ok() {
  chan::channel<int> c(1);
  std::map<std::string, std::function<void()>> actions{{"go", [&] { c.send(1); }}};
  if (auto it = actions.find("go"); it != actions.end())
    it->second();
  c.recv();
}

void bounded_by_the_less_ok() {
  chan::channel<int> c(2);
  for (int i = 0; i < std::min(2, 5); ++i)
    c.send(i);
  c.recv();
  c.recv();
}

void invoked_with_reference_ok() {
  chan::channel<int> c(1);
  std::list<int> pending;
  auto with = [&](auto &&f) { std::invoke(f, pending); };
  with([](auto &all) { all.push_back(1); });
  with([&](auto &all) {
    if (!all.empty())
      c.send(all.front());
  });
  c.recv();
}

void bound_ok() {
  chan::channel<int> c(1);
  auto send = std::bind([](chan::channel<int> &to, int i) { to.send(i); }, std::ref(c), 1);
  send();
  c.recv();
}

void removed_by_predicate_ok() {
  chan::channel<int> c(1);
  std::vector<int> v{1, 2};
  std::erase_if(v, [&](int i) {
    if (i == 2)
      c.send(i);
    return true;
  });
  c.recv();
}

void whatever_it_says_ok() {
  std::mutex mu;
  std::condition_variable changed;
  std::string error;
  std::thread waiter([&] {
    std::unique_lock held(mu);
    while (error.empty())
      changed.wait(held);
  });
  try {
    throw std::runtime_error("no");
  } catch (const std::exception &e) {
    std::lock_guard held(mu);
    error = e.what();
  }
  changed.notify_all();
  waiter.join();
}

int measure();
void predicate_of_unknown_value_ok() {
  std::mutex mu;
  std::condition_variable changed;
  int value = 0;
  std::thread waiter([&] {
    std::unique_lock held(mu);
    changed.wait(held, [&] { return value > 10; });
  });
  {
    std::lock_guard held(mu);
    value = measure() + 11;
  }
  changed.notify_all();
  waiter.join();
}

void ready_before_the_timeout_ok() {
  chan::channel<int> c(1);
  if (!c.send_for(1, std::chrono::seconds(1)))
    return;
  c.recv();
}

void below_the_greatest_number_ok() {
  unsigned long count = 5;
  std::thread worker([] {});
  if (count < 18446744073709551615ul)
    worker.join();
}

// A number that is packed into the low bits of a word.
void packed_number_ok() {
  std::atomic<unsigned> word{0};
  std::atomic<int> go{0};
  std::thread sleeper([&] { go.wait(0); });
  word = (word & ~0xffffu) + 0xffff;
  if (word == 0xffff) {
    go = 1;
    go.notify_one();
  }
  sleeper.join();
}

void three_way_ok(int given) {
  std::thread worker([] {});
  int known = 4;
  ++known;
  if ((known <=> 10) < 0)
    worker.join();
}

// The pointers, not the numbers.
void exchanged_ok() {
  int one = 1, two = 2;
  int *first = &one, *second = &two;
  std::swap(first, second);
  std::thread worker([] {});
  if (*first == 2 && one == 1)
    worker.join();
}

// Good: which of two texts is not known, and nobody asks.
std::map<std::string, std::string> greetings;
std::mutex greeting;
void greet(bool informal) {
  std::lock_guard guard(greeting);
  greetings.emplace("hello", informal ? "hallo" : "guten Tag");
}
