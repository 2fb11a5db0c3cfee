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

/// One thing that a function does and that has to do with stopping a task.
struct StopFact {
  enum What : uint8_t {
    Blocks,   ///< waits without limit for what somebody else must do
    Pauses,   ///< is a loop of unknown length that sleeps in its rounds
    Calls,    ///< enters another body of the unit
    Starts,   ///< starts a task
    Requests, ///< requests a stop
    Wakes,    ///< may end somebody's wait, or is a call that nobody sees
    Polls,    ///< looks whether a wait would be over, or waits for a time only
    Hands,    ///< gives a token to what is not seen: it may be watched there
  } Kind = Blocks;
  uint32_t Where = 0;
  int Body = -1; ///< Calls, Starts: index into StopFacts::Bodies
  int Variable =
      -1; ///< Blocks, Polls, Wakes: the object.  Requests: the source
  model::Operation Op = model::Operation::None;
  bool Watches = false;   ///< Blocks, Pauses: depends on a token
  bool Local = false;     ///< Blocks: on what the body made itself, or a flag
                          ///< that somebody sets.  Calls: is passed such
  bool GetsToken = false; ///< Starts: the task is given a token
  std::string Name;       ///< Blocks: the object in the user's words
  /// Starts: where the tokens come from that the task gets, variables; -1 for
  /// one that nobody knows.
  llvm::SmallVector<int, 2> Sources;
};

/// A function or lambda.
struct StopBody {
  std::string Name, Key;
  uint32_t Where = 0;
  bool Visible = false;
  bool NamesToken = false;
  int Class = -1; ///< of a method
  bool Destructor = false;
  std::vector<StopFact> Facts; ///< in the order of the text
};

/// A variable or member that facts speak of.
struct StopVariable {
  std::string Name;
  uint32_t Where = 0;
  int Class = -1;          ///< of a member
  int Body = -1;           ///< of a local variable: whose
  bool Handle = false;     ///< stops its task itself when it is destroyed
  bool Container = false;  ///< ... or holds such
  bool Escapes = false;    ///< used in a way that is not followed
  bool Links = false;      ///< a source made where a token was given
  bool GivesToken = false; ///< its token is used
  std::string Given;       ///< ... that token
};

struct StopClass {
  int Destructor = -1;    ///< body; -1: the compiler's own
  bool Visible = true;    ///< each of its methods has a body here
  bool EndsWaits = false; ///< its members end waits when they are destroyed
};

struct StopFacts {
  std::vector<StopBody> Bodies;
  std::vector<StopVariable> Variables;
  std::vector<StopClass> Classes;
  /// Variables that may stand for the same object: one was made of the other,
  /// or passed for it.
  std::vector<std::pair<int, int>> Aliases;
};

/// What the functions of the unit do about stopping.  Empty when no task is
/// given a token.
StopFacts stopFacts(Lowering &L);

/// All calls of the unit that do not get the token; in the order of the text,
/// each place once.
std::vector<UnpassedToken> unpassedTokens(Lowering &L);

} // namespace quiesce

#endif // QUIESCE_SKELETON_CANCELLATION_H
