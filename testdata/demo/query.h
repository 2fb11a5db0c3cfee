// Questions to a job that is running, and their answers.
#pragma once

#include "job.h"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace jobs {

/// Asks the shell for a job's state; nothing when it takes too long.
std::optional<std::string> stateOf(const Job &job, std::chrono::seconds patience);

/// The first of several mirrors that answers.
std::string firstAnswer(const std::vector<Job> &mirrors);

} // namespace jobs
