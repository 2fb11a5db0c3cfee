// libuv: what a loop calls, and when it ends, is unknown.
// RUN: %check_tidy %s -- -std=c11 -D_GNU_SOURCE

#include <uv.h>

static void called(uv_async_t *async) { uv_sem_post(async->data); }

static void loops(void *loop) { uv_run(loop, UV_RUN_DEFAULT); }

void loop_ok(void) {
  uv_loop_t loop;
  uv_async_t async;
  uv_sem_t done;
  uv_thread_t thread;
  uv_sem_init(&done, 0);
  uv_loop_init(&loop);
  uv_async_init(&loop, &async, called);
  async.data = &done;
  if (uv_thread_create(&thread, loops, &loop))
    return;
  uv_async_send(&async);
  uv_sem_wait(&done);
  uv_stop(&loop);
  uv_thread_join(&thread);
}

static void waits(void *done) { uv_sem_wait(done); }
// CHECK: :[[@LINE-1]]:33: warning: this acquire of 'done' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE+11]]:7: note: the main task starts task 1
// CHECK: :[[@LINE+10]]:7: note: in the main task, 'uv_thread_create(&thread, waits, &done)' is false
// CHECK: :[[@LINE-4]]:33: note: no remaining task changes the count of 'done'

// The loop has nothing to do with the semaphore.
void beside_bad(void) {
  uv_loop_t loop;
  uv_sem_t done;
  uv_thread_t thread;
  uv_sem_init(&done, 0);
  uv_loop_init(&loop);
  if (uv_thread_create(&thread, waits, &done))
    return;
  uv_run(&loop, UV_RUN_DEFAULT);
  uv_thread_join(&thread);
}
