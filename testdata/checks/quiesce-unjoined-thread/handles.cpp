// Where a handle can be: it is followed when it moves.
// RUN: %check_tidy %s

#include <array>
#include <list>
#include <memory>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

void work();
bool fails();
int count();

void moved_bad() {
  std::thread a(work);
  std::thread b = std::move(a);
  if (a.joinable())
    a.join();
}
// CHECK: :[[@LINE-4]]:15: warning: this thread is still joinable when it is destroyed on some path, which terminates the program [quiesce-unjoined-thread]
// CHECK: :[[@LINE-6]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-5]]:9: note: in the main task, 'a.joinable()' is false
// CHECK: :[[@LINE-7]]:15: note: no join or detach on this path

void moved_ok() {
  std::thread a(work);
  std::thread b = std::move(a);
  b.join();
}

void moved_later_ok() {
  std::thread kept;
  {
    std::thread made(work);
    kept = std::move(made);
  }
  kept.join();
}

void overwritten_bad() {
  std::thread t(work);
  t = std::thread(work);
  t.join();
}
// CHECK: :[[@LINE-3]]:5: warning: this thread is still joinable when it is destroyed on some path, which terminates the program [quiesce-unjoined-thread]
// CHECK: :[[@LINE-5]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-5]]:7: note: the main task starts task 2
// CHECK: :[[@LINE-6]]:5: note: no join or detach on this path

void overwritten_after_join_ok() {
  std::thread t(work);
  t.join();
  t = std::thread(work);
  t.join();
}

void swapped_bad() {
  std::thread a(work), b;
  a.swap(b);
  if (a.joinable())
    a.join();
}
// CHECK: :[[@LINE-5]]:24: warning: this thread is still joinable when it is destroyed on some path, which terminates the program [quiesce-unjoined-thread]
// CHECK: :[[@LINE-6]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-5]]:9: note: in the main task, 'a.joinable()' is false
// CHECK: :[[@LINE-8]]:24: note: no join or detach on this path

void swapped_ok() {
  std::thread a(work), b;
  std::swap(a, b);
  b.join();
}

static std::thread make() {
  std::thread t(work);
  return t;
}

void returned_bad() {
  auto t = make();
  if (fails())
    return;
  t.join();
}
// CHECK: :[[@LINE-5]]:8: warning: this thread is still joinable when it is destroyed on some path, which terminates the program [quiesce-unjoined-thread]
// CHECK: :[[@LINE-11]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:7: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-8]]:8: note: no join or detach on this path

void returned_ok() {
  auto t = make();
  t.join();
}

static void join(std::thread t) {
  t.join();
}

void handed_over_ok() {
  std::thread t(work);
  join(std::move(t));
}

void vector_bad() {
  std::vector<std::thread> all;
  for (int i = 0; i < 3; ++i)
    all.emplace_back(work);
  if (fails())
    return;
  for (auto &t : all)
    t.join();
}
// CHECK: :[[@LINE-8]]:28: warning: this thread is still joinable when it is destroyed on some path, which terminates the program [quiesce-unjoined-thread]
// CHECK: :[[@LINE-7]]:5: note: the main task starts task 1
// CHECK: :[[@LINE-8]]:5: note: the main task starts task 2
// CHECK: :[[@LINE-9]]:5: note: the main task starts task 3
// CHECK: :[[@LINE-9]]:7: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-13]]:28: note: no join or detach on this path

void vector_one_left_bad() {
  std::vector<std::thread> all;
  for (int i = 0; i < 3; ++i)
    all.push_back(std::thread(work));
  for (int i = 0; i < 2; ++i)
    all[i].join();
}
// CHECK: :[[@LINE-6]]:28: warning: this thread is still joinable when it is destroyed on some path, which terminates the program [quiesce-unjoined-thread]
// CHECK: :[[@LINE-5]]:19: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:19: note: the main task starts task 2
// CHECK: :[[@LINE-7]]:19: note: the main task starts task 3
// CHECK: :[[@LINE-10]]:28: note: no join or detach on this path

void vector_ok() {
  std::vector<std::thread> all;
  for (int i = 0, n = count(); i < n; ++i)
    all.emplace_back(work);
  for (auto &t : all)
    t.join();
}

void vector_of_known_size_ok() {
  std::vector<std::thread> all(4);
  for (auto &t : all)
    t = std::thread(work);
  for (std::size_t i = 0; i < all.size(); ++i)
    all[i].join();
}

void vector_popped_ok() {
  std::vector<std::thread> all;
  for (int i = 0; i < 3; ++i)
    all.emplace_back(work);
  while (!all.empty()) {
    all.back().join();
    all.pop_back();
  }
}

void list_ok() {
  std::list<std::thread> all;
  for (int i = 0; i < 3; ++i)
    all.emplace_back(work);
  for (auto it = all.begin(); it != all.end(); ++it)
    it->join();
}

void array_bad() {
  std::array<std::thread, 2> both{std::thread(work), std::thread(work)};
  both[0].join();
}
// CHECK: :[[@LINE-3]]:30: warning: this thread is still joinable when it is destroyed on some path, which terminates the program [quiesce-unjoined-thread]
// CHECK: :[[@LINE-4]]:35: note: the main task starts task 1
// CHECK: :[[@LINE-5]]:54: note: the main task starts task 2
// CHECK: :[[@LINE-6]]:30: note: no join or detach on this path

void array_ok() {
  std::array<std::thread, 2> both;
  for (auto &t : both)
    t = std::thread(work);
  for (auto &t : both)
    t.join();
}

void plain_array_bad() {
  std::thread both[2];
  both[0] = std::thread(work);
  both[1] = std::thread(work);
  both[0].join();
}
// CHECK: :[[@LINE-5]]:15: warning: this thread is still joinable when it is destroyed on some path, which terminates the program [quiesce-unjoined-thread]
// CHECK: :[[@LINE-5]]:13: note: the main task starts task 1
// CHECK: :[[@LINE-5]]:13: note: the main task starts task 2
// CHECK: :[[@LINE-8]]:15: note: no join or detach on this path

void plain_array_ok() {
  std::thread both[2];
  for (int i = 0; i < 2; ++i)
    both[i] = std::thread(work);
  for (int i = 0; i < 2; ++i)
    both[i].join();
}

void optional_ok(bool background) {
  std::optional<std::thread> t;
  if (background)
    t.emplace(work);
  if (t)
    t->join();
}

void optional_constructed_bad() {
  std::optional<std::thread> t(work);
  if (fails())
    return;
  t->join();
}
// CHECK: :[[@LINE-5]]:30: warning: this thread is still joinable when it is destroyed on some path, which terminates the program [quiesce-unjoined-thread]
// CHECK: :[[@LINE-6]]:30: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:7: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-8]]:30: note: no join or detach on this path

void unique_bad() {
  auto t = std::make_unique<std::thread>(work);
  if (fails())
    return;
  t->join();
}
// CHECK: :[[@LINE-5]]:8: warning: this thread is still joinable when it is destroyed on some path, which terminates the program [quiesce-unjoined-thread]
// CHECK: :[[@LINE-6]]:12: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:7: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-8]]:8: note: no join or detach on this path

void unique_ok() {
  std::unique_ptr<std::thread> t(new std::thread(work));
  t->join();
}

void unique_in_vector_bad() {
  std::vector<std::unique_ptr<std::thread>> all;
  all.push_back(std::make_unique<std::thread>(work));
}
// CHECK: :[[@LINE-3]]:45: warning: this thread is still joinable when it is destroyed on some path, which terminates the program [quiesce-unjoined-thread]
// CHECK: :[[@LINE-3]]:17: note: the main task starts task 1
// CHECK: :[[@LINE-5]]:45: note: no join or detach on this path

void unique_in_vector_ok() {
  std::vector<std::unique_ptr<std::thread>> all;
  all.push_back(std::make_unique<std::thread>(work));
  for (auto &t : all)
    t->join();
}

void new_ok() {
  auto *t = new std::thread(work);
  t->join();
  delete t;
}

struct Pair {
  std::thread first, second;
};
// CHECK: :[[@LINE-2]]:22: warning: this thread is still joinable when it is destroyed on some path, which terminates the program [quiesce-unjoined-thread]
// CHECK: :[[@LINE+6]]:13: note: the main task starts task 1
// CHECK: :[[@LINE+6]]:14: note: the main task starts task 2
// CHECK: :[[@LINE-5]]:22: note: no join or detach on this path

void member_bad() {
  Pair p;
  p.first = std::thread(work);
  p.second = std::thread(work);
  p.first.join();
}

void member_ok() {
  Pair p{std::thread(work), std::thread(work)};
  p.first.join();
  p.second.join();
}

void keep(std::thread &);

void escaped_ok() {
  std::thread t(work);
  keep(t);
}

void captured_ok() {
  std::thread t(work);
  auto finish = [&t] { t.join(); };
  finish();
}

void shared_with_deleter_ok() {
  std::shared_ptr<std::thread> t(new std::thread(work), [](std::thread *p) {
    p->join();
    delete p;
  });
}

void unique_with_deleter_ok() {
  std::thread t(work);
  auto join = [](std::thread *p) { p->join(); };
  std::unique_ptr<std::thread, decltype(join)> guard(&t, join);
  if (fails())
    throw 1;
}
