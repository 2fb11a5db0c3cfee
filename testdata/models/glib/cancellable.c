// GLib: cancellables.
// RUN: %check_tidy %s -- -isystem /usr/include/glib-2.0 -isystem /usr/lib/%multiarch/glib-2.0/include

#include <gio/gio.h>

int fails(void);
void use(int);

static gpointer polls(gpointer data) {
  GCancellable *stop = data;
  while (!g_cancellable_is_cancelled(stop))
    g_usleep(10);
  return NULL;
}

void never_bad(void) {
  GCancellable *stop = g_cancellable_new();
  GThread *thread = g_thread_new("polls", polls, stop);
  if (!fails())
    g_cancellable_cancel(stop);
  g_thread_join(thread);
  g_object_unref(stop);
}
// CHECK: :[[@LINE-3]]:3: warning: this join of 'thread' can block forever: the task it waits for never ends [quiesce-blocked-join]
// CHECK: :[[@LINE-7]]:21: note: the main task starts task 1
// CHECK: :[[@LINE-7]]:8: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-16]]:3: note: task 1 goes round this loop
// CHECK: :[[@LINE-7]]:3: note: nothing lets the joined task end

void cancelled_ok(void) {
  GCancellable *stop = g_cancellable_new();
  GThread *thread = g_thread_new("polls", polls, g_object_ref(stop));
  g_cancellable_cancel(stop);
  g_thread_join(thread);
  g_object_unref(stop);
}

// Whoever has it may cancel it.
void given_ok(GCancellable *stop) {
  GThread *thread = g_thread_new("polls", polls, stop);
  g_thread_join(thread);
}
