// A pool on POSIX threads.
// RUN: %check_tidy %s -- -std=c++20 -I%root/testdata/corpus/include

#include <cstdlib>
#include <pthread.h>

struct Work {
  pthread_mutex_t m;
  pthread_cond_t c;
  int n;
  bool stop;
};

void doit(int);

static void *loop(void *p) {
  Work *w = static_cast<Work *>(p);
  pthread_mutex_lock(&w->m);
  while (!w->stop) {
    if (w->n == 0) {
      pthread_cond_wait(&w->c, &w->m);
      continue;
    }
    int n = w->n--;
    pthread_mutex_unlock(&w->m);
    doit(n);
    pthread_mutex_lock(&w->m);
  }
  pthread_mutex_unlock(&w->m);
  return nullptr;
}

int main() {
  Work w;
  pthread_mutex_init(&w.m, nullptr);
  pthread_cond_init(&w.c, nullptr);
  w.n = 3;
  w.stop = false;
  pthread_t t[2];
  for (auto &x : t)
    if (pthread_create(&x, nullptr, loop, &w))
      abort();
  pthread_mutex_lock(&w.m);
  w.stop = true;
  pthread_cond_broadcast(&w.c);
  pthread_mutex_unlock(&w.m);
  for (auto x : t)
    pthread_join(x, nullptr);
}
