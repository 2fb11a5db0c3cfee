// Threads of POSIX and C11: a handle that is dropped leaks.
// RUN: %check_tidy %s

#include <pthread.h>
#include <threads.h>

void *work(void *);
int task(void *);
bool fails();

void posix_bad() {
  pthread_t t;
  if (pthread_create(&t, nullptr, work, nullptr) != 0)
    return;
  if (fails())
    return;
  pthread_join(t, nullptr);
}
// CHECK: :[[@LINE-7]]:13: warning: the thread started here is neither joined nor detached on every path, so it is never freed [quiesce-unjoined-thread]
// CHECK: :[[@LINE-7]]:7: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:7: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-6]]:5: note: the main task returns
// CHECK: :[[@LINE-11]]:13: note: no join or detach on this path

void posix_array_bad() {
  pthread_t all[3];
  for (int i = 0; i < 3; ++i)
    pthread_create(&all[i], nullptr, work, nullptr);
  for (int i = 0; i < 2; ++i)
    pthread_join(all[i], nullptr);
}
// CHECK: :[[@LINE-6]]:13: warning: the thread started here is neither joined nor detached on every path, so it is never freed [quiesce-unjoined-thread]
// CHECK: :[[@LINE-5]]:5: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:5: note: the main task starts task 2
// CHECK: :[[@LINE-7]]:5: note: the main task starts task 3
// CHECK: :[[@LINE-10]]:13: note: no join or detach on this path

void posix_ok() {
  pthread_t t;
  if (pthread_create(&t, nullptr, work, nullptr) != 0)
    return;
  pthread_join(t, nullptr);
}

void posix_failed_start_ok() {
  pthread_t t;
  int error = pthread_create(&t, nullptr, work, nullptr);
  if (error)
    return;
  void *result;
  pthread_join(t, &result);
}

void posix_detached_ok() {
  pthread_t t;
  if (pthread_create(&t, nullptr, work, nullptr) == 0)
    pthread_detach(t);
}

void posix_array_ok() {
  pthread_t all[3];
  int started = 0;
  while (started < 3 && pthread_create(&all[started], nullptr, work, nullptr) == 0)
    ++started;
  for (int i = 0; i < started; ++i)
    pthread_join(all[i], nullptr);
}

void c11_bad() {
  thrd_t t;
  if (thrd_create(&t, task, nullptr) != thrd_success)
    return;
  if (fails())
    return;
  thrd_join(t, nullptr);
}
// CHECK: :[[@LINE-7]]:10: warning: the thread started here is neither joined nor detached on every path, so it is never freed [quiesce-unjoined-thread]
// CHECK: :[[@LINE-7]]:7: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:7: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-6]]:5: note: the main task returns
// CHECK: :[[@LINE-11]]:10: note: no join or detach on this path

void c11_ok() {
  thrd_t t;
  if (thrd_create(&t, task, nullptr) == thrd_success)
    thrd_join(t, nullptr);
}

void c11_detached_ok() {
  thrd_t t;
  if (thrd_create(&t, task, nullptr) == thrd_success)
    thrd_detach(t);
}

// Attributes may say that the thread is detached from the start.
void posix_attributes_ok(const pthread_attr_t *attributes) {
  pthread_t t;
  pthread_create(&t, attributes, work, nullptr);
}

// Its caller joins it.
pthread_t returned_ok() {
  pthread_t t;
  pthread_create(&t, nullptr, work, nullptr);
  return t;
}

pthread_t copied_and_returned_ok() {
  pthread_t t;
  pthread_create(&t, nullptr, work, nullptr);
  pthread_t copy = t;
  return copy;
}

bool other_than_returned_bad() {
  pthread_t t;
  pthread_create(&t, nullptr, work, nullptr);
  return t == pthread_self();
}
// CHECK: :[[@LINE-4]]:13: warning: the thread started here is neither joined nor detached on every path, so it is never freed [quiesce-unjoined-thread]
// CHECK: :[[@LINE-4]]:3: note: the main task starts task 1
// CHECK: :[[@LINE-4]]:3: note: the main task returns
// CHECK: :[[@LINE-7]]:13: note: no join or detach on this path

// A return of main ends the process; a round of its loop does not.
int main() {
  for (int i = 0; i < 2; ++i) {
    pthread_t dropped;
    if (pthread_create(&dropped, nullptr, work, nullptr) != 0)
      return 1;
  }
  pthread_t t;
  if (pthread_create(&t, nullptr, work, nullptr) != 0)
    return 1;
  if (fails())
    return 2;
  pthread_join(t, nullptr);
}
// CHECK: :[[@LINE-11]]:15: warning: the thread started here is neither joined nor detached on every path, so it is never freed [quiesce-unjoined-thread]
// CHECK: :[[@LINE-11]]:9: note: the main task starts task 1
// CHECK: :[[@LINE-12]]:58: note: in the main task, 'pthread_create(&dropped, nullptr, work, nullptr) != 0' is false
// CHECK: :[[@LINE-14]]:15: note: no join or detach on this path
