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
