// What a thread can run: each spelling is seen as a spawn.
// RUN: %check_tidy %s

#include <functional>
#include <thread>
#include <utility>

void work();
void add(int &, int);
bool fails();

struct Functor {
  void operator()() const;
};

struct Callable {
  int state = 0;
  void operator()(int n) { state += n; }
};

struct Object {
  void run();
  void defined(int n) { sum += n; }
  int sum = 0;
};

void function_bad() {
  std::thread t(work);
  if (fails())
    return;
  t.join();
}
// CHECK: :[[@LINE-5]]:15: warning: this thread is still joinable when it is destroyed on some path, which terminates the program [quiesce-unjoined-thread]
// CHECK: :[[@LINE-6]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:7: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-8]]:15: note: no join or detach on this path

void function_pointer_bad() {
  std::thread t(&work);
  if (fails())
    return;
  t.join();
}
// CHECK: :[[@LINE-5]]:15: warning: this thread is still joinable when it is destroyed on some path, which terminates the program [quiesce-unjoined-thread]
// CHECK: :[[@LINE-6]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:7: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-8]]:15: note: no join or detach on this path

void lambda_bad() {
  int sum = 0;
  std::thread t([&sum](int n) { sum += n; }, 2);
  if (fails())
    return;
  t.join();
}
// CHECK: :[[@LINE-5]]:15: warning: this thread is still joinable when it is destroyed on some path, which terminates the program [quiesce-unjoined-thread]
// CHECK: :[[@LINE-6]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:7: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-8]]:15: note: no join or detach on this path

void named_lambda_bad() {
  auto body = [] { work(); };
  std::thread t(body);
  if (fails())
    return;
  t.join();
}
// CHECK: :[[@LINE-5]]:15: warning: this thread is still joinable when it is destroyed on some path, which terminates the program [quiesce-unjoined-thread]
// CHECK: :[[@LINE-6]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:7: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-8]]:15: note: no join or detach on this path

void functor_bad() {
  std::thread t{Functor{}};
  if (fails())
    return;
  t.join();
}
// CHECK: :[[@LINE-5]]:15: warning: this thread is still joinable when it is destroyed on some path, which terminates the program [quiesce-unjoined-thread]
// CHECK: :[[@LINE-6]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:7: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-8]]:15: note: no join or detach on this path

void functor_by_reference_bad() {
  Callable callable;
  std::thread t(std::ref(callable), 3);
  if (fails())
    return;
  t.join();
}
// CHECK: :[[@LINE-5]]:15: warning: this thread is still joinable when it is destroyed on some path, which terminates the program [quiesce-unjoined-thread]
// CHECK: :[[@LINE-6]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:7: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-8]]:15: note: no join or detach on this path

void member_pointer_bad() {
  Object object;
  std::thread t(&Object::run, &object);
  if (fails())
    return;
  t.join();
}
// CHECK: :[[@LINE-5]]:15: warning: this thread is still joinable when it is destroyed on some path, which terminates the program [quiesce-unjoined-thread]
// CHECK: :[[@LINE-6]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:7: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-8]]:15: note: no join or detach on this path

void member_pointer_by_reference_bad() {
  Object object;
  std::thread t(&Object::defined, std::ref(object), 1);
  if (fails())
    return;
  t.join();
}
// CHECK: :[[@LINE-5]]:15: warning: this thread is still joinable when it is destroyed on some path, which terminates the program [quiesce-unjoined-thread]
// CHECK: :[[@LINE-6]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:7: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-8]]:15: note: no join or detach on this path

void bind_bad() {
  int sum = 0;
  std::thread t(std::bind(add, std::ref(sum), 1));
  if (fails())
    return;
  t.join();
}
// CHECK: :[[@LINE-5]]:15: warning: this thread is still joinable when it is destroyed on some path, which terminates the program [quiesce-unjoined-thread]
// CHECK: :[[@LINE-6]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:7: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-8]]:15: note: no join or detach on this path

void function_object_bad() {
  std::function<void()> body = work;
  std::thread t(body);
  if (fails())
    return;
  t.join();
}
// CHECK: :[[@LINE-5]]:15: warning: this thread is still joinable when it is destroyed on some path, which terminates the program [quiesce-unjoined-thread]
// CHECK: :[[@LINE-6]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:7: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-8]]:15: note: no join or detach on this path

void reference_argument_bad() {
  int sum = 0;
  std::thread t(add, std::ref(sum), 1);
  if (fails())
    return;
  t.join();
}
// CHECK: :[[@LINE-5]]:15: warning: this thread is still joinable when it is destroyed on some path, which terminates the program [quiesce-unjoined-thread]
// CHECK: :[[@LINE-6]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:7: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-8]]:15: note: no join or detach on this path

void all_ok() {
  int sum = 0;
  Callable callable;
  Object object;
  std::function<void()> function = work;
  std::thread a(work), b(&work), c([&sum](int n) { sum += n; }, 2), d(Functor{}), e(std::ref(callable), 3),
      f(&Object::run, &object), g(&Object::defined, std::ref(object), 1), h(std::bind(add, std::ref(sum), 1)),
      i(std::move(function)), j(add, std::ref(sum), 1);
  for (std::thread *each : {&a, &b, &c, &d, &e, &f, &g, &h, &i, &j})
    each->join();
}
