// libuv: threads, locks, conditions, semaphores, barriers, in C.
// RUN: %check_tidy %s -- -std=c11 -D_GNU_SOURCE

#include <uv.h>

int fails(void);
void use(void *);

static void work(void *data) { use(data); }

void thread_bad(void) {
  uv_thread_t thread;
  if (uv_thread_create(&thread, work, NULL))
    return;
  if (fails())
    return;
  uv_thread_join(&thread);
}
// CHECK: :[[@LINE-7]]:15: warning: the thread started here is neither joined nor detached on every path, so it is never freed [quiesce-unjoined-thread]
// CHECK: :[[@LINE-7]]:7: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:7: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-6]]:5: note: the main task returns
// CHECK: :[[@LINE-11]]:15: note: no join or detach on this path

void thread_ok(void) {
  uv_thread_t thread;
  if (uv_thread_create(&thread, work, NULL))
    return;
  uv_thread_join(&thread);
}

void mutex_bad(void) {
  uv_mutex_t mutex;
  uv_mutex_init(&mutex);
  uv_mutex_lock(&mutex);
  uv_mutex_lock(&mutex);
}
// CHECK: :[[@LINE-2]]:3: warning: this lock of 'mutex' blocks forever: the main task holds the lock already [quiesce-deadlock]
// CHECK: :[[@LINE-4]]:3: note: the main task locks 'mutex'
// CHECK: :[[@LINE-4]]:3: note: the lock is not released before it is taken again

void mutex_ok(void) {
  uv_mutex_t mutex;
  uv_mutex_init(&mutex);
  if (uv_mutex_trylock(&mutex) != UV_EBUSY)
    uv_mutex_unlock(&mutex);
  uv_mutex_lock(&mutex);
  uv_mutex_unlock(&mutex);
}

void rwlock_bad(void) {
  uv_rwlock_t lock;
  uv_rwlock_init(&lock);
  uv_rwlock_rdlock(&lock);
  uv_rwlock_wrlock(&lock);
}
// CHECK: :[[@LINE-2]]:3: warning: this lock of 'lock' can block forever: the lock is held and never released [quiesce-deadlock]
// CHECK: :[[@LINE-4]]:3: note: the main task locks 'lock'
// CHECK: :[[@LINE-4]]:3: note: no path releases the lock

void rwlock_ok(void) {
  uv_rwlock_t lock;
  uv_rwlock_init(&lock);
  uv_rwlock_rdlock(&lock);
  uv_rwlock_rdunlock(&lock);
  uv_rwlock_wrlock(&lock);
  uv_rwlock_wrunlock(&lock);
}

struct Shared {
  uv_sem_t done;
  uv_barrier_t both;
  uv_mutex_t mutex;
  uv_cond_t changed;
  int ready;
};

static void may_post(void *data) {
  struct Shared *shared = data;
  if (!fails())
    uv_sem_post(&shared->done);
}

static void posts(void *data) {
  struct Shared *shared = data;
  uv_sem_post(&shared->done);
  uv_barrier_wait(&shared->both);
}
// CHECK: :[[@LINE-2]]:3: warning: this wait for 'both' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE+47]]:3: note: the main task starts task 1
// CHECK: :[[@LINE-4]]:3: note: no remaining task changes the count of 'both'

static void tells(void *data) {
  struct Shared *shared = data;
  uv_mutex_lock(&shared->mutex);
  shared->ready = 1;
  uv_cond_broadcast(&shared->changed);
  uv_mutex_unlock(&shared->mutex);
}

static void forgets(void *data) {
  struct Shared *shared = data;
  uv_mutex_lock(&shared->mutex);
  shared->ready = 1;
  uv_mutex_unlock(&shared->mutex);
}

void semaphore_bad(void) {
  struct Shared shared;
  uv_thread_t thread;
  uv_sem_init(&shared.done, 0);
  uv_thread_create(&thread, may_post, &shared);
  uv_sem_wait(&shared.done);
  uv_thread_join(&thread);
}
// CHECK: :[[@LINE-3]]:3: warning: this acquire of 'done' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-5]]:3: note: the main task starts task 1
// CHECK: :[[@LINE-38]]:8: note: in task 1, 'fails()' is true
// CHECK: :[[@LINE-6]]:3: note: no remaining task changes the count of 'done'

void semaphore_and_barrier_ok(void) {
  struct Shared shared;
  uv_thread_t thread;
  uv_sem_init(&shared.done, 0);
  uv_barrier_init(&shared.both, 2);
  uv_thread_create(&thread, posts, &shared);
  uv_sem_wait(&shared.done);
  uv_barrier_wait(&shared.both);
  uv_thread_join(&thread);
}

void barrier_bad(void) {
  struct Shared shared;
  uv_thread_t thread;
  uv_sem_init(&shared.done, 0);
  uv_barrier_init(&shared.both, 3);
  uv_thread_create(&thread, posts, &shared);
  uv_sem_wait(&shared.done);
  uv_barrier_wait(&shared.both);
  uv_thread_join(&thread);
}
// CHECK: :[[@LINE-3]]:3: warning: this wait for 'both' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-6]]:3: note: the main task starts task 1
// CHECK: :[[@LINE-5]]:3: note: no remaining task changes the count of 'both'

void cond_bad(void) {
  struct Shared shared = {0};
  uv_thread_t thread;
  uv_thread_create(&thread, forgets, &shared);
  uv_mutex_lock(&shared.mutex);
  while (!shared.ready)
    uv_cond_wait(&shared.changed, &shared.mutex);
  uv_mutex_unlock(&shared.mutex);
  uv_thread_join(&thread);
}
// CHECK: :[[@LINE-4]]:5: warning: this wait on 'changed' can block forever: no notification reaches it any more [quiesce-missed-notify]
// CHECK: :[[@LINE-8]]:3: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:5: note: no task notifies 'changed' from here on

void cond_ok(void) {
  struct Shared shared = {0};
  uv_thread_t thread;
  uv_thread_create(&thread, tells, &shared);
  uv_mutex_lock(&shared.mutex);
  while (!shared.ready)
    uv_cond_wait(&shared.changed, &shared.mutex);
  uv_mutex_unlock(&shared.mutex);
  uv_thread_join(&thread);
}

void cond_timed_ok(void) {
  struct Shared shared = {0};
  uv_mutex_lock(&shared.mutex);
  while (!shared.ready)
    if (uv_cond_timedwait(&shared.changed, &shared.mutex, 1000) == UV_ETIMEDOUT)
      break;
  uv_mutex_unlock(&shared.mutex);
}
