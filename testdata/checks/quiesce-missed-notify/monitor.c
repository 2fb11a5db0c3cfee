// In C the methods of a struct are the functions that take it, and one that makes or initializes it begins its life.
// RUN: %check_tidy %s -- -std=gnu11

#include <pthread.h>
#include <stdlib.h>

struct queue {
  pthread_mutex_t guard;
  pthread_cond_t changed;
  int count, capacity, closed;
};

struct queue *queue_new(int capacity) {
  if (capacity < 1)
    return NULL;
  struct queue *q = malloc(sizeof *q);
  if (!q)
    return NULL;
  if (pthread_mutex_init(&q->guard, NULL) != 0) {
    free(q);
    return NULL;
  }
  pthread_cond_init(&q->changed, NULL);
  q->count = q->closed = 0;
  q->capacity = capacity;
  return q;
}

// No caller: it ends the object.
void queue_free(struct queue *q) {
  pthread_mutex_lock(&q->guard);
  q->closed = 1;
  pthread_mutex_unlock(&q->guard);
  pthread_mutex_destroy(&q->guard);
  pthread_cond_destroy(&q->changed);
  free(q);
}

int queue_put(struct queue *q) {
  pthread_mutex_lock(&q->guard);
  while (q->count == q->capacity)
    pthread_cond_wait(&q->changed, &q->guard);
  q->count++;
  pthread_cond_signal(&q->changed);
  pthread_mutex_unlock(&q->guard);
  return 0;
}
// CHECK: :[[@LINE-6]]:5: warning: this wait on 'changed' can be left asleep though its condition holds: the notification wakes another waiter [quiesce-missed-notify]
// CHECK: :[[@LINE-10]]:5: note: in task 1, somebody calls this
// CHECK: :[[@LINE+9]]:5: note: in task 2, somebody calls this
// CHECK: :[[@LINE-12]]:5: note: in task 3, somebody calls this
// CHECK: :[[@LINE+7]]:5: note: in task 4, somebody calls this
// CHECK: :[[@LINE+9]]:5: note: task 2 goes to sleep on 'changed'
// CHECK: :[[@LINE+8]]:5: note: task 4 goes to sleep on 'changed'
// CHECK: :[[@LINE-11]]:3: note: task 1 notifies 'changed'
// CHECK: :[[@LINE+8]]:3: note: task 2 notifies 'changed'
// CHECK: :[[@LINE-15]]:5: note: the calls have returned, and nobody knows that 'changed' must be notified

int queue_get(struct queue *q) {
  pthread_mutex_lock(&q->guard);
  while (q->count == 0)
    pthread_cond_wait(&q->changed, &q->guard);
  q->count--;
  pthread_cond_signal(&q->changed);
  pthread_mutex_unlock(&q->guard);
  return 0;
}

struct event {
  pthread_mutex_t guard;
  pthread_cond_t changed;
  int set, relocked;
};

int event_init(struct event *e) {
  e->set = e->relocked = 0;
  if (pthread_mutex_init(&e->guard, NULL))
    return -1;
  return pthread_cond_init(&e->changed, NULL);
}

// Good.
void event_set(struct event *e) {
  pthread_mutex_lock(&e->guard);
  e->set = 1;
  pthread_cond_broadcast(&e->changed);
  pthread_mutex_unlock(&e->guard);
}

void event_wait(struct event *e) {
  pthread_mutex_lock(&e->guard);
  while (!e->set)
    pthread_cond_wait(&e->changed, &e->guard);
  pthread_mutex_unlock(&e->guard);
}

// Good: for those who hold the lock.
void event_set_locked(struct event *e) { e->set = 1; }

// The wait takes the mutex again by itself.
struct gate {
  pthread_mutex_t guard;
  pthread_cond_t changed;
  int open;
};

int gate_init(struct gate *g) {
  g->open = 0;
  if (pthread_mutex_init(&g->guard, NULL))
    return -1;
  return pthread_cond_init(&g->changed, NULL);
}

void gate_open(struct gate *g) {
  pthread_mutex_lock(&g->guard);
  g->open = 1;
  pthread_cond_broadcast(&g->changed);
  pthread_mutex_unlock(&g->guard);
}

void gate_pass(struct gate *g) {
  pthread_mutex_lock(&g->guard);
  while (!g->open) {
    pthread_mutex_unlock(&g->guard);
    pthread_cond_wait(&g->changed, &g->guard);
    pthread_mutex_lock(&g->guard);
  }
  pthread_mutex_unlock(&g->guard);
}
// CHECK: :[[@LINE-5]]:5: warning: this wait on 'changed' can be left asleep though its condition holds: that came about between its test and its sleep [quiesce-missed-notify]
// CHECK: :[[@LINE-10]]:6: note: in task 1, somebody calls this
// CHECK: :[[@LINE-18]]:6: note: in task 2, somebody calls this
// CHECK: :[[@LINE-16]]:3: note: task 2 notifies 'changed'
// CHECK: :[[@LINE-9]]:5: note: the calls have returned, and nobody knows that 'changed' must be notified
// CHECK: :[[@LINE-9]]:5: warning: this lock of 'guard' blocks forever: task 1 holds the lock already [quiesce-deadlock]
// CHECK: :[[@LINE-15]]:6: note: in task 1, somebody calls this
// CHECK: :[[@LINE-23]]:6: note: in task 2, somebody calls this
// CHECK: :[[@LINE-16]]:3: note: task 1 locks 'guard'
// CHECK: :[[@LINE-24]]:3: note: task 2 locks 'guard'
// CHECK: :[[@LINE-14]]:5: note: the lock is not released before it is taken again
