//===- MatchRows.h - rows that match nothing --------------------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A row whose name is misspelt silently does nothing.  This tells which rows
// have a declaration in a unit, and which of their members.  The libraries'
// rows speak of several versions, so what they do not find need not be wrong.
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
  std::string Row;   ///< file:line of the row, which may have several names
  std::string Name;
  bool Seen = false;      ///< the unit declares it
  bool ScopeSeen = false; ///< or at least the namespace or class it stands in
  std::vector<std::string> MissingMembers; ///< sorted
};

/// The user's rows, or with \p Libraries all.
std::vector<RowMatch> matchRows(clang::ASTContext &Context,
                                const model::ModelSet &Models, bool Libraries);

} // namespace quiesce

#endif // QUIESCE_INSPECT_MATCHROWS_H
