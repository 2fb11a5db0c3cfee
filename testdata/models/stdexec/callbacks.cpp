// stdexec: what runs when stop is requested.
// RUN: %check_tidy %s -- -std=c++20 -isystem %root/testdata/models/include/stdexec

#include <stdexec.h>
#include <semaphore>
#include <thread>

bool fails();
void use(int);

void callback_bad() {
  stdexec::inplace_stop_source stop;
  std::binary_semaphore stopped(0);
  std::thread other([token = stop.get_token(), &stopped] {
    stdexec::inplace_stop_callback wakes(token, [&] { stopped.release(); });
    stopped.acquire();
  });
  if (!fails())
    stop.request_stop();
  other.join();
}
// CHECK: :[[@LINE-6]]:13: warning: this acquire of 'stopped' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-9]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:8: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-9]]:13: note: no remaining task changes the count of 'stopped'

void callback_ok() {
  stdexec::inplace_stop_source stop;
  std::binary_semaphore stopped(0);
  std::thread other([token = stop.get_token(), &stopped] {
    stdexec::inplace_stop_callback wakes(token, [&] { stopped.release(); });
    stopped.acquire();
  });
  stop.request_stop();
  other.join();
}
