//===- DroppedCoroutines.h - coroutines nobody starts -----------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A coroutine that suspends before its first statement runs when somebody
// awaits or resumes what the call of it gives back.  A call whose result is
// discarded, or kept in a variable that is never named again, never does.
//
//===----------------------------------------------------------------------===//

#ifndef QUIESCE_SKELETON_DROPPEDCOROUTINES_H
#define QUIESCE_SKELETON_DROPPEDCOROUTINES_H

#include <cstdint>
#include <string>
#include <vector>

namespace quiesce {

class Lowering;

struct DroppedCoroutine {
  uint32_t Where = 0;    ///< the call
  uint32_t Declared = 0; ///< the coroutine; 0 in a library
  std::string Callee;
  std::string Variable; ///< that keeps the result; empty: discarded
  std::string Function; ///< the caller's key
  std::string Caller;   ///< ... and its name
};

/// In the order of the text, each place once.
std::vector<DroppedCoroutine> droppedCoroutines(Lowering &L);

} // namespace quiesce

#endif // QUIESCE_SKELETON_DROPPEDCOROUTINES_H
