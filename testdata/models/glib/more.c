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

void length_ok(void) {
  GAsyncQueue *queue = g_async_queue_new();
  g_async_queue_push(queue, queue);
  while (g_async_queue_length(queue) > 0)
    use(g_async_queue_pop(queue));
}
