//===- Suggest.h - classes that look like primitives ------------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Proposes model rows for the classes of a code base, for a person to accept:
//
// - a body that speaks: a class of a condition and a container whose
//   methods wait and take, or put and notify, is a channel; with a number
//   instead of the container a counter;
// - names in common use, where no body is visible: Lock and Unlock; Push, Pop
//   and Close.
//
// A guess is no more than that: each comes with what it rests on.
//
//===----------------------------------------------------------------------===//

#ifndef QUIESCE_INSPECT_SUGGEST_H
#define QUIESCE_INSPECT_SUGGEST_H

#include "model/Model.h"

namespace clang {
class ASTContext;
} // namespace clang

namespace quiesce {

struct Suggestion {
  model::TypeModel Row;
  std::string Place;                 ///< file:line of the class
  std::vector<std::string> Evidence; ///< one reason each
  /// How much it rests on: members whose body speaks count 2, names 1.
  unsigned Weight = 0;
};

/// Suggestions for the classes of a unit that have no row and are no
/// library's, sorted by name; a class template once.
std::vector<Suggestion> suggestRows(clang::ASTContext &Context,
                                    const model::ModelSet &Models);

} // namespace quiesce

#endif // QUIESCE_INSPECT_SUGGEST_H
