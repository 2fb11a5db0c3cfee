// The Netscape Portable Runtime: the other functions.
// RUN: %check_tidy %s -- -std=c11 -isystem /usr/include/nspr

#include <prinit.h>
#include <prlock.h>
#include <prmon.h>
#include <prthread.h>

int fails(void);
void use(void *);

struct Shared {
  PRMonitor *monitor;
  int ready;
};

static void tells(void *data) {
  struct Shared *shared = data;
  use(PR_GetCurrentThread());
  PR_EnterMonitor(shared->monitor);
  shared->ready = 1;
  PR_NotifyAll(shared->monitor);
  PR_ExitMonitor(shared->monitor);
}

static void tell(int twice) {
  struct Shared shared = {PR_NewMonitor(), 0};
  PRThread *thread =
      PR_CreateThread(PR_USER_THREAD, tells, &shared, PR_PRIORITY_NORMAL,
                      PR_GLOBAL_THREAD, PR_JOINABLE_THREAD, 0);
  PR_EnterMonitor(shared.monitor);
  while (!shared.ready)
    PR_Wait(shared.monitor, PR_INTERVAL_NO_TIMEOUT);
  if (twice)
    PR_Wait(shared.monitor, PR_INTERVAL_NO_TIMEOUT);
  PR_ExitMonitor(shared.monitor);
  PR_JoinThread(thread);
}
// CHECK: :[[@LINE-4]]:5: warning: this wait on 'monitor' can block forever: no notification reaches it any more [quiesce-missed-notify]
// CHECK: :[[@LINE-11]]:7: note: the main task starts task 1
// CHECK: :[[@LINE-21]]:3: note: task 1 locks 'monitor'
// CHECK: :[[@LINE-20]]:3: note: task 1 notifies 'monitor'
// CHECK: :[[@LINE-12]]:3: note: the main task locks 'monitor'
// CHECK: :[[@LINE+5]]:24: note: in a call from here
// CHECK: :[[@LINE-10]]:5: note: no task notifies 'monitor' from here on

void told_ok(void) { tell(0); }

void twice_bad(void) { tell(1); }

void exits_ok(void) {
  PRLock *lock = PR_NewLock();
  PR_Lock(lock);
  if (fails()) {
    PR_ProcessExit(1);
    PR_Lock(lock);
  }
}

void owned_bad(void) {
  PRLock *lock = PR_NewLock();
  PR_Lock(lock);
  PR_AssertCurrentThreadOwnsLock(lock);
  PR_Lock(lock);
}
// CHECK: :[[@LINE-2]]:3: warning: this lock of 'lock' blocks forever: the main task holds the lock already [quiesce-deadlock]
// CHECK: :[[@LINE-5]]:3: note: the main task locks 'lock'
// CHECK: :[[@LINE-4]]:3: note: the lock is not released before it is taken again

static PRCallOnceType once;
static PRStatus init(void) { return PR_SUCCESS; }

void initialised_bad(void) {
  PRLock *lock = PR_NewLock();
  PR_Lock(lock);
  if (PR_CallOnce(&once, init) == PR_SUCCESS)
    PR_Lock(lock);
}
// CHECK: :[[@LINE-2]]:5: warning: this lock of 'lock' blocks forever: the main task holds the lock already [quiesce-deadlock]
// CHECK: :[[@LINE-5]]:3: note: the main task locks 'lock'
// CHECK: :[[@LINE-5]]:32: note: in the main task, 'PR_CallOnce(&once, init) == PR_SUCCESS' is true
// CHECK: :[[@LINE-5]]:5: note: the lock is not released before it is taken again
