// POCO: mutexes, conditions, events, semaphores.
// RUN: %check_tidy %s

#include <Poco/Condition.h>
#include <Poco/Event.h>
#include <Poco/Mutex.h>
#include <Poco/RWLock.h>
#include <Poco/Semaphore.h>
#include <thread>

bool fails();
void use(int);

void again_bad() {
  Poco::FastMutex mutex;
  Poco::FastMutex::ScopedLock outer(mutex);
  Poco::FastMutex::ScopedLock inner(mutex);
}
// CHECK: :[[@LINE-2]]:31: warning: this lock of 'mutex' blocks forever: the main task holds the lock already [quiesce-deadlock]
// CHECK: :[[@LINE-4]]:31: note: the main task locks 'mutex'
// CHECK: :[[@LINE-4]]:31: note: the lock is not released before it is taken again

void again_ok() {
  Poco::Mutex mutex;
  Poco::Mutex::ScopedLock outer(mutex);
  Poco::Mutex::ScopedLock inner(mutex);
}

void order_bad() {
  Poco::SpinlockMutex a;
  Poco::FastMutex b;
  std::thread other([&] {
    Poco::ScopedLock<Poco::FastMutex> first(b);
    Poco::ScopedLock<Poco::SpinlockMutex> second(a);
  });
  {
    Poco::ScopedLock<Poco::SpinlockMutex> first(a);
    Poco::ScopedLockWithUnlock<Poco::FastMutex> second(b);
    second.unlock();
  }
  other.join();
}
// CHECK: :[[@LINE-5]]:49: warning: this lock of 'b' can block forever: the main task and task 1 wait for each other [quiesce-deadlock]
// CHECK: :[[@LINE-12]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-8]]:43: note: the main task locks 'a'
// CHECK: :[[@LINE-13]]:39: note: task 1 locks 'b'
// CHECK: :[[@LINE-13]]:43: note: task 1 waits here, at its lock
// CHECK: :[[@LINE-10]]:49: note: neither can go on before the other does

void try_ok() {
  Poco::FastMutex a, b;
  std::thread other([&] {
    Poco::FastMutex::ScopedLock first(b);
    if (a.tryLock())
      a.unlock();
    if (a.tryLock(100))
      a.unlock();
  });
  {
    Poco::FastMutex::ScopedLock first(a);
    Poco::FastMutex::ScopedLock second(b);
  }
  other.join();
}

void upgrade_bad() {
  Poco::RWLock lock;
  Poco::RWLock::ScopedReadLock reads(lock);
  lock.writeLock();
  lock.unlock();
}
// CHECK: :[[@LINE-3]]:8: warning: this lock of 'lock' can block forever: the lock is held and never released [quiesce-deadlock]
// CHECK: :[[@LINE-5]]:32: note: the main task locks 'lock'
// CHECK: :[[@LINE-5]]:8: note: no path releases the lock

void readers_ok() {
  Poco::RWLock lock;
  {
    Poco::RWLock::ScopedReadLock reads(lock);
    lock.readLock();
    lock.unlock();
    if (lock.tryWriteLock())
      lock.unlock();
    if (lock.tryReadLock())
      lock.unlock();
  }
  Poco::RWLock::ScopedWriteLock writes(lock);
}

void no_signal_bad() {
  Poco::FastMutex mutex;
  Poco::Condition changed;
  bool ready = false;
  std::thread other([&] {
    Poco::FastMutex::ScopedLock lock(mutex);
    while (!ready)
      changed.wait(mutex);
  });
  {
    Poco::FastMutex::ScopedLock lock(mutex);
    ready = true;
  }
  other.join();
}
// CHECK: :[[@LINE-8]]:15: warning: this wait on 'changed' can block forever: no notification reaches it any more [quiesce-missed-notify]
// CHECK: :[[@LINE-12]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-10]]:15: note: no task notifies 'changed' from here on

void signal_ok() {
  Poco::FastMutex mutex;
  Poco::Condition changed;
  bool ready = false;
  std::thread other([&] {
    Poco::FastMutex::ScopedLock lock(mutex);
    while (!ready)
      changed.wait(mutex);
  });
  std::thread third([&] {
    Poco::FastMutex::ScopedLock lock(mutex);
    while (!ready)
      changed.wait(mutex);
  });
  {
    Poco::FastMutex::ScopedLock lock(mutex);
    ready = true;
    changed.broadcast();
  }
  other.join();
  third.join();
}

void one_of_two_bad() {
  Poco::FastMutex mutex;
  Poco::Condition changed;
  bool ready = false;
  auto waits = [&] {
    Poco::FastMutex::ScopedLock lock(mutex);
    while (!ready)
      changed.wait(mutex);
  };
  std::thread first(waits), second(waits);
  {
    Poco::FastMutex::ScopedLock lock(mutex);
    ready = true;
    changed.signal();
  }
  first.join();
  second.join();
}
// CHECK: :[[@LINE-11]]:15: warning: this wait on 'changed' can block forever: no notification reaches it any more [quiesce-missed-notify]
// CHECK: :[[@LINE-10]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-11]]:29: note: the main task starts task 2
// CHECK: :[[@LINE-8]]:13: note: the main task notifies 'changed'
// CHECK: :[[@LINE-15]]:15: note: no task notifies 'changed' from here on

void patience_ok() {
  Poco::FastMutex mutex;
  Poco::Condition changed;
  bool ready = false;
  std::thread other([&] {
    Poco::FastMutex::ScopedLock lock(mutex);
    while (!ready)
      if (!changed.tryWait(mutex, 100))
        return;
    use(1);
  });
  other.join();
}

void event_bad() {
  Poco::Event ready;
  std::thread other([&] {
    if (!fails())
      ready.set();
  });
  ready.wait();
  other.join();
}
// CHECK: :[[@LINE-3]]:9: warning: this wait for 'ready' can block forever: no task sets it [quiesce-count-mismatch]
// CHECK: :[[@LINE-8]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-8]]:10: note: in task 1, 'fails()' is true
// CHECK: :[[@LINE-6]]:9: note: no remaining task sets 'ready'

void event_ok() {
  Poco::Event ready;
  std::thread other([&] { ready.set(); });
  ready.wait();
  other.join();
}

// Who waits resets it.
void consumed_bad() {
  Poco::Event ready;
  std::thread other([&] { ready.wait(); });
  ready.set();
  ready.wait();
  other.join();
}
// CHECK: :[[@LINE-5]]:33: warning: this wait for 'ready' can block forever: no task sets it [quiesce-count-mismatch]
// CHECK: :[[@LINE-6]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:9: note: the main task releases 'ready'
// CHECK: :[[@LINE-6]]:9: note: the main task acquires 'ready'
// CHECK: :[[@LINE-9]]:33: note: no remaining task sets 'ready'
// CHECK: :[[@LINE-8]]:9: warning: this wait for 'ready' can block forever: no task sets it [quiesce-count-mismatch]
// CHECK: :[[@LINE-11]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-11]]:9: note: the main task releases 'ready'
// CHECK: :[[@LINE-13]]:33: note: task 1 acquires 'ready'
// CHECK: :[[@LINE-12]]:9: note: no remaining task sets 'ready'

void stays_ok() {
  Poco::Event ready(Poco::Event::EVENT_MANUALRESET);
  std::thread other([&] { ready.wait(); });
  ready.set();
  ready.wait();
  other.join();
}

// Two that are set before anybody waits are one.
void twice_bad() {
  Poco::Event ready(Poco::Event::EVENT_AUTORESET);
  ready.set();
  ready.set();
  ready.wait();
  ready.wait();
}
// CHECK: :[[@LINE-2]]:9: warning: this wait for 'ready' can block forever: no task sets it [quiesce-count-mismatch]
// CHECK: :[[@LINE-6]]:9: note: the main task releases 'ready'
// CHECK: :[[@LINE-6]]:9: note: the main task releases 'ready'
// CHECK: :[[@LINE-6]]:9: note: the main task acquires 'ready'
// CHECK: :[[@LINE-6]]:9: note: no remaining task sets 'ready'

void reset_bad() {
  Poco::Event ready(false);
  ready.set();
  ready.wait();
  ready.reset();
  ready.wait();
}
// CHECK: :[[@LINE-2]]:9: warning: this wait for 'ready' can block forever: no task sets it [quiesce-count-mismatch]
// CHECK: :[[@LINE-6]]:9: note: the main task releases 'ready'
// CHECK: :[[@LINE-6]]:9: note: the main task acquires 'ready'
// CHECK: :[[@LINE-5]]:9: note: no remaining task sets 'ready'

void event_patience_ok() {
  Poco::Event ready;
  if (ready.tryWait(100))
    use(1);
  ready.set();
  ready.wait(100);
}

void permits_bad() {
  Poco::Semaphore permits(1, 2);
  permits.wait();
  permits.wait();
}
// CHECK: :[[@LINE-2]]:11: warning: this acquire of 'permits' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-4]]:11: note: the main task acquires 'permits'
// CHECK: :[[@LINE-4]]:11: note: no remaining task changes the count of 'permits'

void permits_ok() {
  Poco::Semaphore permits(1, 2);
  std::thread other([&] { permits.set(); });
  permits.wait();
  permits.wait();
  if (permits.tryWait(100))
    permits.set();
  other.join();
}
