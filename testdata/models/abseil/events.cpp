// Abseil: notification, counter, barrier.
// RUN: %check_tidy %s

#include <absl/synchronization/barrier.h>
#include <absl/synchronization/blocking_counter.h>
#include <absl/synchronization/notification.h>
#include <thread>

bool fails();

void notification_bad() {
  absl::Notification done;
  std::thread other([&] {
    if (fails())
      return;
    done.Notify();
  });
  done.WaitForNotification();
  other.join();
}
// CHECK: :[[@LINE-3]]:8: warning: this wait for 'done' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-9]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-9]]:9: note: in task 1, 'fails()' is true
// CHECK: :[[@LINE-9]]:7: note: task 1 returns
// CHECK: :[[@LINE-7]]:8: note: no remaining task changes the count of 'done'

void notification_ok() {
  absl::Notification done;
  std::thread other([&] { done.Notify(); });
  done.WaitForNotification();
  other.join();
}

void notification_timed_ok() {
  absl::Notification done;
  done.WaitForNotificationWithTimeout(absl::Seconds(1));
}

void counter_bad() {
  absl::BlockingCounter left(2);
  std::thread other([&] { left.DecrementCount(); });
  left.Wait();
  other.join();
}
// CHECK: :[[@LINE-3]]:8: warning: this wait for 'left' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-5]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:32: note: task 1 counts 'left' down
// CHECK: :[[@LINE-6]]:8: note: no remaining task changes the count of 'left'

void counter_ok() {
  absl::BlockingCounter left(1);
  std::thread other([&] { left.DecrementCount(); });
  left.Wait();
  other.join();
}

void barrier_bad() {
  absl::Barrier both(2);
  std::thread other([&] {
    if (!fails())
      both.Block();
  });
  both.Block();
  other.join();
}
// CHECK: :[[@LINE-3]]:8: warning: this wait for 'both' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-8]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-8]]:10: note: in task 1, 'fails()' is true
// CHECK: :[[@LINE-6]]:8: note: no remaining task changes the count of 'both'

void barrier_ok() {
  absl::Barrier both(2);
  std::thread other([&] { both.Block(); });
  both.Block();
  other.join();
}
