// What is asked of a future and of a source is answered in the library's own terms.
// RUN: %check_tidy %s -- -std=c++20 -isystem %root/testdata/models/include/folly

#include <folly.h>
#include <semaphore>

void ready_ok() {
  folly::Promise<int> p;
  auto f = p.getSemiFuture();
  p.setValue(1);
  std::binary_semaphore s(0);
  if (f.isReady())
    s.release();
  s.acquire();
}

void not_ready() {
  folly::Promise<int> p;
  auto f = p.getSemiFuture();
  std::binary_semaphore s(0);
  if (f.isReady())
    s.release();
  s.acquire();
}
// CHECK: :[[@LINE-2]]:5: warning: this acquire of 's' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-5]]:9: note: in the main task, 'f.isReady()' is false
// CHECK: :[[@LINE-4]]:5: note: no remaining task changes the count of 's'

void first_request_ok() {
  folly::CancellationSource c;
  std::binary_semaphore s(0);
  if (c.requestCancellation())
    return;
  s.release();
  s.acquire();
}
