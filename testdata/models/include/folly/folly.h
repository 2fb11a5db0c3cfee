// The names and signatures of folly that its model has, from the headers that folly.yaml links.
#pragma once
#include "../coroutine.h"
#include <atomic>
#include <chrono>
#include <cstddef>
#include <exception>
#include <functional>
#include <optional>
#include <type_traits>
#include <utility>

namespace folly {

template <class T, template <class> class Atom = std::atomic, bool Dynamic = false> class MPMCQueue {
public:
  explicit MPMCQueue(std::size_t capacity);
  template <class... Args> void blockingWrite(Args &&...args) noexcept;
  template <class... Args> bool write(Args &&...args) noexcept;
  template <class Clock, class... Args>
  bool tryWriteUntil(const std::chrono::time_point<Clock> &when, Args &&...args) noexcept;
  void blockingRead(T &elem) noexcept;
  bool read(T &elem) noexcept;
  template <class Clock> bool tryReadUntil(const std::chrono::time_point<Clock> &when, T &elem) noexcept;
  template <class... Args> bool writeIfNotFull(Args &&...args) noexcept;
  bool readIfNotEmpty(T &elem) noexcept;
  ssize_t size() const noexcept;
  bool isEmpty() const noexcept;
  ssize_t sizeGuess() const noexcept;
};

template <class T, bool SingleProducer, bool SingleConsumer, bool MayBlock, std::size_t LgSegmentSize = 8>
class UnboundedQueue {
public:
  void enqueue(const T &arg);
  void enqueue(T &&arg);
  T dequeue() noexcept;
  void dequeue(T &item) noexcept;
  bool try_dequeue(T &item) noexcept;
  template <class Rep, class Period>
  bool try_dequeue_for(T &item, const std::chrono::duration<Rep, Period> &duration) noexcept;
  template <class Clock, class Duration>
  bool try_dequeue_until(T &item, const std::chrono::time_point<Clock, Duration> &deadline) noexcept;
  std::size_t size() const noexcept;
  bool empty() const noexcept;
};
template <class T> struct DefaultWeightFn {};
template <class T, bool SingleProducer, bool SingleConsumer, bool MayBlock, std::size_t LgSegmentSize = 8,
          std::size_t LgAlign = 7, class WeightFn = DefaultWeightFn<T>, template <class> class Atom = std::atomic>
class DynamicBoundedQueue {
public:
  explicit DynamicBoundedQueue(std::size_t capacity);
  void enqueue(const T &v);
  bool try_enqueue(const T &v);
  template <class Clock, class Duration>
  bool try_enqueue_until(const T &v, const std::chrono::time_point<Clock, Duration> &deadline);
  template <class Rep, class Period> bool try_enqueue_for(const T &v, const std::chrono::duration<Rep, Period> &duration);
  void dequeue(T &elem);
  bool try_dequeue(T &elem);
  template <class Clock, class Duration>
  bool try_dequeue_until(T &elem, const std::chrono::time_point<Clock, Duration> &deadline);
  template <class Rep, class Period> bool try_dequeue_for(T &elem, const std::chrono::duration<Rep, Period> &duration);
  bool empty() const noexcept;
  std::size_t size() const noexcept;
};
template <class T, bool MayBlock> using DMPMCQueue = DynamicBoundedQueue<T, false, false, MayBlock>;
template <class T, bool MayBlock> using UMPMCQueue = UnboundedQueue<T, false, false, MayBlock>;

template <bool MayBlock = true, template <class> class Atom = std::atomic> class Baton {
public:
  void post() noexcept;
  void wait() noexcept;
  bool try_wait() const noexcept;
  bool ready() const noexcept;
  template <class Clock, class Duration>
  bool try_wait_until(const std::chrono::time_point<Clock, Duration> &deadline) noexcept;
  template <class Rep, class Period> bool try_wait_for(const std::chrono::duration<Rep, Period> &timeout) noexcept;
  void reset() noexcept;
};

template <template <class> class Atom, class BatonType> struct LifoSemImpl {
  constexpr explicit LifoSemImpl(unsigned v = 0) {}
  void post();
  void wait();
  bool try_wait();
  template <class Rep, class Period> bool try_wait_for(const std::chrono::duration<Rep, Period> &timeout);
  template <class Clock, class Duration> bool try_wait_until(const std::chrono::time_point<Clock, Duration> &deadline);
  void shutdown();
};
using LifoSem = LifoSemImpl<std::atomic, Baton<>>;

template <bool ReaderPriority> class SharedMutexImpl {
public:
  void lock();
  bool try_lock();
  template <class Rep, class Period> bool try_lock_for(const std::chrono::duration<Rep, Period> &duration);
  template <class Clock, class Duration> bool try_lock_until(const std::chrono::time_point<Clock, Duration> &absDeadline);
  void unlock();
  void lock_shared();
  bool try_lock_shared();
  template <class Rep, class Period> bool try_lock_shared_for(const std::chrono::duration<Rep, Period> &duration);
  template <class Clock, class Duration>
  bool try_lock_shared_until(const std::chrono::time_point<Clock, Duration> &absDeadline);
  void unlock_shared();
};
using SharedMutex = SharedMutexImpl<true>;

struct exception_wrapper {
  template <class E> exception_wrapper(E &&);
};
template <class T> class Try {
public:
  explicit Try(T &&v);
};
template <class T> class Future {
public:
  Future(Future &&) noexcept;
  T get() &&;
  Future &wait() &;
  bool isReady() const;
  bool valid() const noexcept;
};
template <class T> class SemiFuture {
public:
  bool valid() const noexcept;
  T get() &&;
  T get(std::chrono::milliseconds) &&;
  SemiFuture &wait() &;
  SemiFuture &&wait() &&;
  bool isReady() const;
};
template <class T> class Promise {
public:
  Promise();
  Promise(Promise &&) noexcept;
  ~Promise();
  template <class U> void setValue(U &&value);
  void setTry(Try<T> &&t);
  void setException(exception_wrapper ew);
  SemiFuture<T> getSemiFuture();
  Future<T> getFuture();
};

class CancellationToken {
public:
  bool isCancellationRequested() const noexcept;
  bool canBeCancelled() const noexcept;
};
class CancellationCallback {
public:
  template <class Callable> CancellationCallback(CancellationToken &&token, Callable &&callable) {}
  template <class Callable> CancellationCallback(const CancellationToken &token, Callable &&callable) {}
  ~CancellationCallback();
};
class CancellationSource {
public:
  bool requestCancellation() const noexcept;
  CancellationToken getToken() const noexcept;
  bool isCancellationRequested() const noexcept;
  bool canBeCancelled() const noexcept;
};

namespace coro {

template <class T = void> struct Task : minimal::Awaitable<T> {
  using promise_type = minimal::Promise<Task, T>;
};
class Baton {
public:
  explicit Baton(bool initially_signalled = false) noexcept;
  bool ready() const noexcept;
  void post() noexcept;
  void reset() noexcept;
  minimal::Awaitable<void> operator co_await() const noexcept;
};
template <class T, bool SingleProducer = false, bool SingleConsumer = false> class UnboundedQueue {
public:
  template <class U = T> void enqueue(U &&val);
  Task<T> dequeue();
  bool try_dequeue(T &out);
  bool empty() const;
  std::size_t size() const;
};
template <class T, bool SingleProducer = false, bool SingleConsumer = false> class BoundedQueue {
public:
  explicit BoundedQueue(unsigned capacity);
  template <class U = T> Task<void> enqueue(U &&item);
  template <class U = T> bool try_enqueue(U &&item);
  Task<T> dequeue();
  bool try_dequeue(T &item);
  bool empty() const;
  std::size_t size() const;
};

template <class T> class AsyncGenerator {
public:
  class NextResult {
  public:
    explicit operator bool() const noexcept;
    bool has_value() const noexcept;
    std::remove_reference_t<T> &value();
    std::remove_reference_t<T> &operator*();
    std::remove_reference_t<T> *operator->();
  };
  AsyncGenerator() noexcept;
  AsyncGenerator(AsyncGenerator &&) noexcept;
  AsyncGenerator &operator=(AsyncGenerator &&) noexcept;
  ~AsyncGenerator();
  minimal::Awaitable<NextResult> next() noexcept;
};
template <class T> class AsyncPipe {
public:
  ~AsyncPipe();
  AsyncPipe(AsyncPipe &&) noexcept;
  static std::pair<AsyncGenerator<T &&>, AsyncPipe> create(std::function<void()> onClosed = nullptr);
  template <class U = T> bool write(U &&val);
  void close() &&;
  bool isClosed() const;
};
template <class T> class BoundedAsyncPipe {
public:
  ~BoundedAsyncPipe();
  BoundedAsyncPipe(BoundedAsyncPipe &&) noexcept;
  static std::pair<AsyncGenerator<T &&>, BoundedAsyncPipe> create(std::size_t tokens,
                                                                  std::function<void()> onClosed = nullptr);
  template <class U = T> Task<bool> write(U &&u);
  template <class U = T> bool try_write(U &&u);
  void close() &&;
  bool isClosed() const;
};
class CancellableAsyncScope {
public:
  CancellableAsyncScope() noexcept;
  ~CancellableAsyncScope();
  template <class Awaitable> void add(Awaitable &&awaitable, void *returnAddress = nullptr);
  void requestCancellation() const noexcept;
  Task<> cancelAndJoinAsync() noexcept;
  Task<> joinAsync() noexcept;
};

} // namespace coro

namespace channels {

template <class T> class Sender {
public:
  Sender(Sender &&) noexcept;
  ~Sender();
  template <class U = T> void write(U &&element);
  void close() &&;
};
template <class T> class Receiver {
public:
  Receiver(Receiver &&) noexcept;
  ~Receiver();
  minimal::Awaitable<std::optional<T>> next(bool closeOnCancel = true);
  void cancel() &&;
};
template <class T> class Channel {
public:
  static std::pair<Receiver<T>, Sender<T>> create();
};

} // namespace channels
} // namespace folly
