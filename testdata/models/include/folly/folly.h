// The names and signatures of folly that its model has, from the headers that folly.yaml links.
#pragma once
#include "../coroutine.h"
#include <atomic>
#include <chrono>
#include <cstddef>
#include <exception>
#include <functional>
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
};

template <class T, bool SingleProducer, bool SingleConsumer, bool MayBlock, std::size_t LgSegmentSize = 8>
class UnboundedQueue {
public:
  void enqueue(const T &arg);
  void enqueue(T &&arg);
  T dequeue() noexcept;
  void dequeue(T &item) noexcept;
  bool try_dequeue(T &item) noexcept;
};
template <class T, bool MayBlock> using UMPMCQueue = UnboundedQueue<T, false, false, MayBlock>;

template <bool MayBlock = true, template <class> class Atom = std::atomic> class Baton {
public:
  void post() noexcept;
  void wait() noexcept;
  bool try_wait() const noexcept;
  template <class Rep, class Period> bool try_wait_for(const std::chrono::duration<Rep, Period> &timeout) noexcept;
  void reset() noexcept;
};

template <template <class> class Atom, class BatonType> struct LifoSemImpl {
  constexpr explicit LifoSemImpl(unsigned v = 0) {}
  void post();
  void wait();
  bool try_wait();
  void shutdown();
};
using LifoSem = LifoSemImpl<std::atomic, Baton<>>;

template <bool ReaderPriority> class SharedMutexImpl {
public:
  void lock();
  bool try_lock();
  void unlock();
  void lock_shared();
  void unlock_shared();
};
using SharedMutex = SharedMutexImpl<true>;

template <class T> class SemiFuture {
public:
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
  SemiFuture<T> getSemiFuture();
};

class CancellationToken {
public:
  bool isCancellationRequested() const noexcept;
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
};

namespace coro {

template <class T = void> struct Task : minimal::Awaitable<T> {
  using promise_type = minimal::Promise<Task, T>;
};
class Baton {
public:
  explicit Baton(bool initially_signalled = false) noexcept;
  void post() noexcept;
  void reset() noexcept;
  minimal::Awaitable<void> operator co_await() const noexcept;
};
template <class T, bool SingleProducer = false, bool SingleConsumer = false> class UnboundedQueue {
public:
  template <class U = T> void enqueue(U &&val);
  Task<T> dequeue();
};
template <class T, bool SingleProducer = false, bool SingleConsumer = false> class BoundedQueue {
public:
  explicit BoundedQueue(unsigned capacity);
  template <class U = T> Task<void> enqueue(U &&item);
  Task<T> dequeue();
};

template <class T> class AsyncGenerator {
public:
  class NextResult {
  public:
    explicit operator bool() const noexcept;
    bool has_value() const noexcept;
    std::remove_reference_t<T> &value();
    std::remove_reference_t<T> &operator*();
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
} // namespace folly
