// GLib: main loops.  What they call, and when, is unknown, so nobody who has to do with it is stuck.
// RUN: %check_tidy %s -- -isystem /usr/include/glib-2.0 -isystem /usr/lib/%multiarch/glib-2.0/include

#include <glib.h>

int fails(void);

static gboolean push(gpointer queue) {
  g_async_queue_push(queue, queue);
  return G_SOURCE_REMOVE;
}

static gboolean quit(gpointer loop) {
  g_main_loop_quit(loop);
  return G_SOURCE_REMOVE;
}

void idle_ok(void) {
  GAsyncQueue *queue = g_async_queue_new();
  GMainLoop *loop = g_main_loop_new(NULL, FALSE);
  g_idle_add(push, queue);
  g_timeout_add(10, quit, loop);
  g_main_loop_run(loop);
  g_async_queue_pop(queue);
}

static gpointer runs(gpointer loop) {
  g_main_loop_run(loop);
  return NULL;
}

// Another thread's loop ends when it is told to.
void thread_ok(void) {
  GMainContext *context = g_main_context_new();
  GMainLoop *loop = g_main_loop_new(context, FALSE);
  GThread *thread = g_thread_new("loop", runs, loop);
  g_main_context_invoke(context, quit, loop);
  g_thread_join(thread);
}

void by_hand_ok(void) {
  GAsyncQueue *queue = g_async_queue_new();
  g_idle_add(push, queue);
  while (g_main_context_iteration(NULL, TRUE))
    continue;
  g_async_queue_pop(queue);
}

static gpointer waits(gpointer queue) { return g_async_queue_pop(queue); }
// CHECK: :[[@LINE-1]]:48: warning: this receive from 'queue' can block forever: no task sends to 'queue' or closes it [quiesce-blocked-receive]
// CHECK: :[[@LINE+8]]:21: note: the main task starts task 1
// CHECK: :[[@LINE+10]]:8: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-4]]:48: note: no remaining task sends to 'queue' or closes it

// No loop has this queue.
void beside_bad(void) {
  GAsyncQueue *queue = g_async_queue_new();
  GMainLoop *loop = g_main_loop_new(NULL, FALSE);
  GThread *thread = g_thread_new("waits", waits, queue);
  g_timeout_add(10, quit, loop);
  g_main_loop_run(loop);
  if (!fails())
    g_async_queue_push(queue, queue);
  g_thread_join(thread);
}
