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

void stays_ok() {
  engine::SingleConsumerEvent ready(engine::SingleConsumerEvent::NoAutoReset{});
  ready.Send();
  if (ready.WaitForEvent() && ready.WaitForEvent())
    use(1);
}
