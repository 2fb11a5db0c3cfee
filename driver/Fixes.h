//===- Fixes.h - changes of the source that repair findings -----*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QUIESCE_DRIVER_FIXES_H
#define QUIESCE_DRIVER_FIXES_H

#include "Report.h"

namespace quiesce::driver {

/// The YAML of clang-tidy's --export-fixes, which review tools read: every
/// finding with its notes.
void writeFixes(const Report &What, llvm::raw_ostream &Out);

/// What --fix has done.
struct AppliedFixes {
  size_t Applied = 0;
  size_t Overlapping = 0; ///< left for the next run, for they meet another
  std::vector<std::string> Files;  ///< that were changed, sorted
  std::vector<std::string> Errors; ///< files not written; each a sentence
};

/// Makes the changes that repair the findings of the report, each once, in the
/// files as they are now.  Silenced and left out findings are not in a report
/// and so stay as they are.
AppliedFixes applyFixes(const Report &What);

} // namespace quiesce::driver

#endif // QUIESCE_DRIVER_FIXES_H
