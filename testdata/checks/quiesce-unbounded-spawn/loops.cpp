// Loops that spawn, and what bounds them.
// RUN: %check_tidy %s

#include <boost/fiber/all.hpp>
#include <boost/thread.hpp>
#include <condition_variable>
#include <future>
#include <mutex>
#include <pthread.h>
#include <semaphore>
#include <string>
#include <thread>
#include <vector>

int acceptClient();
void serve(int);
void work();
bool fails();
void *posixServe(void *);

void detached_bad() {
  while (true)
    std::thread(serve, acceptClient()).detach();
}
// CHECK: :[[@LINE-2]]:5: warning: a task is started here in a loop without bound, and nothing waits for any of them [quiesce-unbounded-spawn]
// CHECK: :[[@LINE-3]]:5: note: the main task starts task 1
// CHECK: :[[@LINE-4]]:5: note: the main task starts task 2
// CHECK: :[[@LINE-5]]:5: note: no path waits for the tasks started before

void lambda_bad() {
  for (;;) {
    int client = acceptClient();
    std::thread t([client] { serve(client); });
    t.detach();
  }
}
// CHECK: :[[@LINE-4]]:17: warning: a task is started here in a loop without bound, and nothing waits for any of them [quiesce-unbounded-spawn]
// CHECK: :[[@LINE-5]]:17: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:17: note: the main task starts task 2
// CHECK: :[[@LINE-7]]:17: note: no path waits for the tasks started before

void break_bad() {
  for (;;) {
    int client = acceptClient();
    if (client < 0)
      break;
    std::thread(serve, client).detach();
  }
}
// CHECK: :[[@LINE-3]]:5: warning: a task is started here in a loop without bound, and nothing waits for any of them [quiesce-unbounded-spawn]
// CHECK: :[[@LINE-6]]:16: note: in the main task, 'client < 0' is false
// CHECK: :[[@LINE-5]]:5: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:5: note: the main task starts task 2
// CHECK: :[[@LINE-7]]:5: note: no path waits for the tasks started before

void boost_bad() {
  for (;;)
    boost::thread(serve, acceptClient()).detach();
}
// CHECK: :[[@LINE-2]]:5: warning: a task is started here in a loop without bound, and nothing waits for any of them [quiesce-unbounded-spawn]
// CHECK: :[[@LINE-3]]:5: note: the main task starts task 1
// CHECK: :[[@LINE-4]]:5: note: the main task starts task 2
// CHECK: :[[@LINE-5]]:5: note: no path waits for the tasks started before

void fiber_bad() {
  for (;;)
    boost::fibers::fiber(serve, acceptClient()).detach();
}
// CHECK: :[[@LINE-2]]:5: warning: a task is started here in a loop without bound, and nothing waits for any of them [quiesce-unbounded-spawn]
// CHECK: :[[@LINE-3]]:5: note: the main task starts task 1
// CHECK: :[[@LINE-4]]:5: note: the main task starts task 2
// CHECK: :[[@LINE-5]]:5: note: no path waits for the tasks started before

void posix_bad() {
  for (;;) {
    pthread_t t;
    if (pthread_create(&t, nullptr, posixServe, nullptr) == 0)
      pthread_detach(t);
  }
}
// CHECK: :[[@LINE-4]]:9: warning: a task is started here in a loop without bound, and nothing waits for any of them [quiesce-unbounded-spawn]
// CHECK: :[[@LINE-5]]:9: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:9: note: the main task starts task 2
// CHECK: :[[@LINE-7]]:9: note: no path waits for the tasks started before

void counted_ok() {
  for (int i = 0; i < 8; ++i)
    std::thread(work).detach();
}

void over_a_container_ok(const std::vector<int> &clients) {
  for (int client : clients)
    std::thread(serve, client).detach();
}

void up_to_a_count_ok(int n) {
  for (int i = 0; i < n; ++i)
    std::thread(serve, i).detach();
}

void one_at_a_time_ok() {
  while (true) {
    std::thread t(serve, acceptClient());
    t.join();
  }
}

void jthread_per_round_ok() {
  while (true)
    std::jthread(serve, acceptClient());
}

void future_per_round_ok() {
  while (!fails())
    std::async(std::launch::async, serve, acceptClient()).wait();
}

static std::counting_semaphore<> slots{16};

void semaphore_ok() {
  while (true) {
    slots.acquire();
    std::thread([] {
      work();
      slots.release();
    }).detach();
  }
}

void once_ok() {
  while (true) {
    int client = acceptClient();
    if (client == 0) {
      std::thread(work).detach();
      return;
    }
    serve(client);
  }
}

// The loop waits when there are many of them, however many those are.
class Server {
public:
  void accept() {
    while (enter())
      std::thread([this, client = acceptClient()] {
        serve(client);
        leave();
      }).detach();
  }
  void acceptUncounted() {
    while (!stopped())
      std::thread([this, client = acceptClient()] {
        serve(client);
        leave();
      }).detach();
  }

private:
  bool enter() {
    std::unique_lock<std::mutex> lock(m_);
    changed_.wait(lock, [this] { return stopped_ || active_ < 64; });
    if (stopped_)
      return false;
    ++active_;
    return true;
  }
  bool stopped() {
    std::lock_guard<std::mutex> lock(m_);
    return stopped_;
  }
  void leave() {
    std::lock_guard<std::mutex> lock(m_);
    --active_;
    changed_.notify_all();
  }

  std::mutex m_;
  std::condition_variable changed_;
  int active_ = 0;
  bool stopped_ = false;
};
// CHECK: :[[@LINE-30]]:7: warning: a task is started here in a loop without bound, and nothing waits for any of them [quiesce-unbounded-spawn]
// CHECK: :[[@LINE-31]]:7: note: the main task starts task 1
// CHECK: :[[@LINE-32]]:7: note: the main task starts task 2
// CHECK: :[[@LINE-33]]:7: note: no path waits for the tasks started before
