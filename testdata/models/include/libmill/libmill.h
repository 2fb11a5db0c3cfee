/* The names and signatures of libmill that its model has, from the header that libmill.yaml links.  go() is made simple:
   the call on another stack. */
#pragma once
#include <stddef.h>
#include <stdint.h>

typedef struct mill_chan_ *chan;
chan mill_chmake_(size_t sz, size_t bufsz, const char *created);
void mill_chs_(chan ch, void *val, size_t sz, const char *current);
void *mill_chr_(chan ch, size_t sz, const char *current);
void mill_chclose_(chan ch, const char *current);
void *mill_go_prologue(const char *created);
void mill_go_epilogue(void);
void mill_msleep_(int64_t deadline, const char *current);
void mill_yield_(const char *current);
#define coroutine
#define msleep(deadline) mill_msleep_((deadline), "")
#define yield() mill_yield_("")
#define chmake(type, bufsz) mill_chmake_(sizeof(type), bufsz, "")
#define chs(channel, type, value) do { type mill_val = (value); mill_chs_((channel), &mill_val, sizeof(type), ""); } while (0)
#define chr(channel, type) (*(type *)mill_chr_((channel), sizeof(type), ""))
#define chclose(channel) mill_chclose_((channel), "")
#define go(fn) do { if (mill_go_prologue("")) { fn; mill_go_epilogue(); } } while (0)
