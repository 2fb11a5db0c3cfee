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

void notified_ok() {
  absl::Notification done;
  if (done.WaitForNotificationWithDeadline(absl::Now()) || done.HasBeenNotified())
    done.WaitForNotification();
}

void once_bad() {
  absl::once_flag once;
  absl::call_once(once, [&] { absl::call_once(once, [] { use(1); }); });
}

void once_ok() {
  absl::once_flag once, another;
  absl::call_once(once, [&] { absl::call_once(another, [] { use(1); }); });
}
