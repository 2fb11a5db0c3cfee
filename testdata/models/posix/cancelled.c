// POSIX: a thread that is cancelled ends where it waits.
// RUN: %check_tidy %s -- -D_GNU_SOURCE

#include <pthread.h>
#include <semaphore.h>

int fails(void);

static void *waits(void *data) {
  sem_wait(data);
  return 0;
}

void cancelled_ok(void) {
  sem_t done;
  sem_init(&done, 0, 0);
  pthread_t thread;
  if (pthread_create(&thread, 0, waits, &done))
    return;
  pthread_cancel(thread);
  pthread_join(thread, 0);
}

struct Shared {
  pthread_mutex_t mutex;
  pthread_cond_t changed;
  int ready;
};

static void gives_back(void *mutex) { pthread_mutex_unlock(mutex); }

// What it has pushed gives the mutex back.
static void *sleeps(void *data) {
  struct Shared *shared = data;
  pthread_mutex_lock(&shared->mutex);
  pthread_cleanup_push(gives_back, &shared->mutex);
  while (!shared->ready)
    pthread_cond_wait(&shared->changed, &shared->mutex);
  pthread_cleanup_pop(1);
  return 0;
}

void asleep_ok(void) {
  struct Shared shared = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0};
  pthread_t thread;
  if (pthread_create(&thread, 0, sleeps, &shared))
    return;
  pthread_mutex_lock(&shared.mutex);
  pthread_cancel(thread);
  pthread_mutex_unlock(&shared.mutex);
  pthread_join(thread, 0);
  pthread_mutex_lock(&shared.mutex);
  pthread_mutex_unlock(&shared.mutex);
}

static void *acquires(void *data) {
  sem_wait(data);
  return 0;
}

void one_of_two_bad(void) {
  sem_t done;
  sem_init(&done, 0, 0);
  pthread_t thread;
  if (pthread_create(&thread, 0, acquires, &done))
    return;
  if (fails())
    pthread_cancel(thread);
  pthread_join(thread, 0);
}
// CHECK: :[[@LINE-14]]:3: warning: this acquire of 'data' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-7]]:7: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:7: note: in the main task, 'fails()' is false
// CHECK: :[[@LINE-17]]:3: note: no remaining task changes the count of 'data'
