// userver: tasks, which are cancelled when their handle goes.
// RUN: %check_tidy %s -- -std=c++20 -isystem %root/testdata/models/include/userver

#include <userver.h>

using namespace userver;
using namespace std::chrono_literals;

bool fails();
void use(int);

void join_bad() {
  engine::SingleConsumerEvent ready;
  auto task = utils::Async("task", [&] {
    if (!fails())
      ready.Send();
  });
  if (ready.WaitForEvent())
    use(1);
  task.Wait();
}
// CHECK: :[[@LINE-4]]:13: warning: this wait for 'ready' can block forever: no task sets it [quiesce-count-mismatch]
// CHECK: :[[@LINE-9]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-9]]:10: note: in task 1, 'fails()' is true
// CHECK: :[[@LINE-7]]:13: note: no remaining task sets 'ready'

void join_ok() {
  engine::SingleConsumerEvent ready;
  auto task = utils::Async("task", [&] { ready.Send(); });
  if (ready.WaitForEvent())
    use(1);
  task.Get();
}

// Its handle tells it to stop, and that ends the wait.
void destroyed_ok() {
  engine::SingleConsumerEvent ready;
  auto task = engine::AsyncNoSpan([&] {
    if (ready.WaitForEvent())
      use(1);
  });
}

void deaf_bad() {
  auto task = engine::AsyncNoSpan([] {
    while (true)
      engine::SleepFor(10ms);
  });
}
// CHECK: :[[@LINE-5]]:8: warning: the join by this destructor can block forever: the task it waits for never ends [quiesce-blocked-join]
// CHECK: :[[@LINE-6]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:5: note: task 1 goes round this loop
// CHECK: :[[@LINE-8]]:8: note: nothing lets the joined task end

void asks_ok() {
  auto task = engine::AsyncNoSpan([] {
    while (!engine::current_task::ShouldCancel())
      engine::SleepFor(10ms);
  });
  auto other = engine::AsyncNoSpan(engine::current_task::GetTaskProcessor(), [] {
    while (true) {
      engine::current_task::CancellationPoint();
      engine::InterruptibleSleepFor(10ms);
    }
  });
  auto third = utils::CriticalAsync("third", [] {
    while (!engine::current_task::IsCancelRequested())
      engine::Yield();
  });
}

void requested_bad() {
  engine::Semaphore permits(0);
  auto task = utils::Async("task", [&] { permits.lock_shared(); });
  task.RequestCancel();
  task.BlockingWait();
}
// CHECK: :[[@LINE-4]]:50: warning: this acquire of 'permits' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-5]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:50: note: no remaining task changes the count of 'permits'

void requested_ok() {
  engine::CancellableSemaphore permits(0);
  auto task = utils::Async("task", [&] { permits.lock_shared(); });
  task.RequestCancel();
  task.BlockingWait();
}

void late_ok() {
  engine::Semaphore permits(1);
  permits.lock_shared();
  if (permits.try_lock_shared() || permits.try_lock_shared_for(10ms))
    use(1);
  permits.unlock_shared();
}

void detached_ok() {
  auto task = utils::Async("task", [] { use(1); });
  if (task.IsValid())
    std::move(task).Detach();
}

void condition_bad() {
  engine::Mutex mutex;
  engine::ConditionVariable changed;
  bool ready = false;
  auto task = utils::Async("task", [&] {
    std::unique_lock lock(mutex);
    if (changed.Wait(lock, [&] { return ready; }))
      use(1);
  });
  {
    std::lock_guard lock(mutex);
    ready = true;
  }
  task.Wait();
}
// CHECK: :[[@LINE-9]]:17: warning: this wait on 'changed' can block forever: no notification reaches it any more [quiesce-missed-notify]
// CHECK: :[[@LINE-12]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-11]]:17: note: no task notifies 'changed' from here on

void condition_ok() {
  engine::Mutex mutex;
  engine::ConditionVariable changed;
  bool ready = false;
  auto task = utils::Async("task", [&] {
    std::unique_lock lock(mutex);
    while (!ready)
      if (changed.Wait(lock) == engine::CvStatus::kCancelled)
        return;
  });
  {
    std::lock_guard lock(mutex);
    ready = true;
  }
  changed.NotifyAll();
  task.Wait();
}

// A cancelled task leaves the wait.
void condition_cancelled_ok() {
  engine::Mutex mutex;
  engine::ConditionVariable changed;
  bool ready = false;
  auto task = utils::Async("task", [&] {
    std::unique_lock lock(mutex);
    if (changed.Wait(lock, [&] { return ready; }))
      changed.NotifyOne();
    if (changed.WaitFor(lock, 10ms, [&] { return ready; }))
      use(1);
  });
}

void promise_bad() {
  engine::Promise<int> answer;
  auto future = answer.get_future();
  auto task = utils::Async("task", [&] {
    if (!fails())
      answer.set_value(1);
  });
  use(future.get());
}
// CHECK: :[[@LINE-2]]:14: warning: this wait for 'future' can block forever: its promise is never kept [quiesce-unfulfilled-promise]
// CHECK: :[[@LINE-7]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-7]]:10: note: in task 1, 'fails()' is true
// CHECK: :[[@LINE-11]]:24: note: the promise is made here
// CHECK: :[[@LINE-6]]:14: note: no path from here sets a value or an exception

void promise_ok() {
  engine::Promise<int> answer;
  auto future = answer.get_future();
  auto task = utils::Async("task", [&answer] { answer.set_value(1); });
  if (future.wait() == engine::FutureStatus::kReady)
    use(future.get());
}

void reset_bad() {
  engine::SingleConsumerEvent ready;
  ready.Send();
  ready.Reset();
  if (ready.WaitForEventFor(10ms))
    use(1);
  if (ready.WaitForEvent())
    use(2);
}
// CHECK: :[[@LINE-3]]:13: warning: this wait for 'ready' can block forever: no task sets it [quiesce-count-mismatch]
// CHECK: :[[@LINE-8]]:9: note: the main task releases 'ready'
// CHECK: :[[@LINE-7]]:13: note: the main task gives up waiting at its timeout
// CHECK: :[[@LINE-8]]:13: note: in the main task, 'ready.WaitForEventFor(10ms)' is false
// CHECK: :[[@LINE-7]]:13: note: no remaining task sets 'ready'

void stays_ok() {
  engine::SingleConsumerEvent ready(engine::SingleConsumerEvent::NoAutoReset{});
  ready.Send();
  if (ready.WaitForEvent() && ready.WaitForEvent())
    use(1);
}
