// The Apache Portable Runtime: the other functions.
// RUN: %check_tidy %s -- -std=c11 -D_GNU_SOURCE -isystem /usr/include/apr-1.0

#include <apr_queue.h>
#include <apr_thread_mutex.h>
#include <apr_thread_proc.h>

void use(void *);

void limit_bad(apr_pool_t *pool) {
  apr_thread_mutex_t *mutex;
  if (apr_thread_mutex_create(&mutex, APR_THREAD_MUTEX_DEFAULT, pool))
    return;
  if (apr_thread_mutex_timedlock(mutex, 1000) == APR_SUCCESS)
    apr_thread_mutex_lock(mutex);
}
// CHECK: :[[@LINE-2]]:5: warning: this lock of 'mutex' blocks forever: the main task holds the lock already [quiesce-deadlock]
// CHECK: :[[@LINE-4]]:7: note: the main task locks 'mutex'
// CHECK: :[[@LINE-5]]:47: note: in the main task, 'apr_thread_mutex_timedlock(mutex, 1000) == APR_SUCCESS' is true
// CHECK: :[[@LINE-5]]:5: note: the lock is not released before it is taken again

void limit_ok(apr_pool_t *pool) {
  apr_thread_mutex_t *mutex;
  if (apr_thread_mutex_create(&mutex, APR_THREAD_MUTEX_DEFAULT, pool))
    return;
  apr_thread_mutex_lock(mutex);
  if (apr_thread_mutex_timedlock(mutex, 1000) == APR_TIMEUP)
    apr_thread_mutex_unlock(mutex);
}

void empty_bad(apr_pool_t *pool) {
  apr_queue_t *queue;
  void *item;
  if (apr_queue_create(&queue, 2, pool))
    return;
  apr_sleep(1000);
  apr_thread_yield();
  if (apr_queue_size(queue) == 0)
    apr_queue_pop(queue, &item);
}
// CHECK: :[[@LINE-2]]:5: warning: this receive from 'queue' can block forever: no task sends to 'queue' or closes it [quiesce-blocked-receive]
// CHECK: :[[@LINE-4]]:29: note: in the main task, 'apr_queue_size(queue) == 0' is true
// CHECK: :[[@LINE-4]]:5: note: no remaining task sends to 'queue' or closes it

void filled_ok(apr_pool_t *pool) {
  apr_queue_t *queue;
  void *item;
  if (apr_queue_create(&queue, 2, pool))
    return;
  apr_queue_push(queue, pool);
  while (apr_queue_size(queue) > 0)
    if (apr_queue_pop(queue, &item) == APR_SUCCESS)
      use(item);
}
