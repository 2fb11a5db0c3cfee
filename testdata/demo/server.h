// The workers, and the jobs they take from a common pipe.
#pragma once

#include "job.h"
#include "pipe.h"

#include <functional>
#include <thread>
#include <vector>

namespace jobs {

class Server {
public:
  using Listener = std::function<void(const Result &)>;

  Server(unsigned workers, Listener listener);
  /// Finishes the jobs that were taken in.
  ~Server();

  /// False when the server is going down.
  bool submit(Job job);

private:
  void work();

  Pipe<Job> jobs_{64};
  Pipe<Result> results_{64};
  std::vector<std::thread> workers_;
  std::thread reporter_;
  Listener listener_;
};

/// Runs all jobs and gives the number of those that failed.
int runAll(const std::vector<Job> &jobs, unsigned workers);

} // namespace jobs
