// GLib: threads, locks, conditions, queues, in C.
// RUN: %check_tidy %s -- -isystem /usr/include/glib-2.0 -isystem /usr/lib/%multiarch/glib-2.0/include

#include <glib.h>

int fails(void);
void use(void *);

static gpointer work(gpointer data) {
  use(data);
  return data;
}

void thread_bad(void) {
  GThread *thread = g_thread_new("worker", work, NULL);
  if (fails())
    return;
  g_thread_join(thread);
}
// CHECK: :[[@LINE-5]]:12: warning: the thread started here is neither joined nor detached on every path, so it is never freed [quiesce-unjoined-thread]
// CHECK: :[[@LINE-6]]:21: note: the main task starts task 1
// CHECK: :[[@LINE-11]]:3: note: task 1 returns
// CHECK: :[[@LINE-7]]:7: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-7]]:5: note: the main task returns
// CHECK: :[[@LINE-10]]:12: note: no join or detach on this path

void thread_ok(void) {
  GThread *thread = g_thread_new("worker", work, NULL);
  g_thread_join(thread);
}

void thread_unref_ok(void) {
  g_thread_unref(g_thread_new("worker", work, NULL));
  GThread *thread = g_thread_try_new("worker", work, NULL, NULL);
  if (thread)
    g_thread_unref(thread);
}

void mutex_bad(void) {
  GMutex mutex;
  g_mutex_init(&mutex);
  g_mutex_lock(&mutex);
  g_mutex_lock(&mutex);
}
// CHECK: :[[@LINE-2]]:3: warning: this lock of 'mutex' blocks forever: the main task holds the lock already [quiesce-deadlock]
// CHECK: :[[@LINE-4]]:3: note: the main task locks 'mutex'
// CHECK: :[[@LINE-4]]:3: note: the lock is not released before it is taken again

void mutex_ok(void) {
  GMutex mutex;
  GRecMutex again;
  g_mutex_init(&mutex);
  g_rec_mutex_init(&again);
  g_rec_mutex_lock(&again);
  g_rec_mutex_lock(&again);
  if (g_mutex_trylock(&mutex))
    g_mutex_unlock(&mutex);
  g_mutex_lock(&mutex);
  g_mutex_unlock(&mutex);
}

struct Shared {
  GMutex mutex;
  GCond changed;
  gboolean ready;
  GAsyncQueue *queue;
};

static gpointer forgets(gpointer data) {
  struct Shared *shared = data;
  g_mutex_lock(&shared->mutex);
  shared->ready = TRUE;
  g_mutex_unlock(&shared->mutex);
  return NULL;
}

static gpointer tells(gpointer data) {
  struct Shared *shared = data;
  g_mutex_lock(&shared->mutex);
  shared->ready = TRUE;
  g_cond_signal(&shared->changed);
  g_mutex_unlock(&shared->mutex);
  return NULL;
}

void cond_bad(void) {
  struct Shared shared = {0};
  GThread *thread = g_thread_new("worker", forgets, &shared);
  g_mutex_lock(&shared.mutex);
  while (!shared.ready)
    g_cond_wait(&shared.changed, &shared.mutex);
  g_mutex_unlock(&shared.mutex);
  g_thread_join(thread);
}
// CHECK: :[[@LINE-4]]:5: warning: this wait on 'changed' can block forever: no notification reaches it any more [quiesce-missed-notify]
// CHECK: :[[@LINE-8]]:21: note: the main task starts task 1
// CHECK: :[[@LINE-23]]:3: note: task 1 returns
// CHECK: :[[@LINE-7]]:5: note: no task notifies 'changed' from here on

void cond_ok(void) {
  struct Shared shared = {0};
  GThread *thread = g_thread_new("worker", tells, &shared);
  g_mutex_lock(&shared.mutex);
  while (!shared.ready)
    g_cond_wait(&shared.changed, &shared.mutex);
  g_mutex_unlock(&shared.mutex);
  g_thread_join(thread);
}

void cond_timed_ok(void) {
  struct Shared shared = {0};
  g_mutex_lock(&shared.mutex);
  while (!shared.ready)
    if (!g_cond_wait_until(&shared.changed, &shared.mutex, 1000))
      break;
  g_mutex_unlock(&shared.mutex);
}

static gpointer pops(gpointer data) {
  GAsyncQueue *queue = data;
  use(g_async_queue_pop(queue));
  return NULL;
}
// CHECK: :[[@LINE-3]]:7: warning: this receive from 'queue' can block forever: no task sends to 'queue' or closes it [quiesce-blocked-receive]
// CHECK: :[[@LINE+6]]:21: note: the main task starts task 1
// CHECK: :[[@LINE+6]]:8: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-6]]:7: note: no remaining task sends to 'queue' or closes it

void queue_bad(void) {
  GAsyncQueue *queue = g_async_queue_new();
  GThread *thread = g_thread_new("worker", pops, queue);
  if (!fails())
    g_async_queue_push(queue, work);
  g_thread_join(thread);
  g_async_queue_unref(queue);
}

void queue_ok(void) {
  GAsyncQueue *queue = g_async_queue_new();
  GThread *thread = g_thread_new("worker", pops, queue);
  g_async_queue_push(queue, work);
  g_thread_join(thread);
  g_async_queue_unref(queue);
}

void queue_timed_ok(void) {
  GAsyncQueue *queue = g_async_queue_new();
  use(g_async_queue_timeout_pop(queue, 1000));
  use(g_async_queue_try_pop(queue));
}
