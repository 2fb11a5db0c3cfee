// Locks from elsewhere that a function gives back on one path only, and those it keeps by contract.
// RUN: %check_tidy %s -- -std=gnu11

#include <pthread.h>
#include <stdlib.h>

struct store {
  pthread_mutex_t guard;
  pthread_mutex_t *other;
  char *text;
  int size, used, closed;
};

void log_line(const char *text);
void finish(struct store *s);

// An error path forgets the lock.
int put(struct store *s, int size) {
  pthread_mutex_lock(&s->guard);
  if (s->used + size > s->size) {
    char *larger = realloc(s->text, 2 * s->size + size);
    if (!larger)
      return -1;
    s->text = larger;
    s->size = 2 * s->size + size;
  }
  s->used += size;
  pthread_mutex_unlock(&s->guard);
  return 0;
}
// CHECK: :[[@LINE-12]]:3: warning: 'guard' is still locked when this function returns on some path, so the next lock of it blocks forever [quiesce-deadlock]
// CHECK: :[[@LINE-10]]:10: note: in the main task, 'larger' is false
// CHECK: :[[@LINE-10]]:7: note: the main task returns
// CHECK: :[[@LINE-15]]:3: note: no unlock on this path, though there is one on others

// Nothing is returned: the caller cannot know.
void keep_best(struct store *s, int size, const char *text) {
  pthread_mutex_lock(&s->guard);
  if (size < s->size) {
    if (!text)
      return;
    log_line(text);
    s->size = size;
  }
  s->used++;
  pthread_mutex_unlock(&s->guard);
}
// CHECK: :[[@LINE-10]]:3: warning: 'guard' is still locked when this function returns on some path, so the next lock of it blocks forever [quiesce-deadlock]
// CHECK: :[[@LINE-9]]:10: note: in the main task, 'text' is false
// CHECK: :[[@LINE-9]]:7: note: the main task returns
// CHECK: :[[@LINE-13]]:3: note: no unlock on this path, though there is one on others

// The lock stands behind a pointer, and a loop leaves by return.
int get(struct store *s) {
  pthread_mutex_lock(s->other);
  while (s->used == 0) {
    if (s->closed)
      return -1;
    pthread_mutex_unlock(s->other);
    log_line("again");
    pthread_mutex_lock(s->other);
  }
  s->used--;
  pthread_mutex_unlock(s->other);
  return 0;
}
// CHECK: :[[@LINE-12]]:3: warning: 'other' is still locked when this function returns on some path, so the next lock of it blocks forever [quiesce-deadlock]
// CHECK: :[[@LINE-11]]:9: note: in the main task, 's->closed' is true
// CHECK: :[[@LINE-11]]:7: note: the main task returns
// CHECK: :[[@LINE-15]]:3: note: no unlock on this path, though there is one on others

static pthread_mutex_t all = PTHREAD_MUTEX_INITIALIZER;
static int users;

// The same result with the lock and without it.
int open_shared(const char *name) {
  int result = 0;
  pthread_mutex_lock(&all);
  if (users) {
    pthread_mutex_unlock(&all);
    return 0;
  }
  if (!name)
    goto out;
  users++;
  pthread_mutex_unlock(&all);
  result = 1;
out:
  return result;
}
// CHECK: :[[@LINE-13]]:3: warning: 'all' is still locked when this function returns on some path, so the next lock of it blocks forever [quiesce-deadlock]
// CHECK: :[[@LINE-9]]:8: note: in the main task, 'name' is false
// CHECK: :[[@LINE-4]]:3: note: the main task returns
// CHECK: :[[@LINE-16]]:3: note: no unlock on this path, though there is one on others

// Good: a mutex that is made out of sight may be recursive.
void twice(struct store *s) {
  pthread_mutex_lock(s->other);
  if (s->used)
    pthread_mutex_lock(s->other);
  pthread_mutex_unlock(s->other);
  pthread_mutex_lock(&s->guard);
  pthread_mutex_lock(&s->guard);
  pthread_mutex_unlock(&s->guard);
  pthread_mutex_unlock(&s->guard);
}

// One that is made right here is not.
void thrice(void) {
  static pthread_mutex_t once = PTHREAD_MUTEX_INITIALIZER;
  pthread_mutex_lock(&once);
  if (users)
    pthread_mutex_lock(&once);
  pthread_mutex_unlock(&once);
}
// CHECK: :[[@LINE-3]]:5: warning: this lock of 'once' blocks forever: the main task holds the lock already [quiesce-deadlock]
// CHECK: :[[@LINE-6]]:3: note: the main task locks 'once'
// CHECK: :[[@LINE-6]]:7: note: in the main task, 'users' is true
// CHECK: :[[@LINE-6]]:5: note: the lock is not released before it is taken again

// So is one in memory that is allocated here.
int fresh(void) {
  struct store *s = malloc(sizeof *s);
  if (!s)
    return -1;
  pthread_mutex_init(&s->guard, NULL);
  pthread_mutex_lock(&s->guard);
  pthread_mutex_lock(&s->guard);
  free(s);
  return 0;
}
// CHECK: :[[@LINE-4]]:3: warning: this lock of 'guard' blocks forever: the main task holds the lock already [quiesce-deadlock]
// CHECK: :[[@LINE-9]]:8: note: in the main task, 's' is true
// CHECK: :[[@LINE-7]]:3: note: the main task locks 'guard'
// CHECK: :[[@LINE-7]]:3: note: the lock is not released before it is taken again

// Good: what it returns says that the lock is kept.
char *begin(struct store *s) {
  pthread_mutex_lock(&s->guard);
  if (s->closed) {
    pthread_mutex_unlock(&s->guard);
    return NULL;
  }
  return s->text;
}
void end(struct store *s) { pthread_mutex_unlock(&s->guard); }

// Good: so does a number, whichever of the two means success.
int try_begin(struct store *s) {
  pthread_mutex_lock(&s->guard);
  if (s->closed) {
    pthread_mutex_unlock(&s->guard);
    return -1;
  }
  return 0;
}
int may_begin(struct store *s) {
  pthread_mutex_lock(&s->guard);
  if (s->closed) {
    pthread_mutex_unlock(&s->guard);
    return 0;
  }
  return 1;
}

// Good: an argument asks for it.
void touch(struct store *s, int keep) {
  pthread_mutex_lock(&s->guard);
  s->used++;
  if (!keep)
    pthread_mutex_unlock(&s->guard);
}

void touch_all(struct store *s, int last) {
  pthread_mutex_lock(&s->guard);
  s->used++;
  if (last)
    end(s);
}

// Good: called with the lock, which is given back for a while.
void pause_while_full(struct store *s) {
  while (s->used == s->size) {
    pthread_mutex_unlock(&s->guard);
    log_line("full");
    pthread_mutex_lock(&s->guard);
  }
}

// Good: code that is not visible may unlock.
void take_and_finish(struct store *s) {
  pthread_mutex_lock(&s->guard);
  if (s->closed) {
    finish(s);
    return;
  }
  log_line("open");
  s->used++;
  pthread_mutex_unlock(&s->guard);
}

// Good: a lock taken on one path alone.
void maybe(struct store *s, int alone) {
  if (!alone)
    pthread_mutex_lock(&s->guard);
  s->used++;
  if (!alone)
    pthread_mutex_unlock(&s->guard);
}

// What is returned is the number of an error, so nobody will take the lock for his own.
#include <errno.h>
#include <string.h>

struct Options {
  pthread_mutex_t lock;
  char value[64];
};

int setOption(struct Options *o, const char *value) {
  if (!value)
    return EINVAL;
  pthread_mutex_lock(&o->lock);
  if (strlen(value) >= sizeof o->value)
    return E2BIG;
  strcpy(o->value, value);
  pthread_mutex_unlock(&o->lock);
  return 0;
}
// CHECK: :[[@LINE-7]]:3: warning: 'lock' is still locked when this function returns on some path, so the next lock of it blocks forever [quiesce-deadlock]
// CHECK: :[[@LINE-7]]:21: note: in the main task, 'strlen(value) >= sizeof o->value' is true
// CHECK: :[[@LINE-7]]:5: note: the main task returns
// CHECK: :[[@LINE-10]]:3: note: no unlock on this path, though there is one on others

// A number of its own may say so.
enum { Locked = 7 };
int openOptions(struct Options *o, const char *value) {
  if (!value)
    return 22;
  pthread_mutex_lock(&o->lock);
  if (strlen(value) >= sizeof o->value)
    return Locked;
  pthread_mutex_unlock(&o->lock);
  return 0;
}
