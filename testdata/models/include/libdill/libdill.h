/* The names and signatures of libdill that its model has, from the pages that libdill.yaml links.  go() is made simple: a
   handle, and the call on another stack. */
#pragma once
#include <stddef.h>
#include <stdint.h>

int chmake(int chv[2]);
int chsend(int ch, const void *val, size_t len, int64_t deadline);
int chrecv(int ch, void *val, size_t len, int64_t deadline);
int hclose(int h);
int msleep(int64_t deadline);
int dill_other_stack(int *handle);
#define coroutine
#define go(fn) ({ int dill_handle; if (dill_other_stack(&dill_handle)) { fn; } dill_handle; })
