// The names and signatures of the Parallel Patterns Library that its model has, from the pages that ppl.yaml links.
#pragma once
#include <cstddef>
#include <functional>

namespace Concurrency {

const unsigned COOPERATIVE_TIMEOUT_INFINITE = unsigned(-1);

class critical_section {
public:
  void lock();
  bool try_lock();
  bool try_lock_for(unsigned timeout);
  void unlock();
  class scoped_lock {
  public:
    explicit scoped_lock(critical_section &);
    ~scoped_lock();
  };
};
class event {
public:
  event();
  ~event();
  std::size_t wait(unsigned timeout = COOPERATIVE_TIMEOUT_INFINITE);
  void set();
  void reset();
};
enum task_group_status { not_complete, completed, canceled };
class task_group {
public:
  task_group();
  ~task_group();
  template <class F> void run(const F &) {}
  task_group_status wait();
  void cancel();
};
template <class T> class task {
public:
  T get() const;
  task_group_status wait() const;
  bool is_done() const;
};
template <class F> auto create_task(F f) -> task<decltype(f())> { return {}; }
template <class T> class unbounded_buffer {
public:
  unbounded_buffer();
  ~unbounded_buffer();
  bool enqueue(const T &item);
  T dequeue();
};
template <class T> bool send(unbounded_buffer<T> &target, const T &data);
template <class T> class task_completion_event {
public:
  bool set(T result) const;
};
void wait(unsigned milliseconds);
template <class T> bool try_receive(unbounded_buffer<T> &source, T &value);
template <class T> T receive(unbounded_buffer<T> &source, unsigned timeout = COOPERATIVE_TIMEOUT_INFINITE);

} // namespace Concurrency
namespace concurrency = Concurrency;
