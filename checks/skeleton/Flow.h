//===- Flow.h - what a skeleton's instructions read, and what follows -*- C++
//-*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Data and control flow within one skeleton.
//
//===----------------------------------------------------------------------===//

#ifndef QUIESCE_SKELETON_FLOW_H
#define QUIESCE_SKELETON_FLOW_H

#include "skeleton/Skeleton.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace quiesce {

/// Calls \p Use with each register that \p I of \p F reads.
void forEachRead(const Function &F, const Instruction &I,
                 llvm::function_ref<void(Reg)> Use);
bool reads(const Function &F, const Instruction &I, Reg R);

/// Calls \p Next with each instruction that may follow \p At; the end of the
/// body is one.  Exceptions, which any instruction but a jump may let through,
/// lead to the landings that cover it; what has unwound once may go on to any
/// landing.
void forEachNext(const Function &F, int At, llvm::function_ref<void(int)> Next);

/// Adds to \p P the variables that \p F makes something depend on.
void noteDeciding(Program &P, const Function &F);

/// Fills F.Needed and F.Kept.  Cost: linear in the body for code without loops.
void findNeeded(Function &F);

} // namespace quiesce

#endif // QUIESCE_SKELETON_FLOW_H
