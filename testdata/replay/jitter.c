//===- jitter.c - schedules that a program rarely has ---------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// To be preloaded.  Before it locks, unlocks, waits, notifies or begins, a
// thread sleeps for some time, mostly none.  JITTER is the seed, JITTER_US the
// longest sleep in microseconds.
//
//===----------------------------------------------------------------------===//

#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static atomic_uint Threads;
static _Thread_local uint64_t Random;
static uint64_t Seed;
static long Longest;

__attribute__((constructor)) static void begin(void) {
  const char *Text = getenv("JITTER"), *Us = getenv("JITTER_US");
  Seed = Text ? strtoull(Text, 0, 10) : 0;
  Longest = Us ? atol(Us) : 2000;
}

static uint64_t draw(void) {
  if (!Random)
    Random = (Seed + 1) * 0x9e3779b97f4a7c15ull +
             (atomic_fetch_add(&Threads, 1) + 1) * 0xbf58476d1ce4e5b9ull;
  Random ^= Random << 13;
  Random ^= Random >> 7;
  Random ^= Random << 17;
  return Random;
}

static void pause_for_some_time(void) {
  if (!Seed || draw() % 3)
    return;
  struct timespec Time = {0, (long)(draw() % (uint64_t)Longest) * 1000};
  clock_nanosleep(CLOCK_MONOTONIC, 0, &Time, 0);
}

/// Defines NAME, which pauses and then does what it did before.
#define PAUSE_BEFORE(NAME, PARAMETERS, ARGUMENTS)                              \
  int NAME PARAMETERS {                                                        \
    static int(*_Atomic Real) PARAMETERS;                                      \
    if (!Real)                                                                 \
      Real = (int(*) PARAMETERS)dlsym(RTLD_NEXT, #NAME);                       \
    pause_for_some_time();                                                     \
    return Real ARGUMENTS;                                                     \
  }

PAUSE_BEFORE(pthread_mutex_lock, (pthread_mutex_t * M), (M))
PAUSE_BEFORE(pthread_mutex_trylock, (pthread_mutex_t * M), (M))
PAUSE_BEFORE(pthread_mutex_unlock, (pthread_mutex_t * M), (M))
PAUSE_BEFORE(pthread_rwlock_rdlock, (pthread_rwlock_t * L), (L))
PAUSE_BEFORE(pthread_rwlock_wrlock, (pthread_rwlock_t * L), (L))
PAUSE_BEFORE(pthread_cond_wait, (pthread_cond_t * C, pthread_mutex_t *M), (C, M))
PAUSE_BEFORE(pthread_cond_signal, (pthread_cond_t * C), (C))
PAUSE_BEFORE(pthread_cond_broadcast, (pthread_cond_t * C), (C))
PAUSE_BEFORE(sem_wait, (sem_t * S), (S))
PAUSE_BEFORE(sem_post, (sem_t * S), (S))

/// What the standard library waits with where POSIX has nothing.
long syscall(long Number, ...) {
  static long (*_Atomic Real)(long, ...);
  if (!Real)
    Real = (long (*)(long, ...))dlsym(RTLD_NEXT, "syscall");
  if (Number == SYS_futex)
    pause_for_some_time();
  va_list List;
  va_start(List, Number);
  long A[6];
  for (int I = 0; I < 6; ++I)
    A[I] = va_arg(List, long);
  va_end(List);
  return Real(Number, A[0], A[1], A[2], A[3], A[4], A[5]);
}

struct Start {
  void *(*Run)(void *);
  void *Given;
};

static void *pause_and_start(void *Given) {
  struct Start S = *(struct Start *)Given;
  free(Given);
  pause_for_some_time();
  return S.Run(S.Given);
}

int pthread_create(pthread_t *Thread, const pthread_attr_t *Attributes,
                   void *(*Run)(void *), void *Given) {
  static int (*_Atomic Real)(pthread_t *, const pthread_attr_t *,
                             void *(*)(void *), void *);
  if (!Real)
    Real = (int (*)(pthread_t *, const pthread_attr_t *, void *(*)(void *),
                    void *))dlsym(RTLD_NEXT, "pthread_create");
  struct Start *S = malloc(sizeof *S);
  S->Run = Run;
  S->Given = Given;
  pause_for_some_time();
  return Real(Thread, Attributes, pause_and_start, S);
}
