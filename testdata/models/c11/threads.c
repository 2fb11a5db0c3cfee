// C11: threads, locks, conditions.
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
  mtx_lock(&shared->mutex);
  shared->ready = 1;
  cnd_broadcast(&shared->changed);
  mtx_unlock(&shared->mutex);
  thrd_exit(0);
}

static int forgets(void *data) {
  struct Shared *shared = data;
  mtx_lock(&shared->mutex);
  shared->ready = 1;
  mtx_unlock(&shared->mutex);
  return 0;
}

void thread_bad(void) {
  struct Shared shared = {0};
  thrd_t thread;
  thrd_create(&thread, tells, &shared);
  if (fails())
    return;
  thrd_join(thread, NULL);
}
// CHECK: :[[@LINE-6]]:10: warning: the thread started here is neither joined nor detached on every path, so it is never freed [quiesce-unjoined-thread]
// CHECK: :[[@LINE-6]]:3: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:7: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-6]]:5: note: the main task returns
// CHECK: :[[@LINE-10]]:10: note: no join or detach on this path

void condition_bad(void) {
  struct Shared shared = {0};
  thrd_t thread;
  mtx_init(&shared.mutex, mtx_plain);
  cnd_init(&shared.changed);
  thrd_create(&thread, forgets, &shared);
  mtx_lock(&shared.mutex);
  while (!shared.ready)
    cnd_wait(&shared.changed, &shared.mutex);
  mtx_unlock(&shared.mutex);
  thrd_join(thread, NULL);
}
// CHECK: :[[@LINE-4]]:5: warning: this wait on 'changed' can block forever: no notification reaches it any more [quiesce-missed-notify]
// CHECK: :[[@LINE-8]]:3: note: the main task starts task 1
// CHECK: :[[@LINE-31]]:3: note: task 1 returns
// CHECK: :[[@LINE-7]]:5: note: no task notifies 'changed' from here on

void condition_ok(void) {
  struct Shared shared = {0};
  thrd_t thread;
  mtx_init(&shared.mutex, mtx_plain);
  cnd_init(&shared.changed);
  thrd_create(&thread, tells, &shared);
  mtx_lock(&shared.mutex);
  while (!shared.ready)
    cnd_wait(&shared.changed, &shared.mutex);
  mtx_unlock(&shared.mutex);
  thrd_join(thread, NULL);
}

void mutex_bad(void) {
  mtx_t lock;
  mtx_init(&lock, mtx_plain);
  mtx_lock(&lock);
  mtx_lock(&lock);
}
// CHECK: :[[@LINE-2]]:3: warning: this lock of 'lock' blocks forever: the main task holds the lock already [quiesce-deadlock]
// CHECK: :[[@LINE-4]]:3: note: the main task locks 'lock'
// CHECK: :[[@LINE-4]]:3: note: the lock is not released before it is taken again

void timed_ok(void) {
  struct timespec limit = {1, 0};
  mtx_t lock;
  cnd_t never;
  mtx_init(&lock, mtx_timed);
  cnd_init(&never);
  if (mtx_timedlock(&lock, &limit) == thrd_timedout)
    return;
  while (cnd_timedwait(&never, &lock, &limit) != thrd_timedout)
    ;
  if (mtx_trylock(&lock) == thrd_busy)
    mtx_unlock(&lock);
}
