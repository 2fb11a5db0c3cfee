// The Apache Portable Runtime.
// RUN: %check_tidy %s -- -std=c11 -D_GNU_SOURCE -isystem /usr/include/apr-1.0

#include <apr_queue.h>
#include <apr_thread_cond.h>
#include <apr_thread_mutex.h>
#include <apr_thread_proc.h>
#include <apr_thread_rwlock.h>

int fails(void);
void use(void *);

static void *nothing(apr_thread_t *self, void *data) {
  use(data);
  return 0;
}

void left_bad(apr_pool_t *pool) {
  apr_thread_t *thread;
  apr_status_t result;
  if (apr_thread_create(&thread, 0, nothing, 0, pool))
    return;
  if (fails())
    return;
  apr_thread_join(&result, thread);
}
// CHECK: :[[@LINE-8]]:17: warning: the thread started here is neither joined nor detached on every path, so it is never freed [quiesce-unjoined-thread]
// CHECK: :[[@LINE-7]]:7: note: the main task starts task 1
// CHECK: :[[@LINE-14]]:3: note: task 1 returns
// CHECK: :[[@LINE-7]]:7: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-7]]:5: note: the main task returns
// CHECK: :[[@LINE-13]]:17: note: no join or detach on this path

void joined_ok(apr_pool_t *pool) {
  apr_thread_t *thread;
  apr_status_t result;
  if (apr_thread_create(&thread, 0, nothing, 0, pool) != APR_SUCCESS)
    return;
  apr_thread_join(&result, thread);
}

void detached_ok(apr_pool_t *pool) {
  apr_thread_t *thread;
  if (apr_thread_create(&thread, 0, nothing, 0, pool) == APR_SUCCESS)
    apr_thread_detach(thread);
}

static void *pops(apr_thread_t *self, void *data) {
  apr_queue_t *queue = data;
  void *item;
  while (apr_queue_pop(queue, &item) == APR_SUCCESS)
    use(item);
  apr_thread_exit(self, APR_SUCCESS);
  return 0;
}
// CHECK: :[[@LINE-5]]:10: warning: this loop receives from 'queue' forever: nobody closes it on this path [quiesce-missing-close]
// CHECK: :[[@LINE+10]]:7: note: the main task starts task 1
// CHECK: :[[@LINE+11]]:3: note: the main task sends to 'queue'
// CHECK: :[[@LINE+11]]:8: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-9]]:10: note: no path from here calls close on 'queue'

void drained_bad(apr_pool_t *pool) {
  apr_queue_t *queue;
  apr_thread_t *thread;
  apr_status_t result;
  if (apr_queue_create(&queue, 2, pool) ||
      apr_thread_create(&thread, 0, pops, queue, pool))
    return;
  apr_queue_push(queue, pool);
  if (!fails())
    apr_queue_term(queue);
  apr_thread_join(&result, thread);
}

void drained_ok(apr_pool_t *pool) {
  apr_queue_t *queue;
  apr_thread_t *thread;
  apr_status_t result;
  if (apr_queue_create(&queue, 2, pool) ||
      apr_thread_create(&thread, 0, pops, queue, pool))
    return;
  apr_queue_push(queue, pool);
  apr_queue_term(queue);
  apr_thread_join(&result, thread);
}

void full_bad(apr_pool_t *pool) {
  apr_queue_t *queue;
  if (apr_queue_create(&queue, 1, pool))
    return;
  apr_queue_push(queue, pool);
  apr_queue_push(queue, pool);
}
// CHECK: :[[@LINE-2]]:3: warning: this send to 'queue' can block forever: no task receives from 'queue' [quiesce-blocked-send]
// CHECK: :[[@LINE-4]]:3: note: the main task sends to 'queue'
// CHECK: :[[@LINE-4]]:3: note: no remaining task receives from 'queue' or closes it

void full_ok(apr_pool_t *pool) {
  apr_queue_t *queue;
  void *item;
  if (apr_queue_create(&queue, 1, pool))
    return;
  apr_queue_push(queue, pool);
  apr_queue_trypush(queue, pool);
  if (apr_queue_trypop(queue, &item) == APR_SUCCESS)
    use(item);
}

// It wakes those who wait just then, which nothing here says.
void interrupted_ok(apr_pool_t *pool) {
  apr_queue_t *queue;
  apr_thread_t *thread;
  apr_status_t result;
  if (apr_queue_create(&queue, 2, pool) ||
      apr_thread_create(&thread, 0, pops, queue, pool))
    return;
  apr_queue_interrupt_all(queue);
  apr_thread_join(&result, thread);
}

void again_bad(apr_pool_t *pool) {
  apr_thread_mutex_t *mutex;
  if (apr_thread_mutex_create(&mutex, APR_THREAD_MUTEX_DEFAULT, pool))
    return;
  apr_thread_mutex_lock(mutex);
  apr_thread_mutex_lock(mutex);
  apr_thread_mutex_unlock(mutex);
  apr_thread_mutex_unlock(mutex);
}
// CHECK: :[[@LINE-4]]:3: warning: this lock of 'mutex' blocks forever: the main task holds the lock already [quiesce-deadlock]
// CHECK: :[[@LINE-6]]:3: note: the main task locks 'mutex'
// CHECK: :[[@LINE-6]]:3: note: the lock is not released before it is taken again

void again_ok(apr_pool_t *pool) {
  apr_thread_mutex_t *mutex;
  if (apr_thread_mutex_create(&mutex, APR_THREAD_MUTEX_NESTED, pool))
    return;
  apr_thread_mutex_lock(mutex);
  apr_thread_mutex_lock(mutex);
  apr_thread_mutex_unlock(mutex);
  apr_thread_mutex_unlock(mutex);
}

void tries_ok(apr_pool_t *pool) {
  apr_thread_mutex_t *mutex;
  if (apr_thread_mutex_create(&mutex, APR_THREAD_MUTEX_DEFAULT, pool))
    return;
  apr_thread_mutex_lock(mutex);
  if (apr_thread_mutex_trylock(mutex) == APR_SUCCESS)
    apr_thread_mutex_unlock(mutex);
  apr_thread_mutex_unlock(mutex);
  apr_thread_mutex_destroy(mutex);
}

void upgrade_bad(apr_pool_t *pool) {
  apr_thread_rwlock_t *lock;
  if (apr_thread_rwlock_create(&lock, pool))
    return;
  apr_thread_rwlock_rdlock(lock);
  apr_thread_rwlock_wrlock(lock);
  apr_thread_rwlock_unlock(lock);
  apr_thread_rwlock_unlock(lock);
}
// CHECK: :[[@LINE-4]]:3: warning: this lock of 'lock' can block forever: the lock is held and never released [quiesce-deadlock]
// CHECK: :[[@LINE-6]]:3: note: the main task locks 'lock'
// CHECK: :[[@LINE-6]]:3: note: no path releases the lock

void readers_ok(apr_pool_t *pool) {
  apr_thread_rwlock_t *lock;
  if (apr_thread_rwlock_create(&lock, pool))
    return;
  apr_thread_rwlock_rdlock(lock);
  if (apr_thread_rwlock_tryrdlock(lock) == APR_SUCCESS)
    apr_thread_rwlock_unlock(lock);
  if (apr_thread_rwlock_trywrlock(lock) == APR_SUCCESS)
    apr_thread_rwlock_unlock(lock);
  apr_thread_rwlock_unlock(lock);
  apr_thread_rwlock_destroy(lock);
}

struct shared {
  apr_thread_mutex_t *mutex;
  apr_thread_cond_t *changed;
  int ready;
};

static void *waits(apr_thread_t *self, void *data) {
  struct shared *s = data;
  apr_thread_mutex_lock(s->mutex);
  while (!s->ready)
    apr_thread_cond_wait(s->changed, s->mutex);
  apr_thread_mutex_unlock(s->mutex);
  return 0;
}
// CHECK: :[[@LINE-4]]:5: warning: this wait on 'changed' can block forever: no notification reaches it any more [quiesce-missed-notify]
// CHECK: :[[@LINE+9]]:7: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:5: note: no task notifies 'changed' from here on

void no_signal_bad(apr_pool_t *pool) {
  struct shared s = {0};
  apr_thread_t *thread;
  apr_status_t result;
  if (apr_thread_mutex_create(&s.mutex, 0, pool) ||
      apr_thread_cond_create(&s.changed, pool) ||
      apr_thread_create(&thread, 0, waits, &s, pool))
    return;
  apr_thread_mutex_lock(s.mutex);
  s.ready = 1;
  apr_thread_mutex_unlock(s.mutex);
  apr_thread_join(&result, thread);
}

void signal_ok(apr_pool_t *pool) {
  struct shared s = {0};
  apr_thread_t *thread;
  apr_status_t result;
  if (apr_thread_mutex_create(&s.mutex, 0, pool) ||
      apr_thread_cond_create(&s.changed, pool) ||
      apr_thread_create(&thread, 0, waits, &s, pool))
    return;
  apr_thread_mutex_lock(s.mutex);
  s.ready = 1;
  if (fails())
    apr_thread_cond_signal(s.changed);
  else
    apr_thread_cond_broadcast(s.changed);
  apr_thread_mutex_unlock(s.mutex);
  apr_thread_join(&result, thread);
}

static void *patient(apr_thread_t *self, void *data) {
  struct shared *s = data;
  apr_thread_mutex_lock(s->mutex);
  while (!s->ready)
    if (apr_thread_cond_timedwait(s->changed, s->mutex, 1000) != APR_SUCCESS)
      break;
  apr_thread_mutex_unlock(s->mutex);
  return 0;
}

void patience_ok(apr_pool_t *pool) {
  struct shared s = {0};
  apr_thread_t *thread;
  apr_status_t result;
  if (apr_thread_mutex_create(&s.mutex, 0, pool) ||
      apr_thread_cond_create(&s.changed, pool) ||
      apr_thread_create(&thread, 0, patient, &s, pool))
    return;
  apr_thread_join(&result, thread);
}
