// Tasks that an object runs, tasks that are told to stop, threads of C.
// RUN: %check_tidy %s

#include "app.h"
#include <thread>

bool fails();
void use(int);

class Waits : public app::Runnable {
public:
  explicit Waits(app::Signal &go) : go_(go) {}
  void Run() override { go_.WaitForGood(); }

private:
  app::Signal &go_;
};
// CHECK: :[[@LINE-5]]:29: warning: this acquire of 'go_' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE+8]]:3: note: the main task starts task 1
// CHECK: :[[@LINE+8]]:8: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-8]]:29: note: no remaining task changes the count of 'go_'

void runs_bad() {
  app::Signal go;
  Waits waits(go);
  app::Thread thread;
  thread.Start(waits);
  if (!fails())
    go.Post();
  thread.Join();
}

void runs_ok() {
  app::Signal go;
  Waits waits(go);
  app::Thread thread;
  thread.Start(waits);
  app::Clock::Sleep(10);
  go.Post();
  thread.Join();
}

void left_bad() {
  app::Signal go;
  Waits waits(go);
  app::Thread thread;
  thread.Start(waits);
  go.Post();
  if (fails())
    return;
  thread.Join();
}
// CHECK: :[[@LINE-7]]:15: warning: this thread is still joinable when it is destroyed on some path, which terminates the program [quiesce-unjoined-thread]
// CHECK: :[[@LINE-7]]:3: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:7: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-10]]:15: note: no join or detach on this path

void told_ok() {
  app::Signal go;
  app::Fiber fiber([&] {
    if (go.Wait())
      use(1);
  });
  fiber.Stop();
  fiber.Join();
}

void thrown_ok() {
  app::Signal go;
  app::Fiber fiber([&] {
    try {
      go.WaitOrThrow();
    } catch (...) {
      use(1);
    }
  });
}

// This wait goes on.
void deaf_bad() {
  app::Signal go;
  app::Fiber fiber([&] { go.WaitForGood(); });
  fiber.Stop();
  fiber.Join();
}
// CHECK: :[[@LINE-4]]:29: warning: this acquire of 'go' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-5]]:14: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:29: note: no remaining task changes the count of 'go'

void policy_bad() {
  app::Signal go;
  app::Worker<app::Joins> worker([&] { go.Wait(); });
}
// CHECK: :[[@LINE-2]]:43: warning: this acquire of 'go' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-3]]:27: note: the main task starts task 1
// CHECK: :[[@LINE-4]]:43: note: no remaining task changes the count of 'go'

void policy_ok() {
  app::Signal go;
  app::Worker<app::Stops> worker([&] { go.Wait(); });
}

struct Own {};

// What it does with this policy no row says.
void own_policy_ok() {
  app::Signal go;
  app::Worker<Own> worker([&] { go.Wait(); });
}

// Nobody tells the main task to stop.
void main_bad() {
  app::Signal go;
  if (go.Wait())
    use(1);
}
// CHECK: :[[@LINE-3]]:10: warning: this acquire of 'go' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-4]]:10: note: no remaining task changes the count of 'go'

void polls_ok() {
  app::Fiber fiber([] {
    while (!app::StopRequested())
      app::Clock::Sleep(10);
  });
  app::Fiber other([] {
    while (true) {
      app::CheckStop();
      app::Clock::Sleep(10);
    }
  });
}

void slot_bad() {
  app::Source source;
  app::Signal go;
  app::Handle task = app::Go([&] { go.Wait(); }, source.GetSlot());
  if (!fails())
    source.Emit();
}
// CHECK: :[[@LINE-4]]:39: warning: this acquire of 'go' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-5]]:22: note: the main task starts task 1
// CHECK: :[[@LINE-5]]:8: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-7]]:39: note: no remaining task changes the count of 'go'

void slot_ok() {
  app::Source source;
  app::Signal go;
  app::Handle task = app::Go([&] { go.Wait(); }, source.GetSlot());
  source.Emit();
}

// Who stops it is not known.
void any_slot_ok(app::Slot slot) {
  app::Signal go;
  app::Handle task = app::Go([&] { go.Wait(); }, slot);
}

static void waits_for_data(app_thread *, void *data) {
  app_event_wait(static_cast<app_event *>(data));
}
// CHECK: :[[@LINE-2]]:3: warning: this wait for 'static_cast<app_event *>(data)' can block forever: no task sets it [quiesce-count-mismatch]
// CHECK: :[[@LINE+6]]:24: note: the main task starts task 1
// CHECK: :[[@LINE+6]]:8: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-5]]:3: note: no remaining task sets 'static_cast<app_event *>(data)'

void skipped_bad() {
  app_event *go = app_event_new(0);
  app_thread *thread = app_thread_start(waits_for_data, go);
  if (!fails())
    app_event_set(go);
  app_thread_join(thread);
}

void skipped_ok() {
  app_event *go = app_event_new(0);
  app_thread *thread = app_thread_start(waits_for_data, go);
  app_event_set(go);
  app_thread_join(thread);
}
