// As many are received as are sent, or not.
// RUN: %check_tidy %s -- -std=c++20 -I%root/testdata/corpus/include

#include "chan.hpp"
#include <thread>
#include <vector>

int compute();
int count();
void use(int);

void one_too_many_bad() {
  chan::channel<int> c(2);
  c.send(1);
  c.send(2);
  c.send(3);
}
// CHECK: :[[@LINE-2]]:5: warning: this send to 'c' can block forever: no task receives from 'c' [quiesce-blocked-send]
// CHECK: :[[@LINE-5]]:5: note: the main task sends to 'c'
// CHECK: :[[@LINE-5]]:5: note: the main task sends to 'c'
// CHECK: :[[@LINE-5]]:5: note: no remaining task receives from 'c' or closes it

void second_value_bad() {
  chan::channel<int> c;
  std::thread worker([&] {
    c.send(1);
    c.send(2);
  });
  use(*c.recv());
  worker.join();
}
// CHECK: :[[@LINE-5]]:7: warning: this send to 'c' can block forever: no task receives from 'c' any more [quiesce-blocked-send]
// CHECK: :[[@LINE-8]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-8]]:7: note: task 1 sends to 'c'
// CHECK: :[[@LINE-6]]:10: note: the main task receives from 'c'
// CHECK: :[[@LINE-9]]:7: note: no remaining task receives from 'c' or closes it

void first_answer_only_bad() {
  chan::channel<int> answers;
  std::vector<std::thread> workers;
  for (int i = 0; i < 3; ++i)
    workers.emplace_back([&] { answers.send(compute()); });
  use(*answers.recv());
  for (auto &worker : workers)
    worker.join();
}
// CHECK: :[[@LINE-5]]:40: warning: this send to 'answers' can block forever: no task receives from 'answers' any more [quiesce-blocked-send]
// CHECK: :[[@LINE-6]]:5: note: the main task starts task 1
// CHECK: :[[@LINE-7]]:5: note: the main task starts task 2
// CHECK: :[[@LINE-8]]:5: note: the main task starts task 3
// CHECK: :[[@LINE-8]]:16: note: the main task receives from 'answers'
// CHECK: :[[@LINE-10]]:40: note: no remaining task receives from 'answers' or closes it

void joined_before_received_bad() {
  chan::channel<int> answers(1);
  std::vector<std::thread> workers;
  for (int i = 0; i < 2; ++i)
    workers.emplace_back([&] { answers.send(compute()); });
  for (auto &worker : workers)
    worker.join();
  for (int i = 0; i < 2; ++i)
    use(*answers.recv());
}
// CHECK: :[[@LINE-6]]:40: warning: this send to 'answers' can block forever: task 2 and the main task wait for each other [quiesce-deadlock]
// CHECK: :[[@LINE-7]]:5: note: the main task starts task 1
// CHECK: :[[@LINE-8]]:5: note: the main task starts task 2
// CHECK: :[[@LINE-7]]:12: note: the main task waits here, at its join
// CHECK: :[[@LINE-10]]:40: note: neither can go on before the other does

void fits_ok() {
  chan::channel<int> c(3);
  for (int i = 0; i < 3; ++i)
    c.send(i);
  for (int i = 0; i < 3; ++i)
    use(*c.recv());
}

void as_many_ok() {
  chan::channel<int> answers;
  std::vector<std::thread> workers;
  for (int i = 0; i < 3; ++i)
    workers.emplace_back([&] { answers.send(compute()); });
  for (int i = 0; i < 3; ++i)
    use(*answers.recv());
  for (auto &worker : workers)
    worker.join();
}

void same_unknown_count_ok() {
  int n = count();
  chan::channel<int> answers;
  std::vector<std::jthread> workers;
  for (int i = 0; i < n; ++i)
    workers.emplace_back([&] { answers.send(compute()); });
  for (int i = 0; i < n; ++i)
    use(*answers.recv());
}

void capacity_of_the_count_ok() {
  int n = count();
  chan::channel<int> answers(n);
  std::vector<std::thread> workers;
  for (int i = 0; i < n; ++i)
    workers.emplace_back([&] { answers.send(compute()); });
  for (auto &worker : workers)
    worker.join();
}

// The trip counts of two unrelated loops are no evidence.
void unrelated_counts_ok() {
  chan::channel<int> answers;
  std::jthread worker([&] {
    for (int i = 0, n = count(); i < n; ++i)
      answers.send(compute());
  });
  for (int i = 0, n = count(); i < n; ++i)
    use(*answers.recv());
}
