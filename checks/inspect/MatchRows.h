//===- MatchRows.h - rows that match nothing --------------------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A row whose name is misspelt silently does nothing.  This tells which rows
// of the user's own files have a declaration in a unit, and which of their
// members.  The libraries' rows are not asked: they speak of several versions.
//
//===----------------------------------------------------------------------===//

#ifndef QUIESCE_INSPECT_MATCHROWS_H
#define QUIESCE_INSPECT_MATCHROWS_H

#include "model/Model.h"

namespace clang {
class ASTContext;
} // namespace clang

namespace quiesce {

struct RowMatch {
  std::string Place; ///< file:line
  std::string Name;
  bool Seen = false;      ///< the unit declares it
  bool ScopeSeen = false; ///< or at least the namespace or class it stands in
  std::vector<std::string> MissingMembers; ///< sorted
};

std::vector<RowMatch> matchUserRows(clang::ASTContext &Context,
                                    const model::ModelSet &Models);

} // namespace quiesce

#endif // QUIESCE_INSPECT_MATCHROWS_H
