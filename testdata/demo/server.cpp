#include "server.h"

#include <array>
#include <cstdio>
#include <utility>

namespace jobs {

Result run(const Job &job) {
  Result result{job.id, -1, {}};
  std::FILE *pipe = popen(job.command.c_str(), "r");
  if (!pipe)
    return result;
  std::array<char, 4096> buffer;
  while (std::size_t got = std::fread(buffer.data(), 1, buffer.size(), pipe))
    result.output.append(buffer.data(), got);
  result.status = pclose(pipe);
  return result;
}

Server::Server(unsigned workers, Listener listener)
    : listener_(std::move(listener)) {
  for (unsigned i = 0; i < workers; ++i)
    workers_.emplace_back(&Server::work, this);
  reporter_ = std::thread([this] {
    for (const Result &result : results_)
      listener_(result);
  });
}

Server::~Server() {
  jobs_.close();
  for (std::thread &worker : workers_)
    worker.join();
  // No worker is left to push a result.
  results_.close();
  reporter_.join();
}

bool Server::submit(Job job) { return jobs_.push(std::move(job)); }

void Server::work() {
  for (const Job &job : jobs_)
    results_.push(run(job));
}

int runAll(const std::vector<Job> &jobs, unsigned workers) {
  int failed = 0;
  {
    Server server(workers, [&failed](const Result &result) {
      if (result.status != 0)
        ++failed;
    });
    for (const Job &job : jobs)
      server.submit(job);
  }
  return failed;
}

} // namespace jobs
