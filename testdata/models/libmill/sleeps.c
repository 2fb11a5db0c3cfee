// libmill: what sleeps and yields.
// RUN: %check_tidy %s -- -isystem %root/testdata/models/include/libmill

#include <libmill.h>
#include <pthread.h>

void sleeps_ok(void) {
  pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
  pthread_mutex_lock(&mutex);
  msleep(1);
  yield();
  pthread_mutex_unlock(&mutex);
  pthread_mutex_lock(&mutex);
}

void sleeps_bad(void) {
  pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
  pthread_mutex_lock(&mutex);
  msleep(1);
  yield();
  pthread_mutex_lock(&mutex);
}
// CHECK: :[[@LINE-2]]:3: warning: this lock of 'mutex' blocks forever: the main task holds the lock already [quiesce-deadlock]
// CHECK: :[[@LINE-6]]:3: note: the main task locks 'mutex'
// CHECK: :[[@LINE-4]]:3: note: the lock is not released before it is taken again
