// Many jobs at once, from a file.
#pragma once

#include <string>

namespace jobs {

/// Runs the jobs of a file and shows how far it is.  False when the file is
/// no list of jobs.
bool runBatch(const std::string &path, unsigned workers);

} // namespace jobs
