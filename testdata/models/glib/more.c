// GLib: the other functions, in C.
// RUN: %check_tidy %s -- -isystem /usr/include/glib-2.0 -isystem /usr/lib/%multiarch/glib-2.0/include

#include <glib.h>

int fails(void);
void use(void *);

struct Shared {
  GMutex mutex;
  GCond changed;
  int ready;
};

static gpointer tells(gpointer data) {
  struct Shared *shared = data;
  g_thread_yield();
  g_mutex_lock(&shared->mutex);
  shared->ready = g_thread_self() != NULL;
  g_cond_broadcast(&shared->changed);
  g_mutex_unlock(&shared->mutex);
  g_thread_exit(NULL);
  return data;
}

static void tell(int twice) {
  struct Shared shared = {.ready = 0};
  g_mutex_init(&shared.mutex);
  g_cond_init(&shared.changed);
  GThread *thread = g_thread_new("teller", tells, &shared);
  g_mutex_lock(&shared.mutex);
  while (!shared.ready)
    g_cond_wait(&shared.changed, &shared.mutex);
  if (twice)
    g_cond_wait(&shared.changed, &shared.mutex);
  g_mutex_unlock(&shared.mutex);
  g_thread_join(thread);
  g_mutex_clear(&shared.mutex);
}

void told_ok(void) { tell(0); }

void twice_bad(void) { tell(1); }

void reading_bad(void) {
  GRWLock lock;
  g_rw_lock_init(&lock);
  if (g_rw_lock_reader_trylock(&lock))
    g_rw_lock_reader_unlock(&lock);
  if (g_rw_lock_writer_trylock(&lock))
    g_rw_lock_writer_unlock(&lock);
  g_rw_lock_reader_lock(&lock);
  g_rw_lock_writer_lock(&lock);
}
// CHECK: :[[@LINE-2]]:3: warning: this lock of 'lock' can block forever: the lock is held and never released [quiesce-deadlock]
// CHECK: :[[@LINE-8]]:7: note: the main task locks 'lock'
// CHECK: :[[@LINE-7]]:7: note: the main task locks 'lock'
// CHECK: :[[@LINE-6]]:3: note: the main task locks 'lock'
// CHECK: :[[@LINE-6]]:3: note: no path releases the lock

void reading_ok(void) {
  GRWLock lock;
  g_rw_lock_init(&lock);
  g_rw_lock_reader_lock(&lock);
  g_rw_lock_reader_lock(&lock);
  g_rw_lock_reader_unlock(&lock);
  g_rw_lock_reader_unlock(&lock);
  g_rw_lock_writer_lock(&lock);
  if (!g_rw_lock_reader_trylock(&lock))
    g_rw_lock_writer_unlock(&lock);
}

static gpointer locks(gpointer data) {
  GRecMutex *mutex = data;
  g_rec_mutex_lock(mutex);
  g_rec_mutex_unlock(mutex);
  return data;
}

void recursive_bad(void) {
  GRecMutex mutex;
  g_rec_mutex_init(&mutex);
  g_rec_mutex_lock(&mutex);
  g_rec_mutex_lock(&mutex);
  GThread *thread = g_thread_new("locks", locks, &mutex);
  g_rec_mutex_unlock(&mutex);
  g_thread_join(thread);
}
// CHECK: :[[@LINE-2]]:3: warning: this join of 'thread' can block forever: the main task and task 1 wait for each other [quiesce-deadlock]
// CHECK: :[[@LINE-7]]:3: note: the main task locks 'mutex'
// CHECK: :[[@LINE-7]]:3: note: the main task locks 'mutex'
// CHECK: :[[@LINE-7]]:21: note: the main task starts task 1
// CHECK: :[[@LINE-18]]:3: note: task 1 waits here, at its lock
// CHECK: :[[@LINE-7]]:3: note: neither can go on before the other does

void recursive_ok(void) {
  GRecMutex mutex;
  g_rec_mutex_init(&mutex);
  g_rec_mutex_lock(&mutex);
  g_rec_mutex_lock(&mutex);
  GThread *thread = g_thread_new("locks", locks, &mutex);
  g_rec_mutex_unlock(&mutex);
  g_rec_mutex_unlock(&mutex);
  g_thread_join(thread);
}

void length_bad(void) {
  GAsyncQueue *queue = g_async_queue_ref(g_async_queue_new());
  if (g_async_queue_length(queue) == 0)
    use(g_async_queue_pop(queue));
}
// CHECK: :[[@LINE-2]]:9: warning: this receive from 'queue' can block forever: no task sends to 'queue' or closes it [quiesce-blocked-receive]
// CHECK: :[[@LINE-4]]:35: note: in the main task, 'g_async_queue_length(queue) == 0' is true
// CHECK: :[[@LINE-4]]:9: note: no remaining task sends to 'queue' or closes it

void length_ok(void) {
  GAsyncQueue *queue = g_async_queue_new();
  g_async_queue_push(queue, queue);
  while (g_async_queue_length(queue) > 0)
    use(g_async_queue_pop(queue));
}
