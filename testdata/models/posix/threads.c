// POSIX: ends of threads, results of failures, in C.
// RUN: %check_tidy %s -- -std=c11 -D_GNU_SOURCE

#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <time.h>

int fails(void);
void use(void *);

static void *exits_early(void *data) {
  sem_t *done = data;
  if (fails())
    pthread_exit(NULL);
  sem_post(done);
  return NULL;
}

static void *exits_late(void *data) {
  sem_post(data);
  pthread_exit(NULL);
}

void exit_bad(void) {
  sem_t done;
  pthread_t thread;
  sem_init(&done, 0, 0);
  pthread_create(&thread, NULL, exits_early, &done);
  sem_wait(&done);
  pthread_join(thread, NULL);
}
// CHECK: :[[@LINE-3]]:3: warning: this acquire of 'done' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-5]]:3: note: the main task starts task 1
// CHECK: :[[@LINE-21]]:7: note: in task 1, 'fails()' is true
// CHECK: :[[@LINE-6]]:3: note: no remaining task changes the count of 'done'

void exit_ok(void) {
  sem_t done;
  pthread_t thread;
  sem_init(&done, 0, 0);
  pthread_create(&thread, NULL, exits_late, &done);
  sem_wait(&done);
  pthread_join(thread, NULL);
}

void busy_ok(void) {
  pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
  pthread_mutex_lock(&mutex);
  if (pthread_mutex_trylock(&mutex) != EBUSY)
    pthread_mutex_lock(&mutex);
  pthread_mutex_unlock(&mutex);
}

void late_ok(void) {
  struct timespec limit = {1, 0};
  sem_t none;
  sem_init(&none, 0, 0);
  if (sem_timedwait(&none, &limit) == -1)
    return;
  sem_wait(&none);
}

void barrier_bad(void) {
  pthread_barrier_t both;
  pthread_barrier_init(&both, NULL, 2);
  pthread_barrier_wait(&both);
}
// CHECK: :[[@LINE-2]]:3: warning: this wait for 'both' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-3]]:3: note: no remaining task changes the count of 'both'

void rwlock_bad(void) {
  pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
  pthread_rwlock_rdlock(&lock);
  pthread_rwlock_wrlock(&lock);
}
// CHECK: :[[@LINE-2]]:3: warning: this lock of 'lock' can block forever: the lock is held and never released [quiesce-deadlock]
// CHECK: :[[@LINE-4]]:3: note: the main task locks 'lock'
// CHECK: :[[@LINE-4]]:3: note: no path releases the lock
