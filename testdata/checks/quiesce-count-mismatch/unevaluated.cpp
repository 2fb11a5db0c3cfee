// What a compiler only asks something about is not run.
// RUN: %check_tidy %s

#include <semaphore>

int take(std::counting_semaphore<> &items) {
  items.acquire();
  return 1;
}
// CHECK: :[[@LINE-3]]:9: warning: this acquire of 'items' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE+8]]:3: note: in a call from here
// CHECK: :[[@LINE-5]]:9: note: no remaining task changes the count of 'items'

void asked_about_ok() {
  std::counting_semaphore<> items(1);
  (void)__builtin_constant_p(take(items));
  (void)sizeof(take(items));
  (void)noexcept(take(items));
  take(items);
}

void expected_bad() {
  std::counting_semaphore<> items(1);
  (void)__builtin_expect(take(items), 1);
  take(items);
}
