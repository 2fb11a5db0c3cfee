/* The names and signatures of libdill that its model has, from the pages that libdill.yaml links.  go() is made simple: a
   handle, and the call on another stack. */
#pragma once
#include <stddef.h>
#include <stdint.h>

int dill_chmake(int chv[2]);
int dill_chsend(int ch, const void *val, size_t len, int64_t deadline);
int dill_chrecv(int ch, void *val, size_t len, int64_t deadline);
int dill_hclose(int h);
int dill_msleep(int64_t deadline);
int dill_other_stack(int *handle);
#define chmake dill_chmake
#define chsend dill_chsend
#define chrecv dill_chrecv
#define hclose dill_hclose
#define msleep dill_msleep
#define coroutine
#define go(fn) ({ int dill_handle; if (dill_other_stack(&dill_handle)) { fn; } dill_handle; })
