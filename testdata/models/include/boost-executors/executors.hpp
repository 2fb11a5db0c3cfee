// The executors of Boost.Thread 1.81 with their names and signatures, as its documentation has them:
// https://www.boost.org/doc/libs/1_81_0/doc/html/thread/synchronization.html
// Its own headers need <boost/thread/future.hpp>, which clang refuses in Debian's Boost 1.74 where executors are asked for.
#pragma once

namespace boost {
namespace executors {

class basic_thread_pool {
public:
  explicit basic_thread_pool(unsigned threads);
  ~basic_thread_pool();
  template <class Closure> void submit(Closure &&closure) {}
  void close();
  void join();
};

class inline_executor {
public:
  template <class Closure> void submit(Closure &&closure) {}
};

class loop_executor {
public:
  template <class Closure> void submit(Closure &&closure) {}
  void run_queued_closures();
};

class thread_executor {
public:
  template <class Closure> void submit(Closure &&closure) {}
};

class serial_executor {
public:
  template <class Executor> explicit serial_executor(Executor &runs) {}
  template <class Closure> void submit(Closure &&closure) {}
};

} // namespace executors

using executors::basic_thread_pool;
using executors::inline_executor;
using executors::loop_executor;
using executors::serial_executor;
using executors::thread_executor;

} // namespace boost
