// The journal: what was submitted, so that a restart can go on.
#pragma once

#include "job.h"

#include <iosfwd>
#include <vector>

namespace jobs {

/// Reads the journal, and gives the jobs that have no result yet.
std::vector<Job> replay(std::istream &journal);

/// Writes a line for each job.
void record(std::ostream &journal, const std::vector<Job> &jobs);

} // namespace jobs
