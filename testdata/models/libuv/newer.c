// What libuv has since 1.50, which Debian does not.
// https://docs.libuv.org/en/v1.x/threading.html
// RUN: %check_tidy %s -- -std=gnu11

#include <pthread.h>

typedef pthread_t uv_thread_t;
typedef void (*uv_thread_cb)(void *);
int uv_thread_create(uv_thread_t *, uv_thread_cb, void *);
int uv_thread_detach(uv_thread_t *);

static void work(void *unused) { (void)unused; }

void kept_bad(void) {
  uv_thread_t thread;
  uv_thread_create(&thread, work, 0);
}
// CHECK: :[[@LINE-3]]:15: warning: the thread started here is neither joined nor detached on every path, so it is never freed [quiesce-unjoined-thread]
// CHECK: :[[@LINE-3]]:3: note: the main task starts task 1
// CHECK: :[[@LINE-5]]:15: note: no join or detach on this path

void detached_ok(void) {
  uv_thread_t thread;
  if (uv_thread_create(&thread, work, 0) == 0)
    uv_thread_detach(&thread);
}
