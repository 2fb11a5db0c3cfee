//===- View.h - what one task knows for certain -----------------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The translation runs each task alone.  A view is what is known there between
// two steps of the model: where the task stands, its registers, and the objects
// it can reach.  Of primitives and of variables that several tasks use, only
// the name is known; their contents are variables of the model.
//
// Two views with the same text() are the same point of the model.
//
//===----------------------------------------------------------------------===//

#ifndef QUIESCE_PROMELA_VIEW_H
#define QUIESCE_PROMELA_VIEW_H

#include "skeleton/Skeleton.h"
#include <climits>
#include <map>
#include <set>

namespace quiesce::promela {

/// An object, as one task sees it.
struct Thing {
  int Type = -1; ///< -1: a box with one scalar
  model::Primitive Kind = model::Primitive::None;
  int Amount = 0;      ///< channel: capacity.  Select arm: its operation
  bool Shared = false; ///< another task can reach it
  bool Dead = false;
  std::map<int, Value> Fields;
  /// Container: slots.  Arm: channel, action, value.  Several guards: mutexes.
  std::vector<Value> Items;
};

struct Activation {
  int Function = -1;
  int At = 0; ///< of a caller: the call
  Reg Dst = -1;
  std::vector<Value> Registers;
  int UnwindFrom = -1, UnwindNext = 0;
  bool Drop = false;  ///< no result
  bool Stays = false; ///< the caller's instruction is run again afterwards
};

/// What is known of an unknown number.
struct Range {
  int Low = INT_MIN, High = INT_MAX;
  std::set<int> Not;
  bool Handed = false; ///< several tasks know it
};

/// Values that variables of the model may hold, by object and field.
using Stored = std::map<std::pair<int, int>, std::vector<Value>>;

struct View {
  int Task = 0;
  int Stage = 0; ///< of an operation that takes several steps
  int Exception = -1;
  int Tasks = 0;             ///< started so far by this one
  int Stop = -1, Event = -1; ///< objects: its stop state, its result
  Value Closure;
  std::vector<Activation> Frames;
  std::map<int, Thing> Heap;
  std::map<int, Value> Globals;
  std::map<int, Range> Symbols;
  std::set<int> Taken; ///< numbers of objects that others may know

  /// Numbers are given by task, so that those of two tasks differ.
  static constexpr int PerTask = 1000;
  int add(Thing T);
  int addSymbol();
  /// Drops what the task cannot reach any more, and dead registers.
  void collect(Program &P, const Stored &S);
  /// All numbers of objects that can be reached from \p Roots.
  std::set<int> reach(llvm::ArrayRef<Value> Roots, const Stored &S) const;
  /// What they lead to that is unknown, by symbol.
  std::multimap<int, Value> symbols(llvm::ArrayRef<Value> Roots,
                                    const Stored &S) const;
  std::string text() const;
};

/// The object a value leads to; -1 if none.
int target(const Value &V);

} // namespace quiesce::promela

#endif // QUIESCE_PROMELA_VIEW_H
