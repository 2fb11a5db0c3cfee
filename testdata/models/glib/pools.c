// GLib: pools, and queues that are locked by hand.  What they do is unknown, so nobody who has to do with them is stuck.
// RUN: %check_tidy %s -- -isystem /usr/include/glib-2.0 -isystem /usr/lib/%multiarch/glib-2.0/include

#include <glib.h>

static void work(gpointer data, gpointer queue) { g_async_queue_push(queue, data); }

void pool_ok(void) {
  GAsyncQueue *queue = g_async_queue_new();
  GThreadPool *pool = g_thread_pool_new(work, queue, 1, FALSE, NULL);
  g_thread_pool_push(pool, queue, NULL);
  g_async_queue_pop(queue);
  g_thread_pool_free(pool, FALSE, TRUE);
}

void no_pool_bad(void) {
  GAsyncQueue *queue = g_async_queue_new();
  g_async_queue_pop(queue);
}
// CHECK: :[[@LINE-2]]:3: warning: this receive from 'queue' can block forever: no task sends to 'queue' or closes it [quiesce-blocked-receive]
// CHECK: :[[@LINE-3]]:3: note: no remaining task sends to 'queue' or closes it

static gpointer feeds(gpointer queue) {
  g_async_queue_lock(queue);
  g_async_queue_push_unlocked(queue, queue);
  g_async_queue_unlock(queue);
  return NULL;
}

void unlocked_ok(void) {
  GAsyncQueue *queue = g_async_queue_new();
  GThread *thread = g_thread_new("feeds", feeds, queue);
  g_async_queue_lock(queue);
  g_async_queue_pop_unlocked(queue);
  g_async_queue_unlock(queue);
  g_async_queue_pop(queue);
  g_thread_join(thread);
}
