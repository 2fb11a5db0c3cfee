// What is to be done, and what came of it.
#pragma once

#include <cstdint>
#include <string>

namespace jobs {

struct Job {
  std::uint64_t id = 0;
  std::string command;
};

struct Result {
  std::uint64_t id = 0;
  int status = 0;
  std::string output;
};

/// Runs one job to its end.
Result run(const Job &job);

} // namespace jobs
