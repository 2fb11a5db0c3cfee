// C11: the other functions.
// RUN: %check_tidy %s -- -std=c11

#include <threads.h>
#include <time.h>

int fails(void);

struct Shared {
  mtx_t mutex;
  cnd_t changed;
  int ready;
};

static int tells(void *data) {
  struct Shared *shared = data;
  struct timespec soon = {0, 1000};
  thrd_sleep(&soon, 0);
  thrd_yield();
  mtx_lock(&shared->mutex);
  shared->ready = 1;
  cnd_signal(&shared->changed);
  mtx_unlock(&shared->mutex);
  return 0;
}

static void tell(int twice) {
  struct Shared shared = {.ready = 0};
  thrd_t thread;
  mtx_init(&shared.mutex, mtx_plain);
  cnd_init(&shared.changed);
  if (thrd_create(&thread, tells, &shared) != thrd_success)
    return;
  mtx_lock(&shared.mutex);
  while (!shared.ready)
    cnd_wait(&shared.changed, &shared.mutex);
  if (twice)
    cnd_wait(&shared.changed, &shared.mutex);
  mtx_unlock(&shared.mutex);
  thrd_join(thread, 0);
  mtx_destroy(&shared.mutex);
  cnd_destroy(&shared.changed);
}
// CHECK: :[[@LINE-6]]:5: warning: this wait on 'changed' can block forever: no notification reaches it any more [quiesce-missed-notify]
// CHECK: :[[@LINE-13]]:7: note: the main task starts task 1
// CHECK: :[[@LINE-24]]:3: note: task 1 notifies 'changed'
// CHECK: :[[@LINE-23]]:3: note: task 1 returns
// CHECK: :[[@LINE+5]]:24: note: in a call from here
// CHECK: :[[@LINE-11]]:5: note: no task notifies 'changed' from here on

void told_ok(void) { tell(0); }

void twice_bad(void) { tell(1); }

static int nothing(void *data) { return !data || thrd_equal(thrd_current(), thrd_current()); }

void detached_ok(void) {
  thrd_t thread;
  if (thrd_create(&thread, nothing, 0) == thrd_success)
    thrd_detach(thread);
}

void detached_bad(void) {
  thrd_t thread;
  if (thrd_create(&thread, nothing, 0) != thrd_success)
    return;
  if (!fails())
    thrd_detach(thread);
}
// CHECK: :[[@LINE-6]]:10: warning: the thread started here is neither joined nor detached on every path, so it is never freed [quiesce-unjoined-thread]
// CHECK: :[[@LINE-6]]:7: note: the main task starts task 1
// CHECK: :[[@LINE-17]]:42: note: in task 1, 'data' is false
// CHECK: :[[@LINE-18]]:34: note: task 1 returns
// CHECK: :[[@LINE-7]]:8: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-11]]:10: note: no join or detach on this path

static void once(void) {}

void once_ok(void) {
  static once_flag flag = ONCE_FLAG_INIT;
  mtx_t mutex;
  mtx_init(&mutex, mtx_plain);
  call_once(&flag, once);
  mtx_lock(&mutex);
}

void once_bad(void) {
  static once_flag flag = ONCE_FLAG_INIT;
  mtx_t mutex;
  mtx_init(&mutex, mtx_plain);
  mtx_lock(&mutex);
  call_once(&flag, once);
  mtx_lock(&mutex);
}
// CHECK: :[[@LINE-2]]:3: warning: this lock of 'mutex' blocks forever: the main task holds the lock already [quiesce-deadlock]
// CHECK: :[[@LINE-5]]:3: note: the main task locks 'mutex'
// CHECK: :[[@LINE-4]]:3: note: the lock is not released before it is taken again
