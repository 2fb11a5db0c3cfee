/* The C library, POSIX threads and C11 threads. */
#pragma once

#ifdef __cplusplus
extern "C" {
#else
typedef __SIZE_TYPE__ size_t;
typedef unsigned long uintptr_t;
typedef long intptr_t;
typedef int int32_t;
typedef unsigned uint32_t;
typedef unsigned char uint8_t;
typedef unsigned long uint64_t;
#define NULL ((void *)0)
#define bool _Bool
#define true 1
#define false 0
#endif

#define EXIT_FAILURE 1
#define EXIT_SUCCESS 0
#define EBUSY 16
#define EINTR 4
#define ETIMEDOUT 110
extern int *__errno_location(void);
#define errno (*__errno_location())
typedef struct _FILE FILE;
extern FILE *stdin, *stdout, *stderr;
int printf(const char *, ...);
int fprintf(FILE *, const char *, ...);
int snprintf(char *, size_t, const char *, ...);
int puts(const char *);
int putchar(int);
int fflush(FILE *);
void perror(const char *);
void *malloc(size_t) __attribute__((malloc));
void *calloc(size_t, size_t) __attribute__((malloc));
void *realloc(void *, size_t);
void free(void *);
void exit(int) __attribute__((noreturn));
void _Exit(int) __attribute__((noreturn));
void abort(void) __attribute__((noreturn));
int atoi(const char *);
long strtol(const char *, char **, int);
int rand(void);
char *getenv(const char *);
void *memset(void *, int, size_t);
void *memcpy(void *, const void *, size_t);
int memcmp(const void *, const void *, size_t);
size_t strlen(const char *);
int strcmp(const char *, const char *);
void assert_fail(void) __attribute__((noreturn));
#define assert(E) ((E) ? (void)0 : assert_fail())

typedef long time_t;
typedef long ssize_t;
struct timespec {
  time_t tv_sec;
  long tv_nsec;
};
int clock_gettime(int, struct timespec *);
#define CLOCK_REALTIME 0
#define CLOCK_MONOTONIC 1
time_t time(time_t *);
unsigned sleep(unsigned);
int usleep(unsigned);
int nanosleep(const struct timespec *, struct timespec *);
int pipe(int[2]);
ssize_t read(int, void *, size_t);
ssize_t write(int, const void *, size_t);
int close(int);

typedef unsigned long pthread_t;
typedef union {
  char size[56];
} pthread_attr_t;
typedef union {
  char size[40];
} pthread_mutex_t;
typedef union {
  char size[4];
} pthread_mutexattr_t;
typedef union {
  char size[48];
} pthread_cond_t;
typedef union {
  char size[4];
} pthread_condattr_t;
typedef union {
  char size[56];
} pthread_rwlock_t;
typedef union {
  char size[8];
} pthread_rwlockattr_t;
typedef union {
  char size[32];
} pthread_barrier_t;
typedef union {
  char size[32];
} sem_t;
typedef int pthread_once_t;
typedef unsigned pthread_key_t;
#define PTHREAD_MUTEX_INITIALIZER {{0}}
#define PTHREAD_COND_INITIALIZER {{0}}
#define PTHREAD_RWLOCK_INITIALIZER {{0}}
#define PTHREAD_ONCE_INIT 0
#define PTHREAD_CREATE_DETACHED 1
#define PTHREAD_MUTEX_RECURSIVE 1
int pthread_create(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);
int pthread_join(pthread_t, void **);
int pthread_detach(pthread_t);
int pthread_cancel(pthread_t);
int pthread_equal(pthread_t, pthread_t);
pthread_t pthread_self(void);
void pthread_exit(void *) __attribute__((noreturn));
int pthread_attr_init(pthread_attr_t *);
int pthread_attr_destroy(pthread_attr_t *);
int pthread_attr_setdetachstate(pthread_attr_t *, int);
int pthread_mutex_init(pthread_mutex_t *, const pthread_mutexattr_t *);
int pthread_mutex_destroy(pthread_mutex_t *);
int pthread_mutex_lock(pthread_mutex_t *);
int pthread_mutex_trylock(pthread_mutex_t *);
int pthread_mutex_timedlock(pthread_mutex_t *, const struct timespec *);
int pthread_mutex_unlock(pthread_mutex_t *);
int pthread_mutexattr_init(pthread_mutexattr_t *);
int pthread_mutexattr_settype(pthread_mutexattr_t *, int);
int pthread_cond_init(pthread_cond_t *, const pthread_condattr_t *);
int pthread_cond_destroy(pthread_cond_t *);
int pthread_cond_wait(pthread_cond_t *, pthread_mutex_t *);
int pthread_cond_timedwait(pthread_cond_t *, pthread_mutex_t *, const struct timespec *);
int pthread_cond_signal(pthread_cond_t *);
int pthread_cond_broadcast(pthread_cond_t *);
int pthread_rwlock_init(pthread_rwlock_t *, const pthread_rwlockattr_t *);
int pthread_rwlock_destroy(pthread_rwlock_t *);
int pthread_rwlock_rdlock(pthread_rwlock_t *);
int pthread_rwlock_wrlock(pthread_rwlock_t *);
int pthread_rwlock_unlock(pthread_rwlock_t *);
int pthread_barrier_init(pthread_barrier_t *, const void *, unsigned);
int pthread_barrier_destroy(pthread_barrier_t *);
int pthread_barrier_wait(pthread_barrier_t *);
int pthread_once(pthread_once_t *, void (*)(void));
int sem_init(sem_t *, int, unsigned);
int sem_destroy(sem_t *);
int sem_wait(sem_t *);
int sem_trywait(sem_t *);
int sem_timedwait(sem_t *, const struct timespec *);
int sem_post(sem_t *);

typedef unsigned long thrd_t;
typedef union {
  char size[40];
} mtx_t;
typedef union {
  char size[48];
} cnd_t;
typedef int once_flag_c;
typedef int (*thrd_start_t)(void *);
enum { thrd_success, thrd_busy, thrd_error, thrd_nomem, thrd_timedout };
enum { mtx_plain, mtx_recursive, mtx_timed };
int thrd_create(thrd_t *, thrd_start_t, void *);
int thrd_join(thrd_t, int *);
int thrd_detach(thrd_t);
void thrd_yield(void);
void thrd_exit(int) __attribute__((noreturn));
int mtx_init(mtx_t *, int);
void mtx_destroy(mtx_t *);
int mtx_lock(mtx_t *);
int mtx_trylock(mtx_t *);
int mtx_timedlock(mtx_t *, const struct timespec *);
int mtx_unlock(mtx_t *);
int cnd_init(cnd_t *);
void cnd_destroy(cnd_t *);
int cnd_wait(cnd_t *, mtx_t *);
int cnd_timedwait(cnd_t *, mtx_t *, const struct timespec *);
int cnd_signal(cnd_t *);
int cnd_broadcast(cnd_t *);

#ifdef __cplusplus
}
namespace std {
using ::FILE;
using ::abort;
using ::atoi;
using ::exit;
using ::fflush;
using ::fprintf;
using ::free;
using ::getenv;
using ::malloc;
using ::memcpy;
using ::memset;
using ::printf;
using ::putchar;
using ::puts;
using ::rand;
using ::snprintf;
using ::strcmp;
using ::strlen;
using ::strtol;
using ::time_t;
} // namespace std
#endif
