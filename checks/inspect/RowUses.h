//===- RowUses.h - which rows a unit's code needs ---------------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where the user's code names a modelled type, calls a modelled member or
// function: what of a code base quiesce understands, and, turned round, which
// rows no test of ours exercises (testdata/models/exercised.py).
//
//===----------------------------------------------------------------------===//

#ifndef QUIESCE_INSPECT_ROWUSES_H
#define QUIESCE_INSPECT_ROWUSES_H

#include "model/Model.h"
#include <tuple>

namespace clang {
class ASTContext;
} // namespace clang

namespace quiesce {

struct RowUse {
  std::string Row; ///< name of the type or function
  /// Empty for an object of the type, or for a function.  The keys of a row
  /// that are no member's stand in parentheses: "(constructor)", "(iterate)".
  std::string Member;
  std::string Source; ///< file:line of the row
  std::string Place;  ///< file:line of the use
  std::string Within; ///< the function it stands in, unqualified; or empty

  auto key() const { return std::tie(Row, Member, Place, Within, Source); }
  bool operator<(const RowUse &Other) const { return key() < Other.key(); }
};

/// Sorted, each once; templates where they are instantiated.  What a mistake in
/// an annotation makes unknown is added to \p Errors.
std::vector<RowUse> rowUses(clang::ASTContext &Context,
                            const model::ModelSet &Models,
                            std::vector<model::ModelError> &Errors);

} // namespace quiesce

#endif // QUIESCE_INSPECT_ROWUSES_H
