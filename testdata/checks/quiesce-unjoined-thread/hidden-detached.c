// Good: a handle in a struct that only this file knows, which one function detaches.
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
  pthread_detach(w->thread);
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

