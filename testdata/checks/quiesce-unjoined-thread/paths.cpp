// The ways out of a function that a join can be missed on.
// RUN: %check_tidy %s

#include <stdexcept>
#include <optional>
#include <thread>
#include <vector>

void work();
bool fails();
int count();

void never_bad() {
  std::thread t(work);
}
// CHECK: :[[@LINE-2]]:15: warning: this thread is still joinable when it is destroyed on some path, which terminates the program [quiesce-unjoined-thread]
// CHECK: :[[@LINE-3]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-4]]:15: note: no join or detach on this path

void early_return_bad() {
  std::thread t(work);
  if (fails())
    return;
  t.join();
}
// CHECK: :[[@LINE-5]]:15: warning: this thread is still joinable when it is destroyed on some path, which terminates the program [quiesce-unjoined-thread]
// CHECK: :[[@LINE-6]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:7: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-8]]:15: note: no join or detach on this path

int return_of_value_bad(int n) {
  std::thread t(work);
  switch (n) {
  case 0:
    return 1;
  default:
    t.join();
    return 0;
  }
}
// CHECK: :[[@LINE-9]]:15: warning: this thread is still joinable when it is destroyed on some path, which terminates the program [quiesce-unjoined-thread]
// CHECK: :[[@LINE-10]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-9]]:3: note: in the main task, 'case 0' is true
// CHECK: :[[@LINE-12]]:15: note: no join or detach on this path

void break_bad() {
  while (true) {
    std::thread t(work);
    if (fails())
      break;
    t.join();
  }
}
// CHECK: :[[@LINE-6]]:17: warning: this thread is still joinable when it is destroyed on some path, which terminates the program [quiesce-unjoined-thread]
// CHECK: :[[@LINE-7]]:17: note: the main task starts task 1
// CHECK: :[[@LINE-7]]:9: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-9]]:17: note: no join or detach on this path

void continue_bad(int n) {
  for (int i = 0; i < n; ++i) {
    std::thread t(work);
    if (fails())
      continue;
    t.join();
  }
}
// CHECK: :[[@LINE-6]]:17: warning: this thread is still joinable when it is destroyed on some path, which terminates the program [quiesce-unjoined-thread]
// CHECK: :[[@LINE-7]]:17: note: the main task starts task 1
// CHECK: :[[@LINE-7]]:9: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-9]]:17: note: no join or detach on this path

void throw_bad(int n) {
  std::thread t(work);
  if (n < 0)
    throw std::invalid_argument("n");
  t.join();
}
// CHECK: :[[@LINE-5]]:15: warning: this thread is still joinable when it is destroyed on some path, which terminates the program [quiesce-unjoined-thread]
// CHECK: :[[@LINE-6]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:9: note: in the main task, 'n < 0' is true
// CHECK: :[[@LINE-6]]:5: note: the main task throws an exception
// CHECK: :[[@LINE-9]]:15: note: no join or detach on this path

static void require(bool condition) {
  if (!condition)
    throw std::runtime_error("required");
}

void callee_throws_bad() {
  std::thread t(work);
  require(!fails());
  t.join();
}
// CHECK: :[[@LINE-4]]:15: warning: this thread is still joinable when it is destroyed on some path, which terminates the program [quiesce-unjoined-thread]
// CHECK: :[[@LINE-5]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-11]]:8: note: in the main task, 'condition' is false
// CHECK: :[[@LINE-11]]:5: note: the main task throws an exception
// CHECK: :[[@LINE-8]]:15: note: no join or detach on this path

void caught_too_late_bad() {
  try {
    std::thread t(work);
    require(!fails());
    t.join();
  } catch (const std::exception &) {
  }
}
// CHECK: :[[@LINE-6]]:17: warning: this thread is still joinable when it is destroyed on some path, which terminates the program [quiesce-unjoined-thread]
// CHECK: :[[@LINE-7]]:17: note: the main task starts task 1
// CHECK: :[[@LINE-25]]:8: note: in the main task, 'condition' is false
// CHECK: :[[@LINE-25]]:5: note: the main task throws an exception
// CHECK: :[[@LINE-10]]:17: note: no join or detach on this path

void handler_returns_bad() {
  std::thread t(work);
  try {
    require(!fails());
  } catch (const std::exception &) {
    return;
  }
  t.join();
}
// CHECK: :[[@LINE-8]]:15: warning: this thread is still joinable when it is destroyed on some path, which terminates the program [quiesce-unjoined-thread]
// CHECK: :[[@LINE-9]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-40]]:8: note: in the main task, 'condition' is false
// CHECK: :[[@LINE-40]]:5: note: the main task throws an exception
// CHECK: :[[@LINE-12]]:15: note: no join or detach on this path

void joined_ok() {
  std::thread t(work);
  t.join();
}

void joined_on_both_paths_ok() {
  std::thread t(work);
  if (fails()) {
    t.join();
    return;
  }
  t.join();
}

void detached_on_one_path_ok() {
  std::thread t(work);
  if (fails())
    t.detach();
  else
    t.join();
}

void caught_before_join_ok() {
  std::thread t(work);
  try {
    require(!fails());
  } catch (const std::exception &) {
  }
  t.join();
}

void same_condition_ok(bool background) {
  std::thread t;
  if (background)
    t = std::thread(work);
  count();
  if (background)
    t.join();
}

void break_after_join_ok() {
  while (true) {
    std::thread t(work);
    t.join();
    if (fails())
      break;
  }
}

void process_ends_ok() {
  std::thread t(work);
  if (fails())
    std::terminate();
  t.join();
}

// Nobody reads what it gives, and it throws all the same.
void value_of_nothing_bad() {
  std::optional<int> none;
  std::thread worker([] {});
  none.value();
  worker.join();
}
// CHECK: :[[@LINE-4]]:15: warning: this thread is still joinable when it is destroyed on some path, which terminates the program [quiesce-unjoined-thread]
// CHECK: :[[@LINE-5]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-5]]:8: note: the main task throws an exception
// CHECK: :[[@LINE-7]]:15: note: no join or detach on this path

// What a virtual function of an object made elsewhere does is not known, also
// where the base does nothing: it may fill what it is given.
struct Source {
  virtual ~Source();
  static Source *open();
  virtual void names(std::vector<int> *) {}
  virtual bool refuses(int) { return false; }
};

void filled_elsewhere_bad() {
  Source *source = Source::open();
  std::vector<int> names;
  source->names(&names);
  int third = names[3];
  std::thread t(work);
  if (source->refuses(third))
    return;
  t.join();
}
// CHECK: :[[@LINE-5]]:15: warning: this thread is still joinable when it is destroyed on some path, which terminates the program [quiesce-unjoined-thread]
// CHECK: :[[@LINE-6]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:15: note: in the main task, 'source->refuses(third)' is true
// CHECK: :[[@LINE-8]]:15: note: no join or detach on this path

void filled_elsewhere_good() {
  Source *source = Source::open();
  std::vector<int> names;
  source->names(&names);
  int third = names[3];
  std::thread t(work);
  bool refused = source->refuses(third);
  t.join();
  if (refused)
    return;
}

// Good: this one is made here, and refuses nothing.
void made_here_good() {
  Source source;
  std::thread t(work);
  if (source.refuses(1))
    return;
  t.join();
}
