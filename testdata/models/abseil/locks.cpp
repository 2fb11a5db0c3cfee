// Abseil: mutex, guards, condition variable.
// RUN: %check_tidy %s

#include <absl/synchronization/mutex.h>
#include <thread>

bool fails();
void use(int);

void guard_bad() {
  absl::Mutex mutex;
  absl::MutexLock outer(&mutex);
  absl::MutexLock inner(&mutex);
}
// CHECK: :[[@LINE-2]]:19: warning: this lock of 'mutex' blocks forever: the main task holds the lock already [quiesce-deadlock]
// CHECK: :[[@LINE-4]]:19: note: the main task locks 'mutex'
// CHECK: :[[@LINE-4]]:19: note: the lock is not released before it is taken again

void left_locked_bad() {
  absl::Mutex mutex;
  std::thread other([&] {
    mutex.Lock();
    if (fails())
      return;
    mutex.Unlock();
  });
  other.join();
  mutex.ReaderLock();
  mutex.ReaderUnlock();
}
// CHECK: :[[@LINE-3]]:9: warning: this lock of 'mutex' can block forever: the lock is held and never released [quiesce-deadlock]
// CHECK: :[[@LINE-11]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-11]]:11: note: task 1 locks 'mutex'
// CHECK: :[[@LINE-11]]:9: note: in task 1, 'fails()' is true
// CHECK: :[[@LINE-11]]:7: note: task 1 returns
// CHECK: :[[@LINE-8]]:9: note: no path releases the lock

void guard_ok() {
  absl::Mutex mutex;
  std::thread other([&] { absl::ReaderMutexLock lock(&mutex); });
  {
    absl::ReleasableMutexLock lock(&mutex);
    lock.Release();
    other.join();
  }
  if (mutex.TryLock())
    mutex.Unlock();
}

void no_signal_bad() {
  absl::Mutex mutex;
  absl::CondVar changed;
  bool ready = false;
  std::thread other([&] {
    absl::MutexLock lock(&mutex);
    while (!ready)
      changed.Wait(&mutex);
  });
  {
    absl::MutexLock lock(&mutex);
    ready = true;
  }
  other.join();
}
// CHECK: :[[@LINE-8]]:15: warning: this wait on 'changed' can block forever: no notification reaches it any more [quiesce-missed-notify]
// CHECK: :[[@LINE-12]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-10]]:15: note: no task notifies 'changed' from here on

void signal_ok() {
  absl::Mutex mutex;
  absl::CondVar changed;
  bool ready = false;
  std::thread other([&] {
    absl::MutexLock lock(&mutex);
    while (!ready)
      changed.Wait(&mutex);
  });
  {
    absl::MutexLock lock(&mutex);
    ready = true;
  }
  changed.SignalAll();
  other.join();
}

void timed_ok() {
  absl::Mutex mutex;
  absl::CondVar changed;
  bool ready = false;
  absl::MutexLock lock(&mutex);
  while (!ready)
    if (changed.WaitWithTimeout(&mutex, absl::Seconds(1)))
      return;
  use(1);
}

// Any unlock may end it.
void await_ok() {
  absl::Mutex mutex;
  bool ready = false;
  std::thread other([&] {
    absl::MutexLock lock(&mutex);
    mutex.Await(absl::Condition(&ready));
  });
  mutex.Lock();
  ready = true;
  mutex.Unlock();
  other.join();
}
