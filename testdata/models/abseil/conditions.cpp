// Abseil: a mutex that is waited on itself.
// RUN: %check_tidy %s

#include <absl/synchronization/mutex.h>
#include <thread>

bool fails();
void use(int);

void flag_bad() {
  absl::Mutex mutex;
  bool ready = false;
  std::thread other([&] {
    absl::MutexLock lock(&mutex);
    if (!fails())
      ready = true;
  });
  mutex.Lock();
  mutex.Await(absl::Condition(&ready));
  mutex.Unlock();
  other.join();
}
// CHECK: :[[@LINE-4]]:9: warning: this wait on 'mutex' can block forever: what it waits for never holds [quiesce-missed-notify]
// CHECK: :[[@LINE-11]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-11]]:21: note: task 1 locks 'mutex'
// CHECK: :[[@LINE-11]]:10: note: in task 1, 'fails()' is true
// CHECK: :[[@LINE-9]]:9: note: the main task locks 'mutex'
// CHECK: :[[@LINE-9]]:9: note: no remaining task makes it hold under 'mutex'

// Any unlock makes it look again.
void flag_ok() {
  absl::Mutex mutex;
  bool ready = false;
  std::thread other([&] {
    absl::MutexLock lock(&mutex);
    ready = true;
  });
  mutex.Lock();
  mutex.Await(absl::Condition(&ready));
  mutex.Unlock();
  other.join();
}

void lambda_bad() {
  absl::Mutex mutex;
  int pending = 2;
  std::thread other([&] {
    absl::MutexLock lock(&mutex);
    --pending;
  });
  auto none = [&pending] { return pending == 0; };
  mutex.LockWhen(absl::Condition(&none));
  mutex.Unlock();
  other.join();
}
// CHECK: :[[@LINE-4]]:9: warning: this wait on 'mutex' can block forever: what it waits for never holds [quiesce-missed-notify]
// CHECK: :[[@LINE-10]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-10]]:21: note: task 1 locks 'mutex'
// CHECK: :[[@LINE-7]]:9: note: no remaining task makes it hold under 'mutex'

void lambda_ok() {
  absl::Mutex mutex;
  int pending = 2;
  auto done = [&] {
    absl::MutexLock lock(&mutex);
    --pending;
  };
  std::thread first(done), second(done);
  auto none = [&pending] { return pending == 0; };
  mutex.LockWhen(absl::Condition(&none));
  mutex.Unlock();
  first.join();
  second.join();
}

struct Slot {
  absl::Mutex mutex;
  bool full = false;
  bool isFull() const { return full; }
};

static bool isEmpty(Slot *slot) { return !slot->full; }

void member_bad() {
  Slot slot;
  std::thread other([&] {
    if (fails())
      return;
    absl::MutexLock lock(&slot.mutex);
    slot.full = true;
  });
  {
    absl::MutexLock lock(&slot.mutex, absl::Condition(&slot, &Slot::isFull));
    slot.full = false;
  }
  other.join();
}
// CHECK: :[[@LINE-5]]:21: warning: this wait on 'mutex' can block forever: what it waits for never holds [quiesce-missed-notify]
// CHECK: :[[@LINE-13]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-13]]:9: note: in task 1, 'fails()' is true
// CHECK: :[[@LINE-13]]:7: note: task 1 returns
// CHECK: :[[@LINE-9]]:21: note: no remaining task makes it hold under 'mutex'

void member_ok() {
  Slot slot;
  std::thread other([&] {
    absl::MutexLock lock(&slot.mutex, absl::Condition(isEmpty, &slot));
    slot.full = true;
  });
  {
    absl::MutexLock lock(&slot.mutex, absl::Condition(&slot, &Slot::isFull));
    slot.full = false;
  }
  other.join();
}

void function_bad() {
  Slot slot;
  slot.full = true;
  slot.mutex.WriterLockWhen(absl::Condition(isEmpty, &slot));
  slot.mutex.WriterUnlock();
}
// CHECK: :[[@LINE-3]]:14: warning: this wait on 'mutex' can block forever: what it waits for never holds [quiesce-missed-notify]
// CHECK: :[[@LINE-4]]:14: note: no remaining task makes it hold under 'mutex'

// Not under the lock: nobody looks again.
void unlocked_bad() {
  absl::Mutex mutex;
  bool ready = false;
  std::thread other([&] {
    absl::MutexLock lock(&mutex);
    mutex.Await(absl::Condition(&ready));
  });
  ready = true;
  other.join();
}
// CHECK: :[[@LINE-5]]:11: warning: this wait on 'mutex' can block forever: what it waits for never holds [quiesce-missed-notify]
// CHECK: :[[@LINE-8]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-8]]:21: note: task 1 locks 'mutex'
// CHECK: :[[@LINE-8]]:11: note: no remaining task makes it hold under 'mutex'

void readers_ok() {
  Slot slot;
  std::thread other([&] {
    absl::ReaderMutexLock lock(&slot.mutex,
                               absl::Condition(&slot, &Slot::isFull));
  });
  std::thread third([&] {
    slot.mutex.ReaderLockWhen(absl::Condition(&slot, &Slot::isFull));
    slot.mutex.ReaderUnlock();
  });
  {
    absl::WriterMutexLock lock(&slot.mutex);
    slot.full = true;
  }
  other.join();
  third.join();
}

void patience_ok() {
  absl::Mutex mutex;
  bool ready = false;
  if (mutex.LockWhenWithTimeout(absl::Condition(&ready), absl::Seconds(1)))
    use(1);
  if (!mutex.AwaitWithTimeout(absl::Condition(&ready), absl::Seconds(1)))
    use(2);
  mutex.Unlock();
}
