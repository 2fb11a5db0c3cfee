// oneTBB: a group waits for all its tasks.
// RUN: %check_tidy %s

#include <semaphore>
#include <tbb/flow_graph.h>
#include <tbb/task_group.h>

bool fails();
void work();

void group_bad() {
  std::binary_semaphore done(0);
  tbb::task_group group;
  group.run(work);
  group.run([&] { done.acquire(); });
  if (!fails())
    done.release();
  group.wait();
}
// CHECK: :[[@LINE-5]]:24: warning: this acquire of 'done' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-7]]:3: note: the main task starts task 1
// CHECK: :[[@LINE-7]]:3: note: the main task starts task 2
// CHECK: :[[@LINE-7]]:8: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-9]]:24: note: no remaining task changes the count of 'done'

void group_ok() {
  std::binary_semaphore done(0);
  tbb::task_group group;
  group.run([&] { done.release(); });
  group.run([&] { done.acquire(); });
  group.wait();
}

// What has not begun when a group is cancelled never begins.
void cancelled_ok() {
  std::binary_semaphore done(0);
  tbb::task_group group;
  group.run([&] { done.acquire(); });
  group.cancel();
  group.wait();
}

void run_when_cancelled_ok() {
  std::binary_semaphore done(0);
  tbb::task_group group;
  group.cancel();
  group.run([&] { done.acquire(); });
  group.wait();
}

void not_cancelled_bad() {
  std::binary_semaphore done(0);
  tbb::task_group group;
  group.run([&] { done.acquire(); });
  if (fails())
    group.cancel();
  group.wait();
}
// CHECK: :[[@LINE-5]]:24: warning: this acquire of 'done' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-6]]:3: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:7: note: in the main task, 'fails()' is false
// CHECK: :[[@LINE-8]]:24: note: no remaining task changes the count of 'done'

void context_ok() {
  std::binary_semaphore done(0);
  tbb::task_group_context context;
  tbb::task_group group(context);
  group.run([&] { done.acquire(); });
  context.cancel_group_execution();
  group.wait();
}

// It runs what it is given itself, and waits for the others.
void run_and_wait_ok() {
  std::binary_semaphore done(0);
  tbb::task_group group;
  group.run([&] { done.release(); });
  group.run_and_wait([&] { done.acquire(); });
}

// Nodes run what they are given as it comes.
void graph_ok() {
  std::binary_semaphore done(0);
  tbb::flow::graph graph;
  tbb::flow::function_node<int, int> node(graph, 1, [&](int i) {
    done.release();
    return i;
  });
  node.try_put(1);
  done.acquire();
  graph.wait_for_all();
}
