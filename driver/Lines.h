//===- Lines.h - which lines a finding must touch ---------------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QUIESCE_DRIVER_LINES_H
#define QUIESCE_DRIVER_LINES_H

#include "finding/Finding.h"
#include "tidy/TidyConfiguration.h"
#include "llvm/Support/Error.h"

namespace quiesce::driver {

/// Lines of files, as --line-filter and --diff give them.  A finding touches
/// them when its own place does, or any step of its path: the cause of a hang
/// is most often changed somewhere else than where the hang is seen.
class LineFilter {
public:
  explicit LineFilter(std::vector<tidy::FileLines> Files)
      : Files(std::move(Files)) {}

  bool contains(const Location &Where) const;
  bool touches(const Finding &Defect) const;

private:
  std::vector<tidy::FileLines> Files;
};

/// The lines that `git diff` in the current folder says are new since HEAD left
/// \p Ref, those next to a deletion, and files that git does not know yet.  An
/// error, a sentence, when git cannot tell.
llvm::Expected<LineFilter> linesSince(llvm::StringRef Ref);

/// What a diff without context lines changes, below the folder \p Root.
std::vector<tidy::FileLines> parseDiff(llvm::StringRef Diff,
                                       llvm::StringRef Root);

} // namespace quiesce::driver

#endif // QUIESCE_DRIVER_LINES_H
