// What is made in given bytes belongs to whoever has those.
// RUN: %check_tidy %s

#include <new>
#include <semaphore>
#include <utility>

// Its callable is in its own bytes.
class Action {
public:
  template <class F> Action(F body) {
    new (bytes) F(std::move(body));
    call = [](void *at) { (*static_cast<F *>(at))(); };
  }
  Action(Action &&);
  ~Action();

private:
  alignas(16) unsigned char bytes[64];
  void (*call)(void *);
};
void later(Action);

void handed_out_ok() {
  std::binary_semaphore done(0);
  later([&done] { done.release(); });
  done.acquire();
}

// One that nobody has.
template <class F> struct Box {
  explicit Box(F f) : body(new F(std::move(f))) {}
  ~Box() { delete body; }
  F *body;
};
void kept_bad() {
  std::binary_semaphore done(0);
  auto body = [&done] { done.release(); };
  Box<decltype(body)> box(body);
  done.acquire();
}
// CHECK: :[[@LINE-2]]:8: warning: this acquire of 'done' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-3]]:8: note: no remaining task changes the count of 'done'
