// Abseil: the other members.  Each function that must be reported calls many members before the one that blocks: were one
// unknown, nothing would be reported.
// RUN: %check_tidy %s

#include <absl/base/call_once.h>
#include <absl/synchronization/mutex.h>
#include <absl/synchronization/notification.h>
#include <absl/time/clock.h>
#include <thread>

bool fails();
void use(int);
static absl::Duration soon() { return absl::Milliseconds(1); }

static bool isSet(bool *flag) { return *flag; }

void limits_bad() {
  absl::Mutex mutex;
  bool ready = false;
  if (mutex.LockWhenWithDeadline(absl::Condition(&ready), absl::Now()))
    use(1);
  if (mutex.AwaitWithDeadline(absl::Condition(&ready), absl::Now()))
    use(2);
  mutex.Unlock();
  mutex.WriterLockWhenWithTimeout(absl::Condition(&ready), soon());
  mutex.WriterUnlock();
  mutex.WriterLockWhenWithDeadline(absl::Condition(&ready), absl::Now());
  mutex.WriterUnlock();
  mutex.ReaderLockWhenWithTimeout(absl::Condition(&ready), soon());
  mutex.ReaderUnlock();
  mutex.ReaderLockWhenWithDeadline(absl::Condition(&ready), absl::Now());
  mutex.ReaderUnlock();
  mutex.Lock();
  mutex.Await(absl::Condition(isSet, &ready));
}
// CHECK: :[[@LINE-2]]:9: warning: this wait on 'mutex' can block forever: what it waits for never holds [quiesce-missed-notify]
// CHECK: :[[@LINE-17]]:13: note: the main task locks 'mutex'
// CHECK: :[[@LINE-18]]:13: note: the main task goes to sleep on 'mutex'
// CHECK: :[[@LINE-19]]:13: note: the main task gives up waiting at its timeout
// CHECK: :[[@LINE-18]]:13: note: the main task goes to sleep on 'mutex'
// CHECK: :[[@LINE-19]]:13: note: the main task gives up waiting at its timeout
// CHECK: :[[@LINE-17]]:9: note: the main task locks 'mutex'
// CHECK: :[[@LINE-18]]:9: note: the main task goes to sleep on 'mutex'
// CHECK: :[[@LINE-19]]:9: note: the main task gives up waiting at its timeout
// CHECK: :[[@LINE-18]]:9: note: the main task locks 'mutex'
// CHECK: :[[@LINE-19]]:9: note: the main task goes to sleep on 'mutex'
// CHECK: :[[@LINE-20]]:9: note: the main task gives up waiting at its timeout
// CHECK: :[[@LINE-19]]:9: note: the main task locks 'mutex'
// CHECK: :[[@LINE-20]]:9: note: the main task goes to sleep on 'mutex'
// CHECK: :[[@LINE-21]]:9: note: the main task gives up waiting at its timeout
// CHECK: :[[@LINE-20]]:9: note: the main task locks 'mutex'
// CHECK: :[[@LINE-21]]:9: note: the main task goes to sleep on 'mutex'
// CHECK: :[[@LINE-22]]:9: note: the main task gives up waiting at its timeout
// CHECK: :[[@LINE-21]]:9: note: the main task locks 'mutex'
// CHECK: :[[@LINE-21]]:9: note: no remaining task makes it hold under 'mutex'

void limits_ok() {
  absl::Mutex mutex;
  bool ready = false;
  absl::Condition condition(&ready);
  mutex.LockWhenWithDeadline(condition, absl::Now());
  if (!mutex.AwaitWithDeadline(condition, absl::Now()) && !condition.Eval())
    ready = true;
  mutex.Await(condition);
}

void writer_bad() {
  absl::Mutex mutex;
  if (mutex.WriterTryLock())
    mutex.WriterUnlock();
  if (mutex.ReaderTryLock())
    mutex.ReaderUnlock();
  mutex.WriterLock();
  mutex.WriterLock();
}
// CHECK: :[[@LINE-2]]:9: warning: this lock of 'mutex' blocks forever: the main task holds the lock already [quiesce-deadlock]
// CHECK: :[[@LINE-8]]:13: note: the main task locks 'mutex'
// CHECK: :[[@LINE-7]]:13: note: the main task locks 'mutex'
// CHECK: :[[@LINE-6]]:9: note: the main task locks 'mutex'
// CHECK: :[[@LINE-6]]:9: note: the lock is not released before it is taken again

void writer_ok() {
  absl::Mutex mutex;
  mutex.WriterLock();
  if (!mutex.WriterTryLock() && !mutex.ReaderTryLock())
    mutex.WriterUnlock();
  mutex.ReaderLock();
  mutex.ReaderLock();
}

void signal_ok() {
  absl::Mutex mutex;
  absl::CondVar changed;
  bool ready = false;
  std::thread other([&] {
    absl::MutexLock lock(&mutex);
    ready = true;
    changed.Signal();
  });
  {
    absl::MutexLock lock(&mutex);
    while (!ready)
      changed.Wait(&mutex);
  }
  other.join();
}

void signal_bad() {
  absl::Mutex mutex;
  absl::CondVar changed;
  absl::MutexLock lock(&mutex);
  if (changed.WaitWithDeadline(&mutex, absl::Now()))
    changed.Wait(&mutex);
}
// CHECK: :[[@LINE-2]]:13: warning: this wait on 'changed' can block forever: no notification reaches it any more [quiesce-missed-notify]
// CHECK: :[[@LINE-4]]:15: note: the main task goes to sleep on 'changed'
// CHECK: :[[@LINE-5]]:15: note: the main task gives up waiting at its timeout
// CHECK: :[[@LINE-5]]:13: note: no task notifies 'changed' from here on

void deadline_ok() {
  absl::Mutex mutex;
  absl::CondVar changed;
  absl::MutexLock lock(&mutex);
  if (!changed.WaitWithDeadline(&mutex, absl::Now()))
    changed.Wait(&mutex);
}

void notified_bad() {
  absl::Notification done;
  absl::SleepFor(soon());
  if (!done.WaitForNotificationWithDeadline(absl::Now()) && !done.HasBeenNotified())
    done.WaitForNotification();
}
// CHECK: :[[@LINE-2]]:10: warning: this wait for 'done' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-4]]:13: note: the main task gives up waiting at its timeout
// CHECK: :[[@LINE-5]]:13: note: in the main task, 'done.WaitForNotificationWithDeadline(absl::Now())' is false
// CHECK: :[[@LINE-6]]:67: note: in the main task, 'done.HasBeenNotified()' is false
// CHECK: :[[@LINE-6]]:10: note: no remaining task changes the count of 'done'

void notified_ok() {
  absl::Notification done;
  if (done.WaitForNotificationWithDeadline(absl::Now()) || done.HasBeenNotified())
    done.WaitForNotification();
}

void once_bad() {
  absl::once_flag once;
  absl::call_once(once, [&] { absl::call_once(once, [] { use(1); }); });
}
// CHECK: :[[@LINE-2]]:31: warning: this wait for 'once' can block forever: the lock is held and never released [quiesce-deadlock]
// CHECK: :[[@LINE-3]]:3: note: in a call from here
// CHECK: :[[@LINE-4]]:31: note: no path releases the lock

void once_ok() {
  absl::once_flag once, another;
  absl::call_once(once, [&] { absl::call_once(another, [] { use(1); }); });
}
