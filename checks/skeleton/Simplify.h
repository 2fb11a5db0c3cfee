//===- Simplify.h - a skeleton without what nobody sees ---------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Most code of a real function computes something that no operation depends
// on.  Each branch in it would double what has to be explored.
//
//===----------------------------------------------------------------------===//

#ifndef QUIESCE_SKELETON_SIMPLIFY_H
#define QUIESCE_SKELETON_SIMPLIFY_H

#include "skeleton/Skeleton.h"

namespace quiesce {

/// Takes out of function \p Number the instructions that only make a value
/// nobody reads, the stores of numbers to variables on which nothing depends
/// (Program::Deciding), and the branches and loops between whose beginning and
/// end nothing else stands.  Such loops are taken to end.  Fills Needed and
/// Kept.  Cost: some passes over the body.
void simplify(Program &P, int Number);

/// Simplifies anew what was simplified before more became deciding.  No task
/// may stand in such a function.
void refresh(Program &P);

} // namespace quiesce

#endif // QUIESCE_SKELETON_SIMPLIFY_H
