// Boost: what primitives travel through.  Each function that must be reported reaches its primitive by many members: were
// one unknown, nothing would be reported.
// RUN: %check_tidy %s -- -std=c++20 -DBOOST_THREAD_VERSION=4

#include <boost/atomic.hpp>
#include <boost/bind/bind.hpp>
#include <boost/core/swap.hpp>
#include <boost/function.hpp>
#include <boost/make_shared.hpp>
#include <boost/optional.hpp>
#include <boost/ref.hpp>
#include <boost/scoped_ptr.hpp>
#include <boost/thread.hpp>
#include <boost/thread/latch.hpp>
#include <boost/enable_shared_from_this.hpp>
#include <boost/weak_ptr.hpp>
#include <boost/smart_ptr/make_shared.hpp>
#include <boost/smart_ptr/make_unique.hpp>
#include <memory>

bool fails();
void use(int);

void shared_bad() {
  boost::shared_ptr<boost::latch> one = boost::make_shared<boost::latch>(1), two(new boost::latch(1)), empty;
  boost::shared_ptr<boost::latch> copy = one;
  copy->count_down();
  one->wait();
  one.swap(two);
  boost::swap(one, empty);
  if (empty.get()) {
    one.reset();
    (*empty).wait();
  }
}
// CHECK: :[[@LINE-3]]:14: warning: this wait for 'empty' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-6]]:7: note: in the main task, 'empty.get()' is true
// CHECK: :[[@LINE-5]]:14: note: no remaining task changes the count of 'empty'

void shared_ok() {
  boost::shared_ptr<boost::latch> one = boost::make_shared<boost::latch>(1);
  boost::weak_ptr<boost::latch> weak = one;
  boost::thread other([one] { one->count_down(); });
  if (boost::shared_ptr<boost::latch> again = weak.lock())
    again->wait();
  other.join();
}

void weak_bad() {
  boost::shared_ptr<boost::latch> one = boost::allocate_shared<boost::latch>(std::allocator<boost::latch>(), 1);
  boost::weak_ptr<boost::latch> weak = one, other;
  other.swap(weak);
  weak.reset();
  if (boost::shared_ptr<boost::latch> again = other.lock())
    again->wait();
}
// CHECK: :[[@LINE-2]]:12: warning: this wait for 'again' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-4]]:39: note: in the main task, 'again' is true
// CHECK: :[[@LINE-4]]:12: note: no remaining task changes the count of 'again'

void scoped_bad() {
  boost::scoped_ptr<boost::mutex> one(new boost::mutex), two;
  two.swap(one);
  two->lock();
  if (two)
    (*two).lock();
}
// CHECK: :[[@LINE-2]]:12: warning: this lock of 'two' blocks forever: the main task holds the lock already [quiesce-deadlock]
// CHECK: :[[@LINE-5]]:8: note: the main task locks 'two'
// CHECK: :[[@LINE-5]]:7: note: in the main task, 'two' is true
// CHECK: :[[@LINE-5]]:12: note: the lock is not released before it is taken again

void scoped_ok() {
  boost::scoped_ptr<boost::mutex> one(new boost::mutex);
  one->lock();
  one.reset(new boost::mutex);
  one->lock();
}

void by_reference_bad() {
  boost::latch latch(1);
  boost::reference_wrapper<boost::latch> reference = boost::ref(latch);
  reference.get().wait();
}
// CHECK: :[[@LINE-2]]:19: warning: this wait for 'reference' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-3]]:19: note: no remaining task changes the count of 'reference'

void by_reference_ok() {
  boost::latch latch(1);
  boost::reference_wrapper<boost::latch> reference = boost::ref(latch);
  reference.get_pointer()->count_down();
  latch.wait();
}

void counts(boost::latch &latch) { latch.count_down(); }

void bound_ok() {
  boost::latch latch(1);
  boost::thread other(boost::bind(counts, boost::ref(latch)));
  latch.wait();
  other.join();
}

void bound_bad() {
  boost::latch latch(2);
  boost::thread other(boost::bind(counts, boost::ref(latch)));
  latch.wait();
  other.join();
}
// CHECK: :[[@LINE-3]]:9: warning: this wait for 'latch' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-5]]:17: note: the main task starts task 1
// CHECK: :[[@LINE-17]]:42: note: task 1 counts 'latch' down
// CHECK: :[[@LINE-6]]:9: note: no remaining task changes the count of 'latch'

void function_ok() {
  boost::latch latch(1);
  boost::function<void()> job = [&] { latch.count_down(); }, other;
  other.swap(job);
  if (other)
    other();
  latch.wait();
}

void function_bad() {
  boost::latch latch(2);
  boost::function<void()> job = [&] { latch.count_down(); };
  job();
  job.clear();
  if (!job)
    latch.wait();
}
// CHECK: :[[@LINE-2]]:11: warning: this wait for 'latch' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-7]]:45: note: the main task counts 'latch' down
// CHECK: :[[@LINE-5]]:7: note: in the main task, '!job' is true
// CHECK: :[[@LINE-5]]:11: note: no remaining task changes the count of 'latch'

void optional_ok() {
  boost::optional<int> number;
  boost::latch latch(1);
  if (!number)
    latch.count_down();
  latch.wait();
}

void optional_bad() {
  boost::optional<int> number = 1;
  boost::latch latch(1);
  if (number.has_value() && number.is_initialized() && *number == 1 && number.value() == 1 && number.get() == 1 &&
      number.value_or(2) == 1 && number.get_value_or(2) == 1)
    number.reset();
  if (!number)
    latch.wait();
}
// CHECK: :[[@LINE-2]]:11: warning: this wait for 'latch' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-6]]:57: note: in the main task, 'number.get_value_or(2) == 1' is true
// CHECK: :[[@LINE-5]]:7: note: in the main task, '!number' is true
// CHECK: :[[@LINE-5]]:11: note: no remaining task changes the count of 'latch'

void atomic_ok() {
  boost::atomic<int> flag(0);
  boost::latch latch(1);
  flag.store(1);
  if (flag.load() == 1 && flag.exchange(2) == 1 && flag.fetch_add(1) == 2 && flag.fetch_sub(1) == 3)
    latch.count_down();
  latch.wait();
}

void atomic_bad() {
  boost::atomic<int> flag(0);
  boost::latch latch(1);
  flag = 1;
  ++flag;
  flag += 2;
  int expected = 4;
  if (flag.compare_exchange_strong(expected, 5) && flag == 5)
    latch.wait();
}
// CHECK: :[[@LINE-2]]:11: warning: this wait for 'latch' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-4]]:57: note: in the main task, 'flag == 5' is true
// CHECK: :[[@LINE-4]]:11: note: no remaining task changes the count of 'latch'

void spin_bad() {
  boost::atomic<bool> stop(false);
  boost::thread other([&] {
    while (!stop.load())
      use(1);
  });
  if (!fails())
    stop.store(true);
  other.join();
}
// CHECK: :[[@LINE-2]]:9: warning: this join of 'other' can block forever: the task it waits for never ends [quiesce-blocked-join]
// CHECK: :[[@LINE-9]]:17: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:8: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-10]]:5: note: task 1 goes round this loop
// CHECK: :[[@LINE-6]]:9: note: nothing lets the joined task end

struct Self : boost::enable_shared_from_this<Self> {
  boost::latch latch{1};
  void go() {
    boost::shared_ptr<Self> self = shared_from_this();
    boost::thread other([self] { self->latch.count_down(); });
    other.detach();
  }
};

void self_ok() {
  boost::shared_ptr<Self> self = boost::make_shared<Self>();
  self->go();
  self->latch.wait();
}

struct Weak : boost::enable_shared_from_this<Weak> {
  boost::latch latch{1};
  void go() {
    boost::weak_ptr<Weak> self = weak_from_this();
    if (boost::shared_ptr<Weak> again = self.lock())
      again->latch.wait();
  }
};
// CHECK: :[[@LINE-3]]:20: warning: this wait for 'latch' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-5]]:33: note: in the main task, 'again' is true
// CHECK: :[[@LINE+5]]:3: note: in a call from here
// CHECK: :[[@LINE-6]]:20: note: no remaining task changes the count of 'latch'

void weak_self_bad() {
  boost::shared_ptr<Weak> self = boost::make_shared<Weak>();
  self->go();
}

void nothing_ok() {
  boost::shared_ptr<boost::latch> one, two(new boost::latch(1));
  boost::scoped_ptr<boost::latch> three, four(new boost::latch(1));
  boost::function<void()> job;
  if (!one && !three && job.empty() && four.get() && two.get()) {
    two->count_down();
    four->count_down();
  }
  two->wait();
  four->wait();
}

void nothing_bad() {
  boost::shared_ptr<boost::latch> one, two(new boost::latch(1));
  boost::scoped_ptr<boost::latch> three;
  boost::function<void()> job = [] {};
  if (!one && !three && job.empty())
    two->count_down();
  two->wait();
}
// CHECK: :[[@LINE-2]]:8: warning: this wait for 'two' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-5]]:29: note: in the main task, 'job.empty()' is false
// CHECK: :[[@LINE-4]]:8: note: no remaining task changes the count of 'two'

struct Held {
  int number;
};

void optional_members_bad() {
  boost::optional<Held> held;
  boost::latch latch(1);
  held.emplace(Held{1});
  if (held && held->number == 1)
    latch.wait();
}
// CHECK: :[[@LINE-2]]:11: warning: this wait for 'latch' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-4]]:28: note: in the main task, 'held->number == 1' is true
// CHECK: :[[@LINE-4]]:11: note: no remaining task changes the count of 'latch'

void converted_bad() {
  boost::latch latch(1);
  boost::reference_wrapper<boost::latch> reference = boost::ref(latch);
  boost::latch &same = reference;
  same.wait();
}
// CHECK: :[[@LINE-2]]:8: warning: this wait for 'same' can block forever: the count it waits for is never reached [quiesce-count-mismatch]
// CHECK: :[[@LINE-3]]:8: note: no remaining task changes the count of 'same'

void array_ok() {
  boost::shared_ptr<boost::mutex[]> two(new boost::mutex[2]);
  two[0].lock();
  two[1].lock();
}

void atomic_wait_bad() {
  boost::atomic<int> state(0);
  boost::thread other([&] { state.wait(0); });
  if (!fails()) {
    state.store(1);
    state.notify_one();
  }
  other.join();
}
// CHECK: :[[@LINE-7]]:35: warning: this wait on 'state' can block forever: no notification reaches it any more [quiesce-missed-notify]
// CHECK: :[[@LINE-8]]:17: note: the main task starts task 1
// CHECK: :[[@LINE-8]]:8: note: in the main task, 'fails()' is true
// CHECK: :[[@LINE-10]]:35: note: no task notifies 'state' from here on

void atomic_wait_ok() {
  boost::atomic<int> state(3);
  int expected = 3;
  boost::thread one([&] { state.wait(3); }), two([&] { state.wait(3); });
  --state;
  state -= 1;
  if (!state.compare_exchange_weak(expected, 3))
    state.notify_all();
  one.join();
  two.join();
}
