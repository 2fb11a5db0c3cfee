// Rows may stand in the code itself.
// RUN: %check_tidy %s

#include <thread>

namespace app {

template <class T> class [[clang::annotate("quiesce::channel")]] Pipe {
public:
  [[clang::annotate("quiesce::{ capacity: 0 }")]] explicit Pipe(int capacity);
  [[clang::annotate("quiesce::send")]] void put(const T &);
  [[clang::annotate("quiesce::{ operation: timed receive, value: 0 }")]] bool get_for(T &, int);
  [[clang::annotate("quiesce::receive")]] T get();
};

class [[clang::annotate("quiesce::{ primitive: latch, count: 1 }")]] Event {
public:
  [[clang::annotate("quiesce::count-down")]] void fire();
  [[clang::annotate("quiesce::await-zero")]] void wait();
};

[[clang::annotate("quiesce::{ operation: spawn, body: 0, returns-owner: false }")]] std::thread go(void (*)());

} // namespace app

bool fails();
void use(int);

void full_bad() {
  app::Pipe<int> pipe(1);
  pipe.put(1);
  pipe.put(2);
}
// CHECK: :[[@LINE-2]]:8: warning: this send to 'pipe' can block forever: no task receives from 'pipe' [quiesce-blocked-send]
// CHECK: :[[@LINE-4]]:8: note: the main task sends to 'pipe'
// CHECK: :[[@LINE-4]]:8: note: no remaining task receives from 'pipe' or closes it

void room_ok() {
  app::Pipe<int> pipe(2);
  pipe.put(1);
  pipe.put(2);
  int value;
  pipe.get_for(value, 10);
  use(pipe.get());
}

void event_bad() {
  app::Event event;
  std::thread other([&] {
    if (!fails())
      event.fire();
  });
  event.wait();
  other.join();
}
// CHECK: :[[@LINE-3]]:9: warning: this wait for 'event' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-8]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-8]]:10: note: in task 1, 'fails()' is true
// CHECK: :[[@LINE-6]]:9: note: no remaining task changes the count of 'event'

void event_ok() {
  app::Event event;
  std::thread other([&] { event.fire(); });
  event.wait();
  other.join();
}
