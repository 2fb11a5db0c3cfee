// A struct of C that hands something over through a pipe of its own: what is in sight is all that can be done with it.
// RUN: %check_tidy %s -- -std=c11

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

struct Rendezvous {
  pthread_mutex_t lock;
  int ends[2];
  int closed;
};

int rendezvous_init(struct Rendezvous *r) {
  r->closed = 0;
  pthread_mutex_init(&r->lock, NULL);
  return pipe(r->ends);
}

int rendezvous_put(struct Rendezvous *r, void *item) {
  pthread_mutex_lock(&r->lock);
  int open = !r->closed;
  if (open)
    write(r->ends[1], &item, sizeof item);
  pthread_mutex_unlock(&r->lock);
  return open;
}

int rendezvous_take(struct Rendezvous *r, void **item) {
  pthread_mutex_lock(&r->lock);
  int open = !r->closed;
  pthread_mutex_unlock(&r->lock);
  return open && read(r->ends[0], item, sizeof *item) == sizeof *item;
}
// CHECK: :[[@LINE-2]]:18: warning: this receive from 'r->ends[0]' can block forever: no task sends to 'r->ends[0]' or closes it [quiesce-blocked-receive]
// CHECK: :[[@LINE-7]]:5: note: in task 1, somebody calls this
// CHECK: :[[@LINE+4]]:6: note: in task 2, somebody calls this
// CHECK: :[[@LINE-5]]:10: note: in task 1, 'open' is true
// CHECK: :[[@LINE-6]]:18: note: no remaining task sends to 'r->ends[0]' or closes it

void rendezvous_close(struct Rendezvous *r) {
  pthread_mutex_lock(&r->lock);
  r->closed = 1;
  pthread_mutex_unlock(&r->lock);
}

// The same, but the end of the pipe tells who reads.

struct Gate {
  pthread_mutex_t lock;
  int ends[2];
  int closed;
};

int gate_init(struct Gate *g) {
  g->closed = 0;
  pthread_mutex_init(&g->lock, NULL);
  return pipe(g->ends);
}

int gate_put(struct Gate *g, void *item) {
  pthread_mutex_lock(&g->lock);
  int open = !g->closed;
  if (open)
    write(g->ends[1], &item, sizeof item);
  pthread_mutex_unlock(&g->lock);
  return open;
}

int gate_take(struct Gate *g, void **item) {
  pthread_mutex_lock(&g->lock);
  int open = !g->closed;
  pthread_mutex_unlock(&g->lock);
  return open && read(g->ends[0], item, sizeof *item) == sizeof *item;
}

void gate_close(struct Gate *g) {
  pthread_mutex_lock(&g->lock);
  if (!g->closed) {
    g->closed = 1;
    close(g->ends[1]);
  }
  pthread_mutex_unlock(&g->lock);
}

// It waits as long as nobody puts anything, which is what it is for.

struct Mailbox {
  pthread_mutex_t lock;
  int ends[2];
  int count;
};

int mailbox_init(struct Mailbox *m) {
  m->count = 0;
  pthread_mutex_init(&m->lock, NULL);
  return pipe(m->ends);
}

void mailbox_put(struct Mailbox *m, void *item) {
  pthread_mutex_lock(&m->lock);
  m->count++;
  pthread_mutex_unlock(&m->lock);
  write(m->ends[1], &item, sizeof item);
}

void *mailbox_take(struct Mailbox *m) {
  void *item = NULL;
  read(m->ends[0], &item, sizeof item);
  pthread_mutex_lock(&m->lock);
  m->count--;
  pthread_mutex_unlock(&m->lock);
  return item;
}

int mailbox_count(struct Mailbox *m) {
  pthread_mutex_lock(&m->lock);
  int count = m->count;
  pthread_mutex_unlock(&m->lock);
  return count;
}

// Somewhere else there is more that can be done with it.

struct Wide {
  pthread_mutex_t lock;
  int ends[2];
  int closed;
};

void wide_wake(struct Wide *w);

int wide_init(struct Wide *w) {
  w->closed = 0;
  pthread_mutex_init(&w->lock, NULL);
  return pipe(w->ends);
}

int wide_take(struct Wide *w, void **item) {
  pthread_mutex_lock(&w->lock);
  int open = !w->closed;
  pthread_mutex_unlock(&w->lock);
  return open && read(w->ends[0], item, sizeof *item) == sizeof *item;
}

void wide_close(struct Wide *w) {
  pthread_mutex_lock(&w->lock);
  w->closed = 1;
  pthread_mutex_unlock(&w->lock);
}

// One that shows its end.

struct Shown {
  pthread_mutex_t lock;
  int ends[2];
  int closed;
};

int shown_init(struct Shown *s) {
  s->closed = 0;
  pthread_mutex_init(&s->lock, NULL);
  return pipe(s->ends);
}

int shown_end(struct Shown *s) { return s->ends[1]; }

int shown_take(struct Shown *s, void **item) {
  pthread_mutex_lock(&s->lock);
  int open = !s->closed;
  pthread_mutex_unlock(&s->lock);
  return open && read(s->ends[0], item, sizeof *item) == sizeof *item;
}

void shown_close(struct Shown *s) {
  pthread_mutex_lock(&s->lock);
  s->closed = 1;
  pthread_mutex_unlock(&s->lock);
}
