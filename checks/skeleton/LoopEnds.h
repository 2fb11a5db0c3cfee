//===- LoopEnds.h - what may bring a loop to its end ------------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Internal to checks/skeleton.
//
//===----------------------------------------------------------------------===//

#ifndef QUIESCE_SKELETON_LOOPENDS_H
#define QUIESCE_SKELETON_LOOPENDS_H

#include "skeleton/Lowering.h"

namespace quiesce {

/// Somewhere in \p S the task sleeps.
bool sleeps(Lowering &L, const clang::Stmt *S);
/// \p S reads a truth value, which somebody may set.
bool readsFlag(Lowering &L, const clang::Stmt *S);
/// The \p Condition of a loop, or one on which its \p Body leaves it, counts,
/// compares times, or reads what somebody may set: it ends without a stop.
bool endsByItself(Lowering &L, const clang::Expr *Condition,
                  const clang::Stmt *Body);

} // namespace quiesce

#endif // QUIESCE_SKELETON_LOOPENDS_H
