// concurrencpp: results.
// RUN: %check_tidy %s -- -std=c++20 -isystem %root/testdata/models/include/concurrencpp

#include <concurrencpp.h>
#include <thread>

bool fails();
void use(int);

void result_bad() {
  concurrencpp::result_promise<int> promise;
  auto result = promise.get_result();
  std::thread other([&] {
    if (!fails())
      promise.set_result(1);
  });
  use(result.get());
  other.join();
}
// CHECK: :[[@LINE-3]]:14: warning: this wait for 'result' can block forever: its promise is never kept [quiesce-unfulfilled-promise]
// CHECK: :[[@LINE-8]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-8]]:10: note: in task 1, 'fails()' is true
// CHECK: :[[@LINE-12]]:37: note: the promise is made here
// CHECK: :[[@LINE-7]]:14: note: no path from here sets a value or an exception

void result_ok() {
  concurrencpp::result_promise<int> promise;
  auto result = promise.get_result();
  std::thread other([&] { promise.set_result(1); });
  use(result.get());
  other.join();
}

void broken_ok() {
  concurrencpp::result<int> result;
  {
    concurrencpp::result_promise<int> promise;
    result = promise.get_result();
  }
  result.wait();
}

struct Starts {
  concurrencpp::result_promise<int> &started;
  int operator()() {
    started.set_result(1);
    return 1;
  }
};

void set_from_function_ok() {
  concurrencpp::result_promise<int> promise, started;
  auto result = promise.get_result();
  auto start = started.get_result();
  promise.set_from_function(Starts{started});
  use(start.get());
  use(result.get());
}

void asked_ok() {
  concurrencpp::result_promise<int> promise;
  auto result = promise.get_result();
  std::thread other([&] { promise.set_result(1); });
  if (!result)
    return;
  result.wait();
  other.join();
}

void empty_bad() {
  concurrencpp::result<int> result;
  std::thread other([] {});
  if (!result)
    return;
  other.join();
}
// CHECK: :[[@LINE-5]]:15: warning: this thread is still joinable when it is destroyed on some path, which terminates the program [quiesce-unjoined-thread]
// CHECK: :[[@LINE-6]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:8: note: in the main task, 'result' is false
// CHECK: :[[@LINE-8]]:15: note: no join or detach on this path
