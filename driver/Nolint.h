//===- Nolint.h - findings silenced in the source ---------------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The comments that silence clang-tidy silence the driver too, with the same
// meaning:
//
//   // NOLINT              // NOLINT(quiesce-blocked-send, other-*): the reason
//   // NOLINTNEXTLINE(...)
//   // NOLINTBEGIN(...)  to  // NOLINTEND(...) with the same list
//
// What stands after the list, up to the end of the line, is the reason.
//
//===----------------------------------------------------------------------===//

#ifndef QUIESCE_DRIVER_NOLINT_H
#define QUIESCE_DRIVER_NOLINT_H

#include "clang/Basic/SourceLocation.h"
#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>
#include <vector>

namespace clang {
class SourceManager;
} // namespace clang

namespace quiesce::driver {

/// One comment.  Lines and columns count from 1.
struct Nolint {
  unsigned Line = 0, Column = 0;
  /// The lines it silences; none, as First > Last, for a NOLINTBEGIN that no
  /// NOLINTEND closes.
  unsigned First = 1, Last = 0;
  std::optional<std::string> Checks; ///< globs; absent: every check
  std::string Reason;                ///< empty for none

  bool silences(unsigned OnLine, llvm::StringRef Check) const;
  /// It speaks of quiesce's checks, not of all checks there are.
  bool namesQuiesce() const;
};

/// All comments in \p Text, by line.  Linear, and quick where there are none.
std::vector<Nolint> parseNolints(llvm::StringRef Text);

/// The comment that silences a diagnostic of \p Check at \p Where, or at one of
/// the places it was expanded from, with the place of the comment.
struct Silencer {
  clang::SourceLocation Where;
  Nolint Comment;
};
std::optional<Silencer> findNolint(clang::SourceLocation Where,
                                   llvm::StringRef Check,
                                   const clang::SourceManager &Sources);

} // namespace quiesce::driver

#endif // QUIESCE_DRIVER_NOLINT_H
