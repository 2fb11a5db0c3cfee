// POCO: queues of notifications.
// RUN: %check_tidy %s

#include <Poco/Notification.h>
#include <Poco/NotificationQueue.h>
#include <Poco/PriorityNotificationQueue.h>
#include <thread>

using Poco::AutoPtr;
using Poco::Notification;

struct Job : Notification {};

bool fails();
void use(Notification *);

void worker_bad() {
  Poco::NotificationQueue queue;
  std::thread worker([&] {
    AutoPtr<Notification> job(queue.waitDequeueNotification());
    while (job) {
      use(job.get());
      job = queue.waitDequeueNotification();
    }
  });
  queue.enqueueNotification(new Job);
  worker.join();
}
// CHECK: :[[@LINE-6]]:19: warning: this receive from 'queue' can block forever: no task sends to 'queue' any more or closes it [quiesce-blocked-receive]
// CHECK: :[[@LINE-11]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-5]]:9: note: the main task sends to 'queue'
// CHECK: :[[@LINE-12]]:37: note: task 1 receives from 'queue'
// CHECK: :[[@LINE-10]]:19: note: no remaining task sends to 'queue' or closes it

// It wakes those who wait just then, which nothing here says.
void woken_ok() {
  Poco::NotificationQueue queue;
  std::thread worker([&] {
    AutoPtr<Notification> job(queue.waitDequeueNotification());
    while (job) {
      use(job.get());
      job = queue.waitDequeueNotification();
    }
  });
  queue.enqueueNotification(new Job);
  queue.wakeUpAll();
  worker.join();
}

void answer_bad() {
  Poco::PriorityNotificationQueue queue;
  std::thread worker([&] {
    if (!fails())
      queue.enqueueNotification(new Job, 1);
  });
  AutoPtr<Notification> job(queue.waitDequeueNotification());
  use(job);
  worker.join();
}
// CHECK: :[[@LINE-4]]:35: warning: this receive from 'queue' can block forever: no task sends to 'queue' or closes it [quiesce-blocked-receive]
// CHECK: :[[@LINE-9]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-9]]:10: note: in task 1, 'fails()' is true
// CHECK: :[[@LINE-7]]:35: note: no remaining task sends to 'queue' or closes it

void answer_ok() {
  Poco::PriorityNotificationQueue queue;
  std::thread worker([&] { queue.enqueueNotification(new Job, 1); });
  AutoPtr<Notification> job(queue.waitDequeueNotification());
  use(job);
  worker.join();
}

void patience_ok() {
  Poco::NotificationQueue queue;
  AutoPtr<Notification> none(queue.dequeueNotification());
  AutoPtr<Notification> late(queue.waitDequeueNotification(100));
  queue.enqueueUrgentNotification(new Job);
  AutoPtr<Notification> job(queue.waitDequeueNotification());
  use(job);
}
