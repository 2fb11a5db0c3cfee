// The Netscape Portable Runtime.
// RUN: %check_tidy %s -- -std=c11 -isystem /usr/include/nspr

#include <prcvar.h>
#include <prinit.h>
#include <prlock.h>
#include <prmon.h>
#include <prrwlock.h>
#include <prthread.h>

int fails(void);
void use(void *);

static void nothing(void *data) { use(data); }

void left_bad(void) {
  PRThread *thread =
      PR_CreateThread(PR_USER_THREAD, nothing, 0, PR_PRIORITY_NORMAL,
                      PR_GLOBAL_THREAD, PR_JOINABLE_THREAD, 0);
  if (fails())
    return;
  PR_JoinThread(thread);
}
// CHECK: :[[@LINE-7]]:13: warning: the thread started here is neither joined nor detached on every path, so it is never freed [quiesce-unjoined-thread]
// CHECK: :[[@LINE-7]]:7: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:7: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-6]]:5: note: the main task returns
// CHECK: :[[@LINE-11]]:13: note: no join or detach on this path

void joined_ok(void) {
  PRThread *thread =
      PR_CreateThread(PR_USER_THREAD, nothing, 0, PR_PRIORITY_NORMAL,
                      PR_GLOBAL_THREAD, PR_JOINABLE_THREAD, 0);
  PR_JoinThread(thread);
}

void unjoinable_ok(void) {
  PR_CreateThread(PR_USER_THREAD, nothing, 0, PR_PRIORITY_NORMAL,
                  PR_GLOBAL_THREAD, PR_UNJOINABLE_THREAD, 0);
}

void again_bad(void) {
  PRLock *lock = PR_NewLock();
  PR_Lock(lock);
  PR_Lock(lock);
  PR_Unlock(lock);
  PR_Unlock(lock);
}
// CHECK: :[[@LINE-4]]:3: warning: this lock of 'lock' blocks forever: the main task holds the lock already [quiesce-deadlock]
// CHECK: :[[@LINE-6]]:3: note: the main task locks 'lock'
// CHECK: :[[@LINE-6]]:3: note: the lock is not released before it is taken again

void once_ok(void) {
  PRLock *lock = PR_NewLock();
  PR_Lock(lock);
  PR_Unlock(lock);
  PR_DestroyLock(lock);
}

void again_ok(void) {
  PRMonitor *monitor = PR_NewMonitor();
  PR_EnterMonitor(monitor);
  PR_EnterMonitor(monitor);
  PR_ExitMonitor(monitor);
  PR_ExitMonitor(monitor);
}

void upgrade_bad(void) {
  PRRWLock *lock = PR_NewRWLock(0, "lock");
  PR_RWLock_Rlock(lock);
  PR_RWLock_Wlock(lock);
  PR_RWLock_Unlock(lock);
  PR_RWLock_Unlock(lock);
}
// CHECK: :[[@LINE-4]]:3: warning: this lock of 'lock' can block forever: the lock is held and never released [quiesce-deadlock]
// CHECK: :[[@LINE-6]]:3: note: the main task locks 'lock'
// CHECK: :[[@LINE-6]]:3: note: no path releases the lock

void readers_ok(void) {
  PRRWLock *lock = PR_NewRWLock(0, "lock");
  PR_RWLock_Rlock(lock);
  PR_RWLock_Rlock(lock);
  PR_RWLock_Unlock(lock);
  PR_RWLock_Unlock(lock);
}

struct shared {
  PRLock *lock;
  PRCondVar *changed;
  int ready;
};

static void waits(void *data) {
  struct shared *s = data;
  PR_Lock(s->lock);
  while (!s->ready)
    PR_WaitCondVar(s->changed, PR_INTERVAL_NO_TIMEOUT);
  PR_Unlock(s->lock);
}
// CHECK: :[[@LINE-3]]:5: warning: this wait on 'changed' can block forever: no notification reaches it any more [quiesce-missed-notify]
// CHECK: :[[@LINE+4]]:10: note: the main task starts task 1
// CHECK: :[[@LINE-5]]:5: note: no task notifies 'changed' from here on

static PRThread *start(void (*body)(void *), void *data) {
  return PR_CreateThread(PR_USER_THREAD, body, data, PR_PRIORITY_NORMAL,
                         PR_GLOBAL_THREAD, PR_JOINABLE_THREAD, 0);
}

void no_notify_bad(void) {
  struct shared s = {0};
  s.lock = PR_NewLock();
  s.changed = PR_NewCondVar(s.lock);
  PRThread *thread = start(waits, &s);
  PR_Lock(s.lock);
  s.ready = 1;
  PR_Unlock(s.lock);
  PR_JoinThread(thread);
}

void notify_ok(void) {
  struct shared s = {0};
  s.lock = PR_NewLock();
  s.changed = PR_NewCondVar(s.lock);
  PRThread *thread = start(waits, &s);
  PR_Lock(s.lock);
  s.ready = 1;
  PR_NotifyCondVar(s.changed);
  PR_NotifyAllCondVar(s.changed);
  PR_Unlock(s.lock);
  PR_JoinThread(thread);
}

static void patient(void *data) {
  struct shared *s = data;
  PR_Lock(s->lock);
  if (!s->ready)
    PR_WaitCondVar(s->changed, PR_MillisecondsToInterval(100));
  PR_Unlock(s->lock);
}

void patience_ok(void) {
  struct shared s = {0};
  s.lock = PR_NewLock();
  s.changed = PR_NewCondVar(s.lock);
  PRThread *thread = start(patient, &s);
  PR_JoinThread(thread);
}

struct box {
  PRMonitor *monitor;
  int full;
};

static void takes(void *data) {
  struct box *b = data;
  PR_EnterMonitor(b->monitor);
  while (!b->full)
    PR_Wait(b->monitor, PR_INTERVAL_NO_TIMEOUT);
  b->full = 0;
  PR_ExitMonitor(b->monitor);
}
// CHECK: :[[@LINE-4]]:5: warning: this wait on 'monitor' can block forever: no notification reaches it any more [quiesce-missed-notify]
// CHECK: :[[@LINE-58]]:10: note: the main task starts task 1
// CHECK: :[[@LINE-8]]:3: note: task 1 locks 'monitor'
// CHECK: :[[@LINE+7]]:3: note: the main task locks 'monitor'
// CHECK: :[[@LINE-8]]:5: note: no task notifies 'monitor' from here on

void monitor_bad(void) {
  struct box b = {0};
  b.monitor = PR_NewMonitor();
  PRThread *thread = start(takes, &b);
  PR_EnterMonitor(b.monitor);
  b.full = 1;
  PR_ExitMonitor(b.monitor);
  PR_JoinThread(thread);
}

void monitor_ok(void) {
  struct box b = {0};
  b.monitor = PR_NewMonitor();
  PRThread *thread = start(takes, &b);
  PR_EnterMonitor(b.monitor);
  b.full = 1;
  PR_Notify(b.monitor);
  PR_ExitMonitor(b.monitor);
  PR_JoinThread(thread);
}

static PRCallOnceType initialized;
static PRStatus initialize(void) { return PR_SUCCESS; }

void call_once_ok(void) {
  PR_CallOnce(&initialized, initialize);
  PR_CallOnce(&initialized, initialize);
  PR_Sleep(PR_INTERVAL_NO_WAIT);
}
