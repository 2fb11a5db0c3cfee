// Joins of tasks without any end.
// RUN: %check_tidy %s

#include <boost/thread.hpp>
#include <pthread.h>
#include <stop_token>
#include <thread>

void work();
bool fails();

void forever_bad() {
  std::thread t([] {
    for (;;)
      work();
  });
  t.join();
}
// CHECK: :[[@LINE-2]]:5: warning: this join of 't' can block forever: the task it waits for never ends [quiesce-blocked-join]
// CHECK: :[[@LINE-7]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-7]]:5: note: task 1 goes round this loop
// CHECK: :[[@LINE-5]]:5: note: nothing lets the joined task end

static void spin() {
  do
    work();
  while (true);
}

void function_bad() {
  std::thread t(spin);
  t.join();
}
// CHECK: :[[@LINE-2]]:5: warning: this join of 't' can block forever: the task it waits for never ends [quiesce-blocked-join]
// CHECK: :[[@LINE-4]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-11]]:3: note: task 1 goes round this loop
// CHECK: :[[@LINE-5]]:5: note: nothing lets the joined task end

void posix_lambda_bad() {
  pthread_t t;
  auto body = [](void *) -> void * {
    for (;;)
      work();
  };
  if (pthread_create(&t, nullptr, body, nullptr) == 0)
    pthread_join(t, nullptr);
}
// CHECK: :[[@LINE-2]]:5: warning: this join of 't' can block forever: the task it waits for never ends [quiesce-blocked-join]
// CHECK: :[[@LINE-4]]:7: note: the main task starts task 1
// CHECK: :[[@LINE-5]]:50: note: in the main task, 'pthread_create(&t, nullptr, body, nullptr) == 0' is true
// CHECK: :[[@LINE-9]]:5: note: task 1 goes round this loop
// CHECK: :[[@LINE-6]]:5: note: nothing lets the joined task end

static void *collect(void *) {
  while (1)
    work();
  return nullptr;
}

void posix_bad() {
  pthread_t t;
  if (pthread_create(&t, nullptr, collect, nullptr) == 0)
    pthread_join(t, nullptr);
}
// CHECK: :[[@LINE-2]]:5: warning: this join of 't' can block forever: the task it waits for never ends [quiesce-blocked-join]
// CHECK: :[[@LINE-4]]:7: note: the main task starts task 1
// CHECK: :[[@LINE-5]]:53: note: in the main task, 'pthread_create(&t, nullptr, collect, nullptr) == 0' is true
// CHECK: :[[@LINE-13]]:3: note: task 1 goes round this loop
// CHECK: :[[@LINE-6]]:5: note: nothing lets the joined task end

void boost_bad() {
  boost::thread t([] {
    while (true)
      work();
  });
  t.join();
}
// CHECK: :[[@LINE-2]]:5: warning: this join of 't' can block forever: the task it waits for never ends [quiesce-blocked-join]
// CHECK: :[[@LINE-7]]:17: note: the main task starts task 1
// CHECK: :[[@LINE-7]]:5: note: task 1 goes round this loop
// CHECK: :[[@LINE-5]]:5: note: nothing lets the joined task end

void jthread_without_token_bad() {
  std::jthread t([] {
    while (true)
      work();
  });
}
// CHECK: :[[@LINE-5]]:16: warning: the join by this destructor can block forever: the task it waits for never ends [quiesce-blocked-join]
// CHECK: :[[@LINE-6]]:16: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:5: note: task 1 goes round this loop
// CHECK: :[[@LINE-8]]:16: note: nothing lets the joined task end

void joins_itself_bad() {
  std::thread t;
  t = std::thread([&t] { t.join(); });
  t.join();
}
// CHECK: :[[@LINE-3]]:28: warning: this join of 't' blocks forever: the task joins itself [quiesce-blocked-join]
// CHECK: :[[@LINE-4]]:7: note: the main task starts task 1
// CHECK: :[[@LINE-5]]:28: note: nothing lets the joined task end

void jthread_with_token_ok() {
  std::jthread t([](std::stop_token stop) {
    while (!stop.stop_requested())
      work();
  });
}

void token_requested_ok() {
  std::stop_source source;
  std::thread t([stop = source.get_token()] {
    while (!stop.stop_requested())
      work();
  });
  source.request_stop();
  t.join();
}

void break_ok() {
  std::thread t([] {
    while (true) {
      work();
      if (fails())
        break;
    }
  });
  t.join();
}

void goto_ok() {
  std::thread t([] {
  again:
    if (!fails())
      goto again;
  });
  t.join();
}

void timed_join_ok() {
  boost::thread t([] {
    while (!fails())
      work();
  });
  t.try_join_for(boost::chrono::seconds(1));
}
