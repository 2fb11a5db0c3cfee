//===- Promela.h - a system for another model checker -----------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Writes a system as a Promela model, so that SPIN can be asked for a second
// opinion: which of its tasks can be blocked for good?  What an operation does
// is written down here once more, from the table of primitives in DESIGN.md; of
// explore/ nothing is used.
//
// Each task becomes a proctype.  The code is run symbolically, one task at a
// time, with all that only this task knows: registers, references, closures,
// constants.  What is left are the steps that concern others, and those are
// what is written:
//
//   T1_4: if :: atomic { m0_2 == 0 -> m0_2 = 2 }; goto T1_5 fi /* 14:5 */
//
// A node stands on a line of its own that ends in its place in the source, and
// blocked tasks are reported by these lines:
//
//   blocked T1 at model line 52
//
// What cannot be written down exactly is an error, never a guess.
//
//===----------------------------------------------------------------------===//

#ifndef QUIESCE_PROMELA_PROMELA_H
#define QUIESCE_PROMELA_PROMELA_H

#include "skeleton/Skeleton.h"

namespace quiesce {

/// Writes the system whose root task runs \p Function.  Returns why it cannot
/// be written, with the place, and then writes nothing; empty on success.
/// \p Whole: the function is main, so globals hold their initial values.
std::string writePromela(Program &P, int Function, bool Whole,
                         llvm::raw_ostream &Out);

} // namespace quiesce

#endif // QUIESCE_PROMELA_PROMELA_H
