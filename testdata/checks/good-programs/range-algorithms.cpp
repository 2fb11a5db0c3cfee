// What the algorithms on ranges answer, and do, is known: no wait here lasts.
// RUN: %check_tidy %s -- -std=c++20

#include <algorithm>
#include <latch>
#include <mutex>
#include <thread>
#include <vector>

static void waitUnless(bool fine) {
  if (!fine) {
    std::mutex m;
    m.lock();
    m.lock();
  }
}

int main() {
  std::vector<int> v{3, 1, 2};
  waitUnless(std::ranges::find(v, 1) != v.end());
  waitUnless(std::ranges::find(v, 7) == v.end());
  waitUnless(*std::ranges::find_if(v, [](int x) { return x < 3; }) == 1);
  waitUnless(std::ranges::any_of(v, [](int x) { return x == 2; }));
  waitUnless(std::ranges::all_of(v, [](int x) { return x > 0; }));
  waitUnless(std::ranges::none_of(v, [](int x) { return x > 3; }));
  waitUnless(std::ranges::count(v, 3) == 1);
  waitUnless(std::ranges::count_if(v, [](int x) { return x > 1; }) == 2);
  waitUnless(*std::ranges::min_element(v) == 1);
  waitUnless(*std::ranges::max_element(v) == 3);
  std::vector<int> copied, some, twice;
  std::ranges::copy(v, std::back_inserter(copied));
  waitUnless(copied.size() == 3);
  std::ranges::copy_if(v, std::back_inserter(some), [](int x) { return x > 1; });
  waitUnless(some.size() == 2);
  std::ranges::transform(v, std::back_inserter(twice), [](int x) { return 2 * x; });
  waitUnless(twice.size() == 3);
  std::ranges::sort(v);
  waitUnless(v[0] == 1);
  std::ranges::reverse(v);
  waitUnless(v[0] == 3);

  std::latch done(3);
  std::vector<std::jthread> threads;
  std::ranges::for_each(v, [&](int) { threads.emplace_back([&] { done.count_down(); }); });
  std::vector<std::jthread> moved;
  std::ranges::move(threads, std::back_inserter(moved));
  waitUnless(moved.size() == 3);
  done.wait();
}
