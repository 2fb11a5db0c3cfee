// The names and signatures of readerwriterqueue, which Debian does not have, from the headers that moodycamel.yaml links.
#pragma once
#include <chrono>
#include <cstddef>
#include <cstdint>

namespace moodycamel {

template <typename T, std::size_t MAX_BLOCK_SIZE = 512> class BlockingReaderWriterQueue {
public:
  explicit BlockingReaderWriterQueue(std::size_t size = 15);
  bool try_enqueue(T const &element);
  bool enqueue(T const &element);
  template <typename... Args> bool emplace(Args &&...args);
  template <typename U> bool try_dequeue(U &result);
  template <typename U> void wait_dequeue(U &result);
  template <typename U> bool wait_dequeue_timed(U &result, std::int64_t timeout_usecs);
  std::size_t size_approx() const;
};
template <typename T> class BlockingReaderWriterCircularBuffer {
public:
  explicit BlockingReaderWriterCircularBuffer(std::size_t capacity);
  bool try_enqueue(T const &item);
  void wait_enqueue(T const &item);
  bool wait_enqueue_timed(T const &item, std::int64_t timeout_usecs);
  template <typename U> bool try_dequeue(U &item);
  template <typename U> void wait_dequeue(U &item);
  template <typename U> bool wait_dequeue_timed(U &item, std::int64_t timeout_usecs);
  std::size_t size_approx() const;
};

} // namespace moodycamel
