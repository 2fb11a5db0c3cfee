// Promises that containers make.
// RUN: %check_tidy %s

#include <future>
#include <map>
#include <vector>

void sequence_bad() {
  std::vector<std::promise<int>> promises(2);
  auto first = promises[0].get_future();
  promises[1].set_value(1);
  first.get();
}
// CHECK: :[[@LINE-2]]:9: warning: this wait for 'first' can block forever: its promise is never kept [quiesce-unfulfilled-promise]
// CHECK: :[[@LINE-3]]:9: note: no path from here sets a value or an exception

void resized_bad() {
  std::vector<std::promise<int>> promises;
  promises.resize(2);
  auto first = promises[0].get_future();
  first.get();
}
// CHECK: :[[@LINE-2]]:9: warning: this wait for 'first' can block forever: its promise is never kept [quiesce-unfulfilled-promise]
// CHECK: :[[@LINE-3]]:9: note: no path from here sets a value or an exception

void map_bad() {
  std::map<int, std::promise<int>> promises;
  auto first = promises[1].get_future();
  first.get();
}
// CHECK: :[[@LINE-2]]:9: warning: this wait for 'first' can block forever: its promise is never kept [quiesce-unfulfilled-promise]
// CHECK: :[[@LINE-3]]:9: note: no path from here sets a value or an exception

void sequence_good() {
  std::vector<std::promise<int>> promises(2);
  auto first = promises[0].get_future();
  promises[0].set_value(1);
  first.get();
}

void map_good() {
  std::map<int, std::promise<int>> promises;
  auto first = promises[1].get_future();
  promises[1].set_value(1);
  first.get();
}

// A promise that goes is broken: get() throws.
void gone_good() {
  std::vector<std::promise<int>> promises(2);
  auto first = promises[0].get_future();
  promises.clear();
  first.get();
}
