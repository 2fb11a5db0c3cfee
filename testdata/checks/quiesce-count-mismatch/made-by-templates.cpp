// An object made by a library with a constructor that is a template, or that is none of those in sight, has what it is
// given.
// RUN: %check_tidy %s

#include <functional>
#include <memory>
#include <semaphore>
#include <utility>

struct Step {
  virtual ~Step() = default;
  virtual void run() = 0;
};
void later(std::shared_ptr<Step>);

template <class F> class Timer : public Step {
public:
  template <class G> Timer(int delay, G &&given) : delay(delay), body(std::forward<G>(given)) {}
  void run() override { body(); }

private:
  int delay;
  F body;
};

template <class F> std::shared_ptr<Step> timer(int delay, F &&body) {
  return std::make_shared<Timer<std::decay_t<F>>>(delay, std::forward<F>(body));
}

void handed_out_ok() {
  std::binary_semaphore done(0);
  later(timer(1, [&done] { done.release(); }));
  done.acquire();
}

void run_here_ok() {
  std::binary_semaphore done(0);
  timer(1, [&done] { done.release(); })->run();
  done.acquire();
}

void kept_bad() {
  std::binary_semaphore done(0);
  auto kept = timer(1, [&done] { done.release(); });
  done.acquire();
}
// CHECK: :[[@LINE-2]]:8: warning: this acquire of 'done' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-3]]:8: note: no remaining task changes the count of 'done'

// What it converts its argument to nobody sees.
struct Body {
  Body(std::function<void()>);
};
struct Once : Step {
  explicit Once(Body);
  void run() override;
};

void converted_ok() {
  std::binary_semaphore done(0);
  std::function<void()> body = [&done] { done.release(); };
  auto kept = std::make_unique<Once>(body);
  done.acquire();
}
