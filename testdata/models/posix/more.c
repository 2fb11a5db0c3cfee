// POSIX: spin locks, once, reader-writer locks, and calls that try or have a limit.
// RUN: %check_tidy %s -- -D_GNU_SOURCE

#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <stdlib.h>
#include <unistd.h>

int fails(void);
void use(int);

void spin_ok(void) {
  pthread_spinlock_t lock;
  pthread_spin_init(&lock, PTHREAD_PROCESS_PRIVATE);
  pthread_spin_lock(&lock);
  if (pthread_spin_trylock(&lock) == 0)
    use(1);
  pthread_spin_unlock(&lock);
  pthread_spin_lock(&lock);
  pthread_spin_unlock(&lock);
  pthread_spin_destroy(&lock);
}

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void makes(void) { use(1); }

void once_ok(void) {
  pthread_once(&once, makes);
  pthread_once(&once, makes);
}

void readers_ok(void) {
  pthread_rwlockattr_t attributes;
  pthread_rwlockattr_init(&attributes);
  pthread_rwlock_t lock;
  pthread_rwlock_init(&lock, &attributes);
  pthread_rwlock_rdlock(&lock);
  if (pthread_rwlock_tryrdlock(&lock) == 0)
    pthread_rwlock_unlock(&lock);
  if (pthread_rwlock_trywrlock(&lock) == 0)
    pthread_rwlock_unlock(&lock);
  struct timespec soon = {0, 1};
  if (pthread_rwlock_timedrdlock(&lock, &soon) == 0)
    pthread_rwlock_unlock(&lock);
  if (pthread_rwlock_timedwrlock(&lock, &soon) == 0)
    pthread_rwlock_unlock(&lock);
  pthread_rwlock_unlock(&lock);
  pthread_rwlock_wrlock(&lock);
  pthread_rwlock_unlock(&lock);
  pthread_rwlock_destroy(&lock);
}

void writer_bad(void) {
  pthread_rwlock_t lock;
  pthread_rwlock_init(&lock, 0);
  pthread_rwlock_rdlock(&lock);
  pthread_rwlock_wrlock(&lock);
}
// CHECK: :[[@LINE-2]]:3: warning: this lock of 'lock' can block forever: the lock is held and never released [quiesce-deadlock]
// CHECK: :[[@LINE-4]]:3: note: the main task locks 'lock'
// CHECK: :[[@LINE-4]]:3: note: no path releases the lock

void limit_ok(void) {
  pthread_mutex_t mutex;
  pthread_mutex_init(&mutex, 0);
  pthread_mutex_lock(&mutex);
  struct timespec soon = {0, 1};
  if (pthread_mutex_timedlock(&mutex, &soon) == 0)
    use(1);
  pthread_mutex_unlock(&mutex);
  pthread_mutex_lock(&mutex);
  pthread_mutex_unlock(&mutex);
  pthread_mutex_destroy(&mutex);
}

void limit_bad(void) {
  pthread_mutex_t mutex;
  pthread_mutex_init(&mutex, 0);
  struct timespec soon = {0, 1};
  if (pthread_mutex_timedlock(&mutex, &soon) == 0)
    pthread_mutex_lock(&mutex);
}
// CHECK: :[[@LINE-2]]:5: warning: this lock of 'mutex' blocks forever: the main task holds the lock already [quiesce-deadlock]
// CHECK: :[[@LINE-4]]:7: note: the main task locks 'mutex'
// CHECK: :[[@LINE-5]]:46: note: in the main task, 'pthread_mutex_timedlock(&mutex, &soon) == 0' is true
// CHECK: :[[@LINE-5]]:5: note: the lock is not released before it is taken again

// It may be recursive.
void attributes_ok(void) {
  pthread_mutexattr_t attributes;
  pthread_mutexattr_init(&attributes);
  pthread_mutexattr_settype(&attributes, PTHREAD_MUTEX_RECURSIVE);
  pthread_mutex_t mutex;
  pthread_mutex_init(&mutex, &attributes);
  pthread_mutex_lock(&mutex);
  pthread_mutex_lock(&mutex);
}

struct flag {
  pthread_mutex_t mutex;
  pthread_cond_t changed;
  int set;
};

static void *waits(void *data) {
  struct flag *flag = data;
  pthread_mutex_lock(&flag->mutex);
  while (!flag->set)
    pthread_cond_wait(&flag->changed, &flag->mutex);
  pthread_mutex_unlock(&flag->mutex);
  return 0;
}

static void prepare(struct flag *flag) {
  pthread_mutex_init(&flag->mutex, 0);
  pthread_cond_init(&flag->changed, 0);
  flag->set = 0;
}

void signal_ok(void) {
  struct flag flag;
  prepare(&flag);
  pthread_t thread;
  if (pthread_create(&thread, 0, waits, &flag) != 0)
    return;
  pthread_mutex_lock(&flag.mutex);
  flag.set = 1;
  pthread_cond_signal(&flag.changed);
  pthread_mutex_unlock(&flag.mutex);
  pthread_join(thread, 0);
  pthread_cond_destroy(&flag.changed);
}

void broadcast_ok(void) {
  struct flag flag;
  prepare(&flag);
  pthread_t one, two;
  if (pthread_create(&one, 0, waits, &flag) != 0)
    return;
  if (pthread_create(&two, 0, waits, &flag) != 0)
    abort();
  pthread_mutex_lock(&flag.mutex);
  flag.set = 1;
  pthread_cond_broadcast(&flag.changed);
  pthread_mutex_unlock(&flag.mutex);
  pthread_join(one, 0);
  pthread_join(two, 0);
}

static void *waits_in_vain(void *data) {
  struct flag *flag = data;
  pthread_mutex_lock(&flag->mutex);
  while (!flag->set)
    pthread_cond_wait(&flag->changed, &flag->mutex);
  pthread_mutex_unlock(&flag->mutex);
  return 0;
}
// CHECK: :[[@LINE-4]]:5: warning: this wait on 'changed' can block forever: no notification reaches it any more [quiesce-missed-notify]
// CHECK: :[[@LINE+7]]:7: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:5: note: no task notifies 'changed' from here on

void no_signal_bad(void) {
  struct flag flag;
  prepare(&flag);
  pthread_t thread;
  if (pthread_create(&thread, 0, waits_in_vain, &flag) != 0)
    return;
  pthread_mutex_lock(&flag.mutex);
  flag.set = 1;
  pthread_mutex_unlock(&flag.mutex);
  pthread_join(thread, 0);
}

static void *waits_a_while(void *data) {
  struct flag *flag = data;
  struct timespec soon = {0, 1};
  pthread_mutex_lock(&flag->mutex);
  while (!flag->set)
    if (pthread_cond_timedwait(&flag->changed, &flag->mutex, &soon) != 0)
      break;
  pthread_mutex_unlock(&flag->mutex);
  return 0;
}

void timed_ok(void) {
  struct flag flag;
  prepare(&flag);
  pthread_t thread;
  if (pthread_create(&thread, 0, waits_a_while, &flag) != 0)
    return;
  pthread_join(thread, 0);
}

static void *sleeps(void *data) {
  sem_t *go = data;
  sem_wait(go);
  sched_yield();
  sleep(1);
  return 0;
}

void tries_join_ok(void) {
  sem_t go;
  sem_init(&go, 0, 0);
  pthread_t thread;
  if (pthread_create(&thread, 0, sleeps, &go) != 0)
    return;
  struct timespec soon = {0, 1};
  if (pthread_tryjoin_np(thread, 0) == 0)
    return;
  if (pthread_timedjoin_np(thread, 0, &soon) == 0)
    return;
  sem_post(&go);
  pthread_join(thread, 0);
  sem_destroy(&go);
}

static void *ends(void *data) { return data; }

void detach_ok(void) {
  pthread_t thread;
  if (pthread_create(&thread, 0, ends, 0) == 0)
    pthread_detach(thread);
}

void left_bad(void) {
  pthread_t thread;
  if (pthread_create(&thread, 0, ends, 0) == 0 && pthread_equal(thread, pthread_self()))
    pthread_detach(thread);
}
// CHECK: :[[@LINE-4]]:13: warning: the thread started here is neither joined nor detached on every path, so it is never freed [quiesce-unjoined-thread]
// CHECK: :[[@LINE-4]]:7: note: the main task starts task 1
// CHECK: :[[@LINE-15]]:33: note: task 1 returns
// CHECK: :[[@LINE-6]]:51: note: in the main task, 'pthread_equal(thread, pthread_self())' is false
// CHECK: :[[@LINE-8]]:13: note: no join or detach on this path

void tries_ok(void) {
  sem_t none;
  sem_init(&none, 0, 0);
  if (sem_trywait(&none) == 0)
    use(1);
  sem_destroy(&none);
}

void exits_ok(void) {
  pthread_mutex_t mutex;
  pthread_mutex_init(&mutex, 0);
  pthread_mutex_lock(&mutex);
  if (fails())
    _exit(1);
  pthread_mutex_unlock(&mutex);
  pthread_mutex_lock(&mutex);
}

static void *meets(void *data) {
  pthread_barrier_wait(data);
  return 0;
}

void barrier_ok(void) {
  pthread_barrier_t barrier;
  pthread_barrier_init(&barrier, 0, 2);
  pthread_t thread;
  if (pthread_create(&thread, 0, meets, &barrier) != 0)
    return;
  pthread_barrier_wait(&barrier);
  pthread_join(thread, 0);
  pthread_barrier_destroy(&barrier);
}
