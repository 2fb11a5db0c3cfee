// libuv: the other functions, in C.
// RUN: %check_tidy %s -- -std=c11 -D_GNU_SOURCE

#include <uv.h>

int fails(void);
void use(void *);

struct Shared {
  uv_mutex_t mutex;
  uv_cond_t changed;
  int ready;
};

static void tells(void *data) {
  struct Shared *shared = data;
  uv_sleep(1);
  uv_mutex_lock(&shared->mutex);
  shared->ready = 1;
  uv_cond_signal(&shared->changed);
  uv_mutex_unlock(&shared->mutex);
}

static void tell(int twice) {
  struct Shared shared = {.ready = 0};
  uv_thread_options_t options = {.flags = UV_THREAD_NO_FLAGS};
  uv_thread_t thread, self = uv_thread_self();
  uv_mutex_init(&shared.mutex);
  uv_cond_init(&shared.changed);
  if (uv_thread_create_ex(&thread, &options, tells, &shared))
    return;
  uv_mutex_lock(&shared.mutex);
  while (!shared.ready)
    uv_cond_wait(&shared.changed, &shared.mutex);
  if (twice || uv_thread_equal(&self, &self))
    uv_cond_wait(&shared.changed, &shared.mutex);
  uv_mutex_unlock(&shared.mutex);
  uv_thread_join(&thread);
  uv_mutex_destroy(&shared.mutex);
}
// CHECK: :[[@LINE-5]]:5: warning: this wait on 'changed' can block forever: no notification reaches it any more [quiesce-missed-notify]
// CHECK: :[[@LINE-12]]:7: note: the main task starts task 1
// CHECK: :[[@LINE-23]]:3: note: task 1 notifies 'changed'
// CHECK: :[[@LINE+5]]:24: note: in a call from here
// CHECK: :[[@LINE-9]]:5: note: no task notifies 'changed' from here on

void told_ok(void) { tell(0); }

void twice_bad(void) { tell(1); }

void reading_bad(void) {
  uv_rwlock_t lock;
  uv_rwlock_init(&lock);
  if (!uv_rwlock_tryrdlock(&lock))
    uv_rwlock_rdunlock(&lock);
  uv_rwlock_rdlock(&lock);
  uv_rwlock_wrlock(&lock);
}
// CHECK: :[[@LINE-2]]:3: warning: this lock of 'lock' can block forever: the lock is held and never released [quiesce-deadlock]
// CHECK: :[[@LINE-6]]:8: note: the main task locks 'lock'
// CHECK: :[[@LINE-5]]:3: note: the main task locks 'lock'
// CHECK: :[[@LINE-5]]:3: note: no path releases the lock

void reading_ok(void) {
  uv_rwlock_t lock;
  uv_rwlock_init(&lock);
  uv_rwlock_wrlock(&lock);
  if (uv_rwlock_tryrdlock(&lock) == UV_EBUSY)
    uv_rwlock_wrunlock(&lock);
  uv_rwlock_wrlock(&lock);
}

void counting_bad(void) {
  uv_sem_t semaphore;
  uv_sem_init(&semaphore, 1);
  if (!uv_sem_trywait(&semaphore))
    uv_sem_wait(&semaphore);
}
// CHECK: :[[@LINE-2]]:5: warning: this acquire of 'semaphore' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-4]]:8: note: the main task acquires 'semaphore'
// CHECK: :[[@LINE-5]]:8: note: in the main task, 'uv_sem_trywait(&semaphore)' is false
// CHECK: :[[@LINE-5]]:5: note: no remaining task changes the count of 'semaphore'

void counting_ok(void) {
  uv_sem_t semaphore;
  uv_sem_init(&semaphore, 1);
  if (uv_sem_trywait(&semaphore) == UV_EAGAIN)
    uv_sem_wait(&semaphore);
}

static void once(void) {}

void once_ok(void) {
  static uv_once_t flag = UV_ONCE_INIT;
  uv_mutex_t mutex;
  uv_mutex_init(&mutex);
  uv_once(&flag, once);
  uv_mutex_lock(&mutex);
}

void once_bad(void) {
  static uv_once_t flag = UV_ONCE_INIT;
  uv_mutex_t mutex;
  uv_mutex_init(&mutex);
  uv_mutex_lock(&mutex);
  uv_once(&flag, once);
  uv_mutex_lock(&mutex);
}
// CHECK: :[[@LINE-2]]:3: warning: this lock of 'mutex' blocks forever: the main task holds the lock already [quiesce-deadlock]
// CHECK: :[[@LINE-5]]:3: note: the main task locks 'mutex'
// CHECK: :[[@LINE-4]]:3: note: the lock is not released before it is taken again
