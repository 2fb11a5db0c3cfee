// The names and signatures of userver that its model has, from the pages that userver.yaml links.
#pragma once

#include <chrono>
#include <exception>
#include <memory>
#include <mutex>
#include <string>
#include <type_traits>

namespace userver::engine {

class TaskProcessor;

class TaskBase {
public:
  bool IsValid() const;
  bool IsFinished() const;
  void Wait() const noexcept(false);
  template <class Rep, class Period> void WaitFor(const std::chrono::duration<Rep, Period> &) const noexcept(false);
  template <class Clock, class Duration>
  void WaitUntil(const std::chrono::time_point<Clock, Duration> &) const noexcept(false);
  void RequestCancel();
  void SyncCancel() noexcept;
  void BlockingWait() const;
};
class Task : public TaskBase {
public:
  Task();
  ~Task();
  Task(Task &&) noexcept;
  Task &operator=(Task &&) noexcept;
  void Detach() &&;
};
template <class T> class TaskWithResult : public Task {
public:
  TaskWithResult() = default;
  TaskWithResult(TaskWithResult &&) noexcept = default;
  TaskWithResult &operator=(TaskWithResult &&) noexcept = default;
  T Get() noexcept(false);
};

namespace current_task {
bool IsCancelRequested() noexcept;
bool ShouldCancel() noexcept;
void CancellationPoint();
TaskProcessor &GetTaskProcessor();
} // namespace current_task

template <class Function, class... Args>
TaskWithResult<std::invoke_result_t<Function, Args...>> AsyncNoSpan(Function &&f, Args &&...args) {
  return {};
}
template <class Function, class... Args>
TaskWithResult<std::invoke_result_t<Function, Args...>> AsyncNoSpan(TaskProcessor &task_processor, Function &&f,
                                                                    Args &&...args) {
  return {};
}
template <class Rep, class Period> void SleepFor(const std::chrono::duration<Rep, Period> &duration);
template <class Rep, class Period> void InterruptibleSleepFor(const std::chrono::duration<Rep, Period> &duration);
void Yield();

class Mutex {
public:
  Mutex();
  ~Mutex();
  void lock();
  bool try_lock();
  template <class Rep, class Period> bool try_lock_for(const std::chrono::duration<Rep, Period> &);
  template <class Clock, class Duration> bool try_lock_until(const std::chrono::time_point<Clock, Duration> &);
  void unlock();
};
class SharedMutex {
public:
  void lock();
  bool try_lock();
  template <class Rep, class Period> bool try_lock_for(const std::chrono::duration<Rep, Period> &);
  template <class Clock, class Duration> bool try_lock_until(const std::chrono::time_point<Clock, Duration> &);
  void unlock();
  void lock_shared();
  bool try_lock_shared();
  template <class Rep, class Period> bool try_lock_shared_for(const std::chrono::duration<Rep, Period> &);
  template <class Clock, class Duration> bool try_lock_shared_until(const std::chrono::time_point<Clock, Duration> &);
  void unlock_shared();
};

enum class CvStatus { kNoTimeout, kTimeout, kCancelled };
class ConditionVariable {
public:
  ConditionVariable();
  ~ConditionVariable();
  [[nodiscard]] CvStatus Wait(std::unique_lock<Mutex> &lock);
  template <class Predicate> [[nodiscard]] bool Wait(std::unique_lock<Mutex> &lock, Predicate &&predicate) {
    return predicate();
  }
  template <class Rep, class Period>
  CvStatus WaitFor(std::unique_lock<Mutex> &lock, std::chrono::duration<Rep, Period> timeout);
  template <class Rep, class Period, class Predicate>
  bool WaitFor(std::unique_lock<Mutex> &lock, std::chrono::duration<Rep, Period> timeout, Predicate &&predicate) {
    return predicate();
  }
  template <class Clock, class Duration>
  CvStatus WaitUntil(std::unique_lock<Mutex> &lock, std::chrono::time_point<Clock, Duration> until);
  void NotifyOne();
  void NotifyAll();
};

class SingleConsumerEvent {
public:
  struct NoAutoReset final {};
  SingleConsumerEvent() noexcept;
  explicit SingleConsumerEvent(NoAutoReset) noexcept;
  ~SingleConsumerEvent();
  [[nodiscard]] bool WaitForEvent();
  template <class Rep, class Period> [[nodiscard]] bool WaitForEventFor(std::chrono::duration<Rep, Period>);
  template <class Clock, class Duration>
  [[nodiscard]] bool WaitForEventUntil(std::chrono::time_point<Clock, Duration>);
  void Reset() noexcept;
  void Send();
  [[nodiscard]] bool IsReady() const noexcept;
};

class Semaphore {
public:
  explicit Semaphore(std::size_t capacity);
  ~Semaphore();
  void lock_shared();
  void unlock_shared();
  [[nodiscard]] bool try_lock_shared();
  template <class Rep, class Period> [[nodiscard]] bool try_lock_shared_for(std::chrono::duration<Rep, Period>);
  template <class Clock, class Duration>
  [[nodiscard]] bool try_lock_shared_until(std::chrono::time_point<Clock, Duration>);
};
class CancellableSemaphore {
public:
  explicit CancellableSemaphore(std::size_t capacity);
  ~CancellableSemaphore();
  void lock_shared();
  void unlock_shared();
  [[nodiscard]] bool try_lock_shared();
  template <class Rep, class Period> [[nodiscard]] bool try_lock_shared_for(std::chrono::duration<Rep, Period>);
  template <class Clock, class Duration>
  [[nodiscard]] bool try_lock_shared_until(std::chrono::time_point<Clock, Duration>);
};

enum class FutureStatus { kReady, kTimeout, kCancelled };
template <class T> class Future {
public:
  Future() = default;
  Future(Future &&) noexcept;
  bool valid() const noexcept;
  T get();
  [[nodiscard]] FutureStatus wait() const;
  template <class Rep, class Period> FutureStatus wait_for(std::chrono::duration<Rep, Period> timeout) const;
  template <class Clock, class Duration>
  FutureStatus wait_until(const std::chrono::time_point<Clock, Duration> &until) const;
};
template <class T> class Promise {
public:
  Promise();
  ~Promise();
  Promise(Promise &&) noexcept;
  [[nodiscard]] Future<T> get_future();
  void set_value(const T &);
  void set_exception(std::exception_ptr);
};

class Deadline {};

} // namespace userver::engine

namespace userver::concurrent {

template <class QueueType> class Producer final {
public:
  Producer(const Producer &);
  Producer(Producer &&) noexcept;
  Producer &operator=(Producer &&) noexcept;
  ~Producer();
  [[nodiscard]] bool Push(typename QueueType::ValueType &&value, engine::Deadline deadline = {}) const;
  [[nodiscard]] bool PushNoblock(typename QueueType::ValueType &&value) const;
  void Reset() &&;
};
template <class QueueType> class Consumer final {
public:
  Consumer(const Consumer &);
  Consumer(Consumer &&) noexcept;
  Consumer &operator=(Consumer &&) noexcept;
  ~Consumer();
  [[nodiscard]] bool Pop(typename QueueType::ValueType &value, engine::Deadline deadline = {}) const;
  [[nodiscard]] bool PopNoblock(typename QueueType::ValueType &value) const;
  void Reset() &&;
};
template <class T> class GenericQueue final {
public:
  using ValueType = T;
  static constexpr std::size_t kUnbounded = -1;
  using Producer = concurrent::Producer<GenericQueue>;
  using Consumer = concurrent::Consumer<GenericQueue>;
  ~GenericQueue();
  static std::shared_ptr<GenericQueue> Create(std::size_t max_size = kUnbounded);
  Producer GetProducer();
  Consumer GetConsumer();
  using MultiProducer = Producer;
  using MultiConsumer = Consumer;
  MultiProducer GetMultiProducer();
  MultiConsumer GetMultiConsumer();
  void SetSoftMaxSize(std::size_t max_size);
};
template <class T> using NonFifoMpmcQueue = GenericQueue<T>;

} // namespace userver::concurrent

namespace userver::utils {

template <class Function, class... Args>
engine::TaskWithResult<std::invoke_result_t<Function, Args...>> Async(std::string name, Function &&f, Args &&...args) {
  return {};
}
template <class Function, class... Args>
engine::TaskWithResult<std::invoke_result_t<Function, Args...>> CriticalAsync(std::string name, Function &&f,
                                                                              Args &&...args) {
  return {};
}

} // namespace userver::utils
