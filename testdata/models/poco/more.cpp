// POCO: the other members.
// RUN: %check_tidy %s

#include <Poco/AutoPtr.h>
#include <Poco/Event.h>
#include <Poco/Mutex.h>
#include <Poco/Notification.h>
#include <Poco/NotificationQueue.h>
#include <Poco/RefCountedObject.h>
#include <Poco/RunnableAdapter.h>
#include <Poco/SharedPtr.h>
#include <thread>

using Poco::AutoPtr;
using Poco::Notification;

bool fails();
void use(int);

void recursive_bad() {
  Poco::Mutex mutex;
  mutex.lock();
  if (mutex.tryLock())
    mutex.unlock();
  std::thread other([&] { mutex.lock(); });
  other.join();
}
// CHECK: :[[@LINE-2]]:9: warning: this join of 'other' can block forever: the main task and task 1 wait for each other [quiesce-deadlock]
// CHECK: :[[@LINE-7]]:9: note: the main task locks 'mutex'
// CHECK: :[[@LINE-7]]:13: note: the main task locks 'mutex'
// CHECK: :[[@LINE-6]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-7]]:33: note: task 1 waits here, at its lock
// CHECK: :[[@LINE-7]]:9: note: neither can go on before the other does

void recursive_ok() {
  Poco::Mutex mutex;
  mutex.lock();
  mutex.lock();
  std::thread other([&] {
    if (mutex.tryLock() || mutex.tryLock(100))
      mutex.unlock();
  });
  mutex.unlock();
  mutex.unlock();
  other.join();
  mutex.lock();
}

struct Job : Notification {};

void sized_bad() {
  Poco::NotificationQueue queue;
  queue.enqueueNotification(new Job);
  if (queue.size() == 1 && !queue.empty())
    AutoPtr<Notification> job(queue.waitDequeueNotification());
  AutoPtr<Notification> job(queue.waitDequeueNotification());
}
// CHECK: :[[@LINE-2]]:35: warning: this receive from 'queue' can block forever: no task sends to 'queue' any more or closes it [quiesce-blocked-receive]
// CHECK: :[[@LINE-6]]:9: note: the main task sends to 'queue'
// CHECK: :[[@LINE-5]]:37: note: the main task receives from 'queue'
// CHECK: :[[@LINE-5]]:35: note: no remaining task sends to 'queue' or closes it

void sized_ok() {
  Poco::NotificationQueue queue;
  queue.enqueueNotification(new Job);
  while (!queue.empty())
    AutoPtr<Notification> job(queue.waitDequeueNotification());
  if (queue.size() > 0)
    AutoPtr<Notification> job(queue.waitDequeueNotification());
}

struct Waits : Poco::RefCountedObject {
  Poco::Event go;
  void wait() { go.wait(); }
};
// CHECK: :[[@LINE-2]]:20: warning: this wait for 'go' can block forever: no task sets it [quiesce-count-mismatch]
// CHECK: :[[@LINE+32]]:11: note: in a call from here
// CHECK: :[[@LINE-4]]:20: note: no remaining task sets 'go'

void pointer_bad() {
  AutoPtr<Waits> one(new Waits), two, three;
  two.swap(one);
  three = two;
  two->go.set();
  (*three).go.wait();
  AutoPtr<Waits> four(three.duplicate());
  if (!one && one.isNull())
    four->go.wait();
}
// CHECK: :[[@LINE-2]]:14: warning: this wait for 'go' can block forever: no task sets it [quiesce-count-mismatch]
// CHECK: :[[@LINE-7]]:11: note: the main task releases 'go'
// CHECK: :[[@LINE-7]]:15: note: the main task acquires 'go'
// CHECK: :[[@LINE-6]]:19: note: in the main task, 'one.isNull()' is true
// CHECK: :[[@LINE-6]]:14: note: no remaining task sets 'go'

void pointer_ok() {
  AutoPtr<Waits> one(new Waits), two(one);
  two->go.set();
  one->go.wait();
  one.reset();
  if (one.isNull() && !one)
    two->go.set();
  (*two).go.wait();
}

void adapted_bad() {
  Waits waits;
  Poco::RunnableAdapter<Waits> adapter(waits, &Waits::wait);
  adapter.run();
}

void adapted_ok() {
  Waits waits;
  Poco::RunnableAdapter<Waits> adapter(waits, &Waits::wait);
  waits.go.set();
  adapter.run();
}

struct Told : Notification {
  Poco::Event &told;
  explicit Told(Poco::Event &told) : told(told) {}
};

void cast_bad() {
  Poco::Event told;
  Poco::NotificationQueue queue;
  queue.enqueueNotification(new Job);
  AutoPtr<Notification> next(queue.waitDequeueNotification());
  if (AutoPtr<Told> each = next.cast<Told>())
    each->told.set();
  told.wait();
}
// CHECK: :[[@LINE-2]]:8: warning: this wait for 'told' can block forever: no task sets it [quiesce-count-mismatch]
// CHECK: :[[@LINE-5]]:21: note: in the main task, 'each' is false
// CHECK: :[[@LINE-4]]:8: note: no remaining task sets 'told'

void cast_ok() {
  Poco::Event told;
  Poco::NotificationQueue queue;
  queue.enqueueNotification(new Told(told));
  AutoPtr<Notification> next(queue.waitDequeueNotification());
  if (next.cast<Job>())
    return;
  if (AutoPtr<Told> each = next.cast<Told>())
    each->told.set();
  told.wait();
}
