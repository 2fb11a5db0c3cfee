//===- Workers.h - jobs in processes of their own ---------------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each job runs in a process forked for it, so that one that crashes or takes
// too long loses only itself and memory is given back after each.  A job's
// result is a string, sent to the parent through a pipe.  When the parent ends,
// however that happens, so do its workers.  The caller must have no other
// thread.
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
  std::string Problem;   ///< why there is no output: "killed by signal 11"
  int Signal = 0;        ///< what ended its process; 0 for no signal
  bool TimedOut = false; ///< it was this process that killed it
  double Seconds = 0;    ///< wall clock time
};

struct JobLimits {
  unsigned Parallel = 1; ///< jobs that run at the same time
  unsigned Seconds = 0;  ///< wall clock time of one job; 0 for no limit
};

/// Runs \p Job for 0 to \p Count - 1.  In this process \p Started is called
/// before each and \p Done after it, in order of completion.
void runJobs(unsigned Count, const JobLimits &Limits,
             llvm::function_ref<std::string(unsigned)> Job,
             llvm::function_ref<void(unsigned)> Started,
             llvm::function_ref<void(unsigned, const JobResult &)> Done);

} // namespace quiesce::driver

#endif // QUIESCE_DRIVER_WORKERS_H
