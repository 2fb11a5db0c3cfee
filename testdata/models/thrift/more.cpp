// Apache Thrift: a wait with a limit.
// RUN: %check_tidy %s -- -std=c++17

#include <chrono>
#include <thrift/concurrency/Monitor.h>

using namespace apache::thrift::concurrency;

void limited_bad() {
  Monitor monitor;
  Synchronized lock(monitor);
  if (monitor.waitForTime(std::chrono::steady_clock::now()) != 0)
    monitor.waitForever();
}
// CHECK: :[[@LINE-2]]:13: warning: this wait on 'monitor' can block forever: no notification reaches it any more [quiesce-missed-notify]
// CHECK: :[[@LINE-5]]:16: note: the main task locks 'monitor'
// CHECK: :[[@LINE-5]]:15: note: the main task goes to sleep on 'monitor'
// CHECK: :[[@LINE-6]]:15: note: the main task gives up waiting at its timeout
// CHECK: :[[@LINE-6]]:13: note: no task notifies 'monitor' from here on

void limited_ok() {
  Monitor monitor;
  Synchronized lock(monitor);
  if (monitor.waitForTime(std::chrono::steady_clock::now()) == 0)
    monitor.waitForever();
}
