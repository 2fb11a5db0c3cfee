// The queue that all parts of the server talk through.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <iterator>
#include <mutex>
#include <optional>
#include <utility>

namespace jobs {

/// A bounded queue for any number of producers and consumers.
///
/// Pipe<T>(n) holds up to n values; Pipe<T>() holds none, so that push waits
/// until its value has been popped.  After close(), push returns false and pop
/// gives what is left, then nothing.
template <class T> class Pipe {
public:
  explicit Pipe(std::size_t capacity = 0) : capacity_(capacity) {}
  Pipe(const Pipe &) = delete;
  Pipe &operator=(const Pipe &) = delete;

  bool push(T value) {
    std::unique_lock held(mutex_);
    changed_.wait(held, [&] { return closed_ || values_.size() < capacity_ + waiting_; });
    if (closed_)
      return false;
    values_.push_back(std::move(value));
    changed_.notify_all();
    if (capacity_ == 0) {
      const std::size_t mine = ++pushed_;
      changed_.wait(held, [&] { return closed_ || popped_ >= mine; });
    }
    return true;
  }

  std::optional<T> pop() {
    std::unique_lock held(mutex_);
    ++waiting_;
    changed_.notify_all();
    changed_.wait(held, [&] { return closed_ || !values_.empty(); });
    return take();
  }

  template <class R, class P>
  std::optional<T> popFor(std::chrono::duration<R, P> patience) {
    std::unique_lock held(mutex_);
    ++waiting_;
    changed_.notify_all();
    changed_.wait_for(held, patience, [&] { return closed_ || !values_.empty(); });
    return take();
  }

  void close() {
    std::lock_guard held(mutex_);
    closed_ = true;
    changed_.notify_all();
  }

  /// for (T value : pipe) pops until the pipe is closed and empty.
  class Iterator {
  public:
    using iterator_category = std::input_iterator_tag;
    using value_type = T;
    using difference_type = std::ptrdiff_t;
    using pointer = T *;
    using reference = T &;

    Iterator() = default;
    explicit Iterator(Pipe &from) : from_(&from) { ++*this; }
    T &operator*() { return *value_; }
    Iterator &operator++() {
      value_ = from_->pop();
      if (!value_)
        from_ = nullptr;
      return *this;
    }
    bool operator==(const Iterator &other) const { return from_ == other.from_; }

  private:
    Pipe *from_ = nullptr;
    std::optional<T> value_;
  };

  Iterator begin() { return Iterator(*this); }
  Iterator end() { return Iterator(); }

private:
  std::optional<T> take() {
    --waiting_;
    if (values_.empty())
      return std::nullopt;
    std::optional<T> value(std::move(values_.front()));
    values_.pop_front();
    ++popped_;
    changed_.notify_all();
    return value;
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<T> values_;
  const std::size_t capacity_;
  std::size_t waiting_ = 0;
  std::size_t pushed_ = 0, popped_ = 0;
  bool closed_ = false;
};

} // namespace jobs
