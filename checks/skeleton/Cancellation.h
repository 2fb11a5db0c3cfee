//===- Cancellation.h - what is done with stop tokens -----------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Facts about stop tokens that need no exploration, only a look at each
// function: which calls would take the token in scope and do not get it, and
// what tasks that are given a token wait for.  Like skeletons they hold no AST;
// finding/Cancellation.cpp makes findings of them.
//
//===----------------------------------------------------------------------===//

#ifndef QUIESCE_SKELETON_CANCELLATION_H
#define QUIESCE_SKELETON_CANCELLATION_H

#include "skeleton/Skeleton.h"
#include <optional>

namespace quiesce {

class Lowering;

/// A call that would take a stop token in scope and does not get it.
struct UnpassedToken {
  enum Way : uint8_t {
    Overload, ///< an overload takes one more argument, the token
    Default,  ///< its token parameter has its default, an empty token
    Empty,    ///< an empty token is written out
  } How = Overload;
  uint32_t Where = 0;    ///< the call
  uint32_t Declared = 0; ///< the overload, or the parameter; 0 in a library
  uint32_t TokenAt = 0;  ///< where the token is declared
  std::string Callee, Token;
  std::string Function; ///< the caller's key
  std::string Caller;   ///< ... and its name
  std::optional<Fix> Repair;
};

/// All calls of the unit that do not get the token; in the order of the text,
/// each place once.
std::vector<UnpassedToken> unpassedTokens(Lowering &L);

} // namespace quiesce

#endif // QUIESCE_SKELETON_CANCELLATION_H
