// Boost.Thread: the other members of the queues.  Each function that must be reported calls many members before the one
// that blocks: were one unknown, nothing would be reported.
// RUN: %check_tidy %s -- -std=c++20 -DBOOST_THREAD_VERSION=4

#include <boost/smart_ptr/shared_ptr.hpp>
#include <boost/thread.hpp>
#include <boost/thread/sync_bounded_queue.hpp>
#include <boost/thread/sync_queue.hpp>

void use(int);
using Status = boost::queue_op_status;

void unbounded_bad() {
  boost::sync_queue<int> queue;
  int value = 0;
  if (queue.try_push(1) == Status::success && queue.try_pull(value) == Status::success)
    use(value);
  if (queue.nonblocking_push(1) == Status::success && queue.nonblocking_pull(value) == Status::success)
    use(value);
  if (queue.wait_push(1) == Status::success && !queue.empty() && queue.size() == 1 && !queue.closed())
    use(queue.pull());
  queue.wait_pull(value);
}
// CHECK: :[[@LINE-2]]:9: warning: this receive from 'queue' can block forever: no task sends to 'queue' any more or closes it [quiesce-blocked-receive]
// CHECK: :[[@LINE-9]]:13: note: the main task sends to 'queue'
// CHECK: :[[@LINE-10]]:53: note: the main task receives from 'queue'
// CHECK: :[[@LINE-9]]:13: note: the main task sends to 'queue'
// CHECK: :[[@LINE-10]]:61: note: the main task receives from 'queue'
// CHECK: :[[@LINE-9]]:13: note: the main task sends to 'queue'
// CHECK: :[[@LINE-9]]:15: note: the main task receives from 'queue'
// CHECK: :[[@LINE-9]]:9: note: no remaining task sends to 'queue' or closes it

void unbounded_ok() {
  boost::sync_queue<int> queue;
  int value = 0;
  if (queue.try_pull(value) == Status::empty && queue.nonblocking_pull(value) == Status::empty)
    queue.wait_push(1);
  use(queue.pull());
  queue.close();
  if (queue.closed() && queue.wait_pull(value) == Status::closed)
    use(1);
}

void emptied_ok() {
  boost::sync_queue<int> queue;
  queue.push(1);
  while (!queue.empty())
    use(queue.pull());
  if (queue.size() > 0)
    use(queue.pull());
}

void bounded_bad() {
  boost::sync_bounded_queue<int> queue(2);
  int value = 0;
  if (queue.try_push_back(1) == Status::success && queue.try_pull_front(value) == Status::success)
    use(value);
  if (queue.nonblocking_push_back(1) == Status::success && queue.nonblocking_pull_front(value) == Status::success)
    use(value);
  if (queue.wait_push_back(1) == Status::success && !queue.empty() && queue.size() == 1 && !queue.closed())
    use(queue.pull_front());
  queue.push_back(1);
  if (queue.wait_pull_front(value) == Status::success)
    use(value);
  queue.pull_front();
}
// CHECK: :[[@LINE-2]]:9: warning: this receive from 'queue' can block forever: no task sends to 'queue' any more or closes it [quiesce-blocked-receive]
// CHECK: :[[@LINE-12]]:13: note: the main task sends to 'queue'
// CHECK: :[[@LINE-13]]:58: note: the main task receives from 'queue'
// CHECK: :[[@LINE-12]]:13: note: the main task sends to 'queue'
// CHECK: :[[@LINE-13]]:66: note: the main task receives from 'queue'
// CHECK: :[[@LINE-12]]:13: note: the main task sends to 'queue'
// CHECK: :[[@LINE-12]]:15: note: the main task receives from 'queue'
// CHECK: :[[@LINE-12]]:9: note: the main task sends to 'queue'
// CHECK: :[[@LINE-12]]:13: note: the main task receives from 'queue'
// CHECK: :[[@LINE-13]]:36: note: in the main task, 'queue.wait_pull_front(value) == Status::success' is true
// CHECK: :[[@LINE-12]]:9: note: no remaining task sends to 'queue' or closes it

void full_bad() {
  boost::sync_bounded_queue<int> queue(1);
  queue.push_back(1);
  if (!queue.closed())
    queue.wait_push_back(2);
}
// CHECK: :[[@LINE-2]]:11: warning: this send to 'queue' can block forever: no task receives from 'queue' [quiesce-blocked-send]
// CHECK: :[[@LINE-5]]:9: note: the main task sends to 'queue'
// CHECK: :[[@LINE-5]]:14: note: in the main task, 'queue.closed()' is false
// CHECK: :[[@LINE-5]]:11: note: no remaining task receives from 'queue' or closes it

void bounded_ok() {
  boost::sync_bounded_queue<int> queue(1);
  int value = 0;
  if (queue.try_pull_front(value) != Status::success && queue.nonblocking_pull_front(value) != Status::success)
    queue.push_back(1);
  if (queue.try_push_back(2) != Status::success && queue.nonblocking_push_back(2) != Status::success)
    queue.pull_front(value);
  queue.wait_push_back(3);
  while (!queue.empty())
    queue.wait_pull_front(value);
  queue.close();
  if (queue.closed() && queue.wait_pull_front(value) == Status::closed)
    use(queue.size());
}

void closed_ok() {
  boost::sync_bounded_queue<int> queue(1);
  boost::thread other([&] {
    int value = 0;
    while (queue.wait_pull_front(value) == Status::success)
      use(value);
  });
  queue.push_back(1);
  queue.close();
  other.join();
}

void not_closed_bad() {
  boost::sync_bounded_queue<int> queue(1);
  boost::thread other([&] {
    int value = 0;
    while (queue.wait_pull_front(value) == Status::success)
      use(value);
  });
  queue.push_back(1);
  other.join();
}
// CHECK: :[[@LINE-6]]:18: warning: this loop receives from 'queue' forever: nobody closes it on this path [quiesce-missing-close]
// CHECK: :[[@LINE-9]]:17: note: the main task starts task 1
// CHECK: :[[@LINE-5]]:9: note: the main task sends to 'queue'
// CHECK: :[[@LINE-9]]:18: note: no path from here calls close on 'queue'

// Names that BOOST_THREAD_QUEUE_DEPRECATE_OLD takes away.
void old_bad() {
  boost::sync_bounded_queue<int> queue(1);
  int value = 0;
  if (queue.try_push(1) && queue.try_pull(value))
    use(value);
  queue.push(1);
  use(*queue.ptr_pull());
  queue.push(1);
  queue.pull(value);
  queue.pull();
}
// CHECK: :[[@LINE-2]]:9: warning: this receive from 'queue' can block forever: no task sends to 'queue' any more or closes it [quiesce-blocked-receive]
// CHECK: :[[@LINE-9]]:13: note: the main task sends to 'queue'
// CHECK: :[[@LINE-10]]:34: note: the main task receives from 'queue'
// CHECK: :[[@LINE-9]]:9: note: the main task sends to 'queue'
// CHECK: :[[@LINE-9]]:14: note: the main task receives from 'queue'
// CHECK: :[[@LINE-9]]:9: note: the main task sends to 'queue'
// CHECK: :[[@LINE-9]]:9: note: the main task receives from 'queue'
// CHECK: :[[@LINE-9]]:9: note: no remaining task sends to 'queue' or closes it

void old_ok() {
  boost::sync_bounded_queue<int> queue(1);
  int value = 0;
  if (!queue.try_pull(value))
    queue.push(1);
  if (!queue.try_push(2))
    use(*queue.ptr_pull());
  queue.push(1);
  use(queue.pull());
}

void no_block_bad() {
  boost::sync_bounded_queue<int> queue(1);
  int value = 0;
  if (queue.try_push(boost::no_block, 1) && queue.try_pull(boost::no_block, value))
    queue.pull(value);
}
// CHECK: :[[@LINE-2]]:11: warning: this receive from 'queue' can block forever: no task sends to 'queue' any more or closes it [quiesce-blocked-receive]
// CHECK: :[[@LINE-4]]:13: note: the main task sends to 'queue'
// CHECK: :[[@LINE-5]]:51: note: the main task receives from 'queue'
// CHECK: :[[@LINE-6]]:51: note: in the main task, 'queue.try_pull(boost::no_block, value)' is true
// CHECK: :[[@LINE-6]]:11: note: no remaining task sends to 'queue' or closes it
