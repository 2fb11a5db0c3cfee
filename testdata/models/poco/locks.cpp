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

void reset_bad() {
  Poco::Event ready(false);
  ready.set();
  ready.wait();
  ready.reset();
  ready.wait();
}

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

void permits_ok() {
  Poco::Semaphore permits(1, 2);
  std::thread other([&] { permits.set(); });
  permits.wait();
  permits.wait();
  if (permits.tryWait(100))
    permits.set();
  other.join();
}
