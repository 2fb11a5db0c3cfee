//===- Workers.h - jobs in processes of their own ---------------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each job runs in a process forked for it, so that one that crashes loses only
// itself and memory is given back after each.  A job's result is a string, sent
// to the parent through a pipe.  The caller must have no other thread.
//
//===----------------------------------------------------------------------===//

#ifndef QUIESCE_DRIVER_WORKERS_H
#define QUIESCE_DRIVER_WORKERS_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include <optional>
#include <string>

namespace quiesce::driver {

struct JobResult {
  /// What the job returned; nothing when its process did not end by itself.
  std::optional<std::string> Output;
  std::string Problem; ///< why there is no output: "killed by signal 11"
};

/// Runs \p Job for 0 to \p Count - 1, at most \p Parallel at a time.  \p Done
/// is called in this process, in order of completion.
void runJobs(unsigned Count, unsigned Parallel,
             llvm::function_ref<std::string(unsigned)> Job,
             llvm::function_ref<void(unsigned, const JobResult &)> Done);

} // namespace quiesce::driver

#endif // QUIESCE_DRIVER_WORKERS_H
