// Watching the server while it works.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <thread>

namespace jobs {

/// Samples the load until it is stopped.
class Monitor {
public:
  explicit Monitor(std::chrono::milliseconds period);
  ~Monitor();

  double highest() const { return highest_; }
  void stop();

private:
  void sample();

  const std::chrono::milliseconds period_;
  std::atomic<bool> stopping_{false};
  std::atomic<double> highest_{0};
  std::thread sampler_;
};

/// The highest load while the work is done.
double loadDuring(const std::function<void()> &work);

/// Tells the supervisor every ten seconds that we are alive.
void startHeartbeat();

} // namespace jobs
