// Time, threads, locks, conditions, counters, events, cancellation, coroutines.
#pragma once
#include "containers.h"

namespace std {

template <long N, long D = 1> struct ratio {};
using nano = ratio<1, 1000000000>;
using micro = ratio<1, 1000000>;
using milli = ratio<1, 1000>;
namespace chrono {
template <class R, class P = ratio<1>> class duration {
public:
  using rep = R;
  using period = P;
  constexpr duration() {}
  template <class U> explicit constexpr duration(U) {}
  template <class S, class Q> constexpr duration(duration<S, Q>) {}
  constexpr R count() const { return R(); }
  static constexpr duration max() { return {}; }
  static constexpr duration zero() { return {}; }
  template <class S, class Q> friend duration operator+(duration a, duration<S, Q>) { return a; }
  template <class S, class Q> friend duration operator-(duration a, duration<S, Q>) { return a; }
  friend duration operator*(duration a, long) { return a; }
  friend duration operator*(long, duration a) { return a; }
  friend duration operator/(duration a, long) { return a; }
  template <class S, class Q> friend bool operator==(duration, duration<S, Q>) { return false; }
  template <class S, class Q> friend bool operator<(duration, duration<S, Q>) { return false; }
  template <class S, class Q> friend bool operator>(duration, duration<S, Q>) { return false; }
  template <class S, class Q> friend bool operator<=(duration, duration<S, Q>) { return false; }
  template <class S, class Q> friend bool operator>=(duration, duration<S, Q>) { return false; }
  duration &operator+=(duration) BODY
  duration &operator*=(long) BODY
};
using nanoseconds = duration<long, nano>;
using microseconds = duration<long, micro>;
using milliseconds = duration<long, milli>;
using seconds = duration<long>;
using minutes = duration<long, ratio<60>>;
using hours = duration<long, ratio<3600>>;
template <class To, class R, class P> To duration_cast(duration<R, P>) BODY
template <class C, class D> class time_point {
public:
  time_point() BODY
  D time_since_epoch() const BODY
  static time_point max() BODY
  template <class S, class Q> friend time_point operator+(time_point a, duration<S, Q>) { return a; }
  friend D operator-(time_point, time_point) { return {}; }
  friend bool operator==(time_point, time_point) { return false; }
  friend bool operator<(time_point, time_point) { return false; }
  friend bool operator>(time_point, time_point) { return false; }
  friend bool operator<=(time_point, time_point) { return false; }
  friend bool operator>=(time_point, time_point) { return false; }
};
struct steady_clock {
  using duration = nanoseconds;
  using time_point = chrono::time_point<steady_clock, nanoseconds>;
  static time_point now() BODY
};
struct system_clock {
  using duration = nanoseconds;
  using time_point = chrono::time_point<system_clock, nanoseconds>;
  static time_point now() BODY
};
using high_resolution_clock = steady_clock;
} // namespace chrono
inline namespace literals {
inline namespace chrono_literals {
constexpr chrono::hours operator""h(unsigned long long) { return {}; }
constexpr chrono::minutes operator""min(unsigned long long) { return {}; }
constexpr chrono::seconds operator""s(unsigned long long) { return {}; }
constexpr chrono::milliseconds operator""ms(unsigned long long) { return {}; }
constexpr chrono::microseconds operator""us(unsigned long long) { return {}; }
} // namespace chrono_literals
} // namespace literals
namespace chrono {
using namespace literals::chrono_literals;
}

// ---- Cancellation ----

class stop_token {
public:
  stop_token() noexcept BODY
  bool stop_requested() const noexcept BODY
  bool stop_possible() const noexcept BODY
  void swap(stop_token &) noexcept BODY
};
struct nostopstate_t {};
inline constexpr nostopstate_t nostopstate{};
class stop_source {
public:
  stop_source() BODY
  explicit stop_source(nostopstate_t) BODY
  stop_token get_token() const noexcept BODY
  bool request_stop() noexcept BODY
  bool stop_requested() const noexcept BODY
  bool stop_possible() const noexcept BODY
};
template <class F> class stop_callback {
public:
  template <class G> stop_callback(stop_token, G &&) BODY
  stop_callback(const stop_callback &) = delete;
  ~stop_callback() BODY
};
template <class F> stop_callback(stop_token, F) -> stop_callback<F>;

// ---- Threads ----

class thread {
public:
  class id {
    friend bool operator==(id, id) { return false; }
    friend bool operator<(id, id) { return false; }
  };
  thread() noexcept BODY
  thread(thread &&) noexcept BODY
  thread(const thread &) = delete;
  template <class F, class... A>
    requires(!is_same_v<remove_cvref_t<F>, thread>)
  explicit thread(F &&, A &&...) BODY
  ~thread() BODY
  thread &operator=(thread &&) noexcept BODY
  void join() BODY
  void detach() BODY
  bool joinable() const noexcept BODY
  void swap(thread &) noexcept BODY
  id get_id() const noexcept BODY
  static unsigned hardware_concurrency() noexcept BODY
};
class jthread {
public:
  using id = thread::id;
  jthread() noexcept BODY
  jthread(jthread &&) noexcept BODY
  jthread(const jthread &) = delete;
  template <class F, class... A>
    requires(!is_same_v<remove_cvref_t<F>, jthread>)
  explicit jthread(F &&, A &&...) BODY
  ~jthread() BODY
  jthread &operator=(jthread &&) noexcept BODY
  void join() BODY
  void detach() BODY
  bool joinable() const noexcept BODY
  bool request_stop() noexcept BODY
  stop_source get_stop_source() noexcept BODY
  stop_token get_stop_token() const noexcept BODY
  id get_id() const noexcept BODY
};
namespace this_thread {
template <class R, class P> void sleep_for(const chrono::duration<R, P> &) BODY
template <class C, class D> void sleep_until(const chrono::time_point<C, D> &) BODY
void yield() noexcept BODY
thread::id get_id() noexcept BODY
} // namespace this_thread

// ---- Locks ----

#define LOCKABLE(NAME, MORE)                                                                                           \
  class NAME {                                                                                                         \
  public:                                                                                                              \
    constexpr NAME() noexcept {}                                                                                       \
    ~NAME() BODY \
    NAME(const NAME &) = delete;                                                                                       \
    void lock() BODY \
    bool try_lock() BODY \
    void unlock() BODY \
    MORE                                                                                                               \
  };
#define TIMED                                                                                                          \
  template <class R, class P> bool try_lock_for(const chrono::duration<R, P> &) BODY \
  template <class C, class D> bool try_lock_until(const chrono::time_point<C, D> &) BODY
#define SHARED                                                                                                         \
  void lock_shared() BODY \
  bool try_lock_shared() BODY \
  void unlock_shared() BODY
LOCKABLE(mutex, )
LOCKABLE(recursive_mutex, )
LOCKABLE(timed_mutex, TIMED)
LOCKABLE(recursive_timed_mutex, TIMED)
LOCKABLE(shared_mutex, SHARED)
LOCKABLE(shared_timed_mutex, TIMED SHARED)
#undef LOCKABLE
struct defer_lock_t {};
struct adopt_lock_t {};
struct try_to_lock_t {};
inline constexpr defer_lock_t defer_lock{};
inline constexpr adopt_lock_t adopt_lock{};
inline constexpr try_to_lock_t try_to_lock{};
template <class M> class lock_guard {
public:
  explicit lock_guard(M &) BODY
  lock_guard(M &, adopt_lock_t) BODY
  lock_guard(const lock_guard &) = delete;
  ~lock_guard() BODY
};
template <class... M> class scoped_lock {
public:
  explicit scoped_lock(M &...) BODY
  explicit scoped_lock(adopt_lock_t, M &...) BODY
  scoped_lock(const scoped_lock &) = delete;
  ~scoped_lock() BODY
};
#define MOVABLE_LOCK(NAME)                                                                                             \
  template <class M> class NAME {                                                                                      \
  public:                                                                                                              \
    NAME() noexcept BODY \
    explicit NAME(M &) BODY \
    NAME(M &, defer_lock_t) BODY \
    NAME(M &, adopt_lock_t) BODY \
    NAME(M &, try_to_lock_t) BODY \
    NAME(NAME &&) noexcept BODY \
    ~NAME() BODY \
    NAME &operator=(NAME &&) noexcept BODY \
    void lock() BODY \
    bool try_lock() BODY \
    void unlock() BODY \
    bool owns_lock() const noexcept BODY \
    explicit operator bool() const noexcept BODY \
    M *release() noexcept BODY \
    M *mutex() const noexcept BODY \
    void swap(NAME &) noexcept BODY \
    TIMED                                                                                                              \
  };
MOVABLE_LOCK(unique_lock)
MOVABLE_LOCK(shared_lock)
#undef MOVABLE_LOCK
template <class A, class B, class... M> void lock(A &, B &, M &...) BODY
template <class A, class B, class... M> int try_lock(A &, B &, M &...) BODY
class once_flag {
public:
  constexpr once_flag() noexcept {}
  once_flag(const once_flag &) = delete;
};
template <class F, class... A> void call_once(once_flag &, F &&, A &&...) BODY

// ---- Conditions ----

enum class cv_status { no_timeout, timeout };
#define CONDITION(NAME, LOCKS, LOCK)                                                                                   \
  class NAME {                                                                                                         \
  public:                                                                                                              \
    NAME() BODY \
    ~NAME() BODY \
    NAME(const NAME &) = delete;                                                                                       \
    void notify_one() noexcept BODY \
    void notify_all() noexcept BODY \
    LOCKS(void) wait(LOCK &) BODY \
    template <class L, class F> void wait(L &, F) BODY \
    template <class L, class F> bool wait(L &, stop_token, F) BODY \
    template <class L, class R, class P> cv_status wait_for(L &, const chrono::duration<R, P> &) BODY \
    template <class L, class R, class P, class F> bool wait_for(L &, const chrono::duration<R, P> &, F) BODY \
    template <class L, class R, class P, class F> bool wait_for(L &, stop_token, const chrono::duration<R, P> &, F) BODY \
    template <class L, class C, class D> cv_status wait_until(L &, const chrono::time_point<C, D> &) BODY \
    template <class L, class C, class D, class F> bool wait_until(L &, const chrono::time_point<C, D> &, F) BODY \
  };
#define ONE(RESULT) RESULT
#define ANY(RESULT) template <class L> RESULT
CONDITION(condition_variable, ONE, unique_lock<mutex>)
CONDITION(condition_variable_any, ANY, L)
#undef CONDITION
#undef ONE
#undef ANY
void notify_all_at_thread_exit(condition_variable &, unique_lock<mutex>) BODY

// ---- Counters ----

template <long Most = 2147483647> class counting_semaphore {
public:
  explicit counting_semaphore(ptrdiff_t) BODY
  ~counting_semaphore() BODY
  counting_semaphore(const counting_semaphore &) = delete;
  void acquire() BODY
  bool try_acquire() noexcept BODY
  template <class R, class P> bool try_acquire_for(const chrono::duration<R, P> &) BODY
  void release(ptrdiff_t = 1) BODY
};
using binary_semaphore = counting_semaphore<1>;
class latch {
public:
  explicit latch(ptrdiff_t) BODY
  ~latch() BODY
  latch(const latch &) = delete;
  void count_down(ptrdiff_t = 1) BODY
  bool try_wait() const noexcept BODY
  void wait() const BODY
  void arrive_and_wait(ptrdiff_t = 1) BODY
};
struct no_completion {
  void operator()() noexcept BODY
};
template <class F = no_completion> class barrier {
public:
  class arrival_token {};
  explicit barrier(ptrdiff_t, F = F()) BODY
  ~barrier() BODY
  barrier(const barrier &) = delete;
  arrival_token arrive(ptrdiff_t = 1) BODY
  void wait(arrival_token &&) const BODY
  void arrive_and_wait() BODY
  void arrive_and_drop() BODY
};

// ---- Events ----

enum class future_status { ready, timeout, deferred };
enum class launch { async = 1, deferred = 2 };
inline launch operator|(launch a, launch) { return a; }
template <class T> class shared_future;
#define WAITS                                                                                                          \
  void wait() const BODY \
  bool valid() const noexcept BODY \
  template <class R, class P> future_status wait_for(const chrono::duration<R, P> &) const BODY \
  template <class C, class D> future_status wait_until(const chrono::time_point<C, D> &) const BODY
template <class T> class future {
public:
  future() noexcept BODY
  future(future &&) noexcept BODY
  ~future() BODY
  future &operator=(future &&) noexcept BODY
  T get() BODY
  shared_future<T> share() noexcept BODY
  WAITS
};
template <class T> class shared_future {
public:
  shared_future() noexcept BODY
  shared_future(const shared_future &) noexcept BODY
  shared_future(future<T> &&) noexcept BODY
  ~shared_future() BODY
  shared_future &operator=(const shared_future &) noexcept BODY
  T get() const BODY
  WAITS
};
#undef WAITS
#define PROMISE                                                                                                        \
  promise() BODY \
  promise(promise &&) noexcept BODY \
  ~promise() BODY \
  promise &operator=(promise &&) noexcept BODY \
  void set_exception(exception_ptr) BODY \
  void swap(promise &) noexcept BODY
template <class T> class promise {
public:
  PROMISE
  future<T> get_future() BODY
  void set_value(T) BODY
};
template <> class promise<void> {
public:
  PROMISE
  future<void> get_future() BODY
  void set_value();
};
#undef PROMISE
template <class> class packaged_task;
template <class R, class... A> class packaged_task<R(A...)> {
public:
  packaged_task() noexcept BODY
  template <class F>
    requires(!is_same_v<remove_cvref_t<F>, packaged_task>)
  explicit packaged_task(F &&) BODY
  packaged_task(packaged_task &&) noexcept BODY
  ~packaged_task() BODY
  packaged_task &operator=(packaged_task &&) noexcept BODY
  future<R> get_future() BODY
  void operator()(A...) BODY
  bool valid() const noexcept BODY
  void reset() BODY
};
template <class F, class... A> future<invoke_result_t<decay_t<F>, decay_t<A>...>> async(F &&, A &&...) BODY
template <class F, class... A> future<invoke_result_t<decay_t<F>, decay_t<A>...>> async(launch, F &&, A &&...) BODY

// ---- Atomics ----

enum class memory_order { relaxed, consume, acquire, release, acq_rel, seq_cst };
inline constexpr memory_order memory_order_relaxed = memory_order::relaxed;
inline constexpr memory_order memory_order_acquire = memory_order::acquire;
inline constexpr memory_order memory_order_release = memory_order::release;
inline constexpr memory_order memory_order_acq_rel = memory_order::acq_rel;
inline constexpr memory_order memory_order_seq_cst = memory_order::seq_cst;
template <class T> class atomic {
public:
  constexpr atomic() noexcept {}
  constexpr atomic(T) noexcept {}
  atomic(const atomic &) = delete;
  T operator=(T) noexcept BODY
  operator T() const noexcept BODY
  T load(memory_order = memory_order_seq_cst) const noexcept BODY
  void store(T, memory_order = memory_order_seq_cst) noexcept BODY
  T exchange(T, memory_order = memory_order_seq_cst) noexcept BODY
  bool compare_exchange_strong(T &, T, memory_order = memory_order_seq_cst) noexcept BODY
  bool compare_exchange_weak(T &, T, memory_order = memory_order_seq_cst) noexcept BODY
  T fetch_add(T, memory_order = memory_order_seq_cst) noexcept BODY
  T fetch_sub(T, memory_order = memory_order_seq_cst) noexcept BODY
  T operator++() noexcept BODY
  T operator++(int) noexcept BODY
  T operator--() noexcept BODY
  T operator--(int) noexcept BODY
  T operator+=(T) noexcept BODY
  T operator-=(T) noexcept BODY
  void wait(T, memory_order = memory_order_seq_cst) const noexcept BODY
  void notify_one() noexcept BODY
  void notify_all() noexcept BODY
};
using atomic_bool = atomic<bool>;
using atomic_int = atomic<int>;
class atomic_flag {
public:
  constexpr atomic_flag() noexcept {}
  bool test(memory_order = memory_order_seq_cst) const noexcept BODY
  bool test_and_set(memory_order = memory_order_seq_cst) noexcept BODY
  void clear(memory_order = memory_order_seq_cst) noexcept BODY
  void wait(bool, memory_order = memory_order_seq_cst) const noexcept BODY
  void notify_one() noexcept BODY
  void notify_all() noexcept BODY
};
void atomic_thread_fence(memory_order) noexcept BODY
#undef TIMED
#undef SHARED

// ---- Coroutines ----

template <class R, class... A> struct coroutine_traits {
  using promise_type = typename R::promise_type;
};
template <class P = void> struct coroutine_handle;
template <> struct coroutine_handle<void> {
  coroutine_handle() noexcept BODY
  coroutine_handle(nullptr_t) noexcept BODY
  void resume() const BODY
  void destroy() const BODY
  bool done() const BODY
  void operator()() const BODY
  explicit operator bool() const BODY
  void *address() const BODY
  static coroutine_handle from_address(void *) BODY
};
template <class P> struct coroutine_handle : coroutine_handle<> {
  static coroutine_handle from_promise(P &) BODY
  static coroutine_handle from_address(void *) noexcept BODY
  P &promise() const BODY
};
struct suspend_always {
  bool await_ready() const noexcept BODY
  void await_suspend(coroutine_handle<>) const noexcept BODY
  void await_resume() const noexcept BODY
};
struct suspend_never {
  bool await_ready() const noexcept BODY
  void await_suspend(coroutine_handle<>) const noexcept BODY
  void await_resume() const noexcept BODY
};
coroutine_handle<> noop_coroutine() noexcept BODY
} // namespace std
