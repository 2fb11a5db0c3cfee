// A handle in a struct that only this file knows, which joins and detaches nothing.
// RUN: %check_tidy %s -- -std=gnu11

#include <pthread.h>
#include <stdlib.h>

struct worker {
  pthread_t thread;
  void (*run)(void *);
  void *with;
};

static void *begin(void *v) {
  struct worker *w = v;
  w->run(w->with);
  free(w);
  return NULL;
}

int is_current(const struct worker *w) { return pthread_equal(pthread_self(), w->thread); }

struct worker *worker_start(void (*run)(void *), void *with) {
  struct worker *w = malloc(sizeof *w);
  w->run = run;
  w->with = with;
  pthread_create(&w->thread, NULL, begin, w);
  return w;
}
// CHECK: :[[@LINE-3]]:3: warning: the thread started here is neither joined nor detached on every path, so it is never freed [quiesce-unjoined-thread]
// CHECK: :[[@LINE-4]]:3: note: the main task starts task 1
// CHECK: :[[@LINE-14]]:3: note: task 1 returns
// CHECK: :[[@LINE-5]]:3: note: the main task returns
// CHECK: :[[@LINE-7]]:3: note: no join or detach on this path

// Good: the attributes may say that it is detached.
struct worker *worker_start_as(pthread_attr_t *how, void (*run)(void *), void *with) {
  struct worker *w = malloc(sizeof *w);
  w->run = run;
  w->with = with;
  pthread_create(&w->thread, how, begin, w);
  return w;
}
