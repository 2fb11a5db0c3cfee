// concurrencpp: a promise that is kept by an exception.
// RUN: %check_tidy %s -- -std=c++20 -isystem %root/testdata/models/include/concurrencpp

#include <concurrencpp.h>
#include <thread>

bool fails();

void failed_bad() {
  concurrencpp::result_promise<int> promise;
  auto result = promise.get_result();
  std::thread other([&] {
    if (!fails())
      promise.set_exception(nullptr);
  });
  result.wait();
  other.join();
}
// CHECK: :[[@LINE-3]]:10: warning: this wait for 'result' can block forever: its promise is never kept [quiesce-unfulfilled-promise]
// CHECK: :[[@LINE-8]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-8]]:10: note: in task 1, 'fails()' is true
// CHECK: :[[@LINE-12]]:37: note: the promise is made here
// CHECK: :[[@LINE-7]]:10: note: no path from here sets a value or an exception

void failed_ok() {
  concurrencpp::result_promise<int> promise;
  auto result = promise.get_result();
  std::thread other([&] { promise.set_exception(nullptr); });
  result.wait();
  other.join();
}
