// A view has the elements of what it is a view of, or some of them.
// RUN: %check_tidy %s

#include <future>
#include <ranges>
#include <span>
#include <vector>

using promises = std::vector<std::promise<int>>;

void subspan_bad() {
  promises all(3);
  for (auto &each : std::span(all).subspan(1))
    each.set_value(1);
  auto first = all[0].get_future();
  first.get();
}
// CHECK: :[[@LINE-2]]:9: warning: this wait for 'first' can block forever: its promise is never kept [quiesce-unfulfilled-promise]
// CHECK: :[[@LINE-3]]:9: note: no path from here sets a value or an exception

void subspan_good() {
  promises all(3);
  for (auto &each : std::span(all).subspan(1))
    each.set_value(1);
  auto last = all[2].get_future();
  last.get();
}

void subspan_of_two_bad() {
  promises all(3);
  for (auto &each : std::span(all).subspan(0, 2))
    each.set_value(1);
  auto last = all[2].get_future();
  last.get();
}
// CHECK: :[[@LINE-2]]:8: warning: this wait for 'last' can block forever: its promise is never kept [quiesce-unfulfilled-promise]
// CHECK: :[[@LINE-3]]:8: note: no path from here sets a value or an exception

void keep(std::span<std::promise<int>> some) {
  for (auto &each : some)
    each.set_value(1);
}

void passed_by_value_bad() {
  promises all(2);
  keep(std::span(all).first(1));
  auto last = all[1].get_future();
  last.get();
}
// CHECK: :[[@LINE-2]]:8: warning: this wait for 'last' can block forever: its promise is never kept [quiesce-unfulfilled-promise]
// CHECK: :[[@LINE-3]]:8: note: no path from here sets a value or an exception

void passed_by_value_good() {
  promises all(2);
  keep(all);
  auto last = all[1].get_future();
  last.get();
}

void piped_bad() {
  promises all(3);
  for (auto &each : all | std::views::drop(1) | std::views::reverse)
    each.set_value(1);
  auto first = all.front().get_future();
  first.get();
}
// CHECK: :[[@LINE-2]]:9: warning: this wait for 'first' can block forever: its promise is never kept [quiesce-unfulfilled-promise]
// CHECK: :[[@LINE-3]]:9: note: no path from here sets a value or an exception

void piped_good() {
  promises all(3);
  for (auto &each : all | std::views::take(1))
    each.set_value(1);
  auto first = all.front().get_future();
  first.get();
}

void called_bad() {
  promises all(3);
  for (auto &each : std::views::take(std::views::reverse(all), 2))
    each.set_value(1);
  auto first = all.front().get_future();
  first.get();
}
// CHECK: :[[@LINE-2]]:9: warning: this wait for 'first' can block forever: its promise is never kept [quiesce-unfulfilled-promise]
// CHECK: :[[@LINE-3]]:9: note: no path from here sets a value or an exception

// A view ends without ending what it shows.
void ended_good() {
  promises all(2);
  { auto rest = std::span(all).subspan(1); }
  keep(all);
  auto last = all[1].get_future();
  last.get();
}

// How many are left out nobody knows, and so not which are kept.
void unknown_good(std::size_t from) {
  promises all(2);
  for (auto &each : std::span(all).subspan(from))
    each.set_value(1);
  auto first = all[0].get_future();
  first.get();
}

// A filter is not followed.
void filtered_good() {
  promises all(2);
  for (auto &each : all | std::views::filter([](auto &) { return true; }))
    each.set_value(1);
  auto first = all[0].get_future();
  first.get();
}

// Nor where it begins when that is no argument.
void fixed_good() {
  promises all(2);
  for (auto &each : std::span(all).subspan<0>())
    each.set_value(1);
  auto first = all[0].get_future();
  first.get();
}
