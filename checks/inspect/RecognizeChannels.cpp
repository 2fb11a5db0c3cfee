//===- RecognizeChannels.cpp - blocking queues ----------------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "inspect/Recognizers.h"

using quiesce::model::Mode;
using quiesce::model::Operation;
using quiesce::model::Primitive;

namespace quiesce {

/// How many values fit, as far as the constructor says.
static void setCapacity(Draft &D, bool Bounded) {
  const Method &Made = D.C.Constructor;
  if (Bounded && Made.Given.Count >= 0 && !D.C.CountHasDefault) {
    D.Made.Row.Constructor.Args.Count = Made.Given.Count;
    D.because("sends wait, and a constructor takes a number: the capacity?");
    return;
  }
  D.Made.Row.Unbounded = true;
  if (Bounded)
    D.because("sends wait, but no constructor must be given a capacity: never "
              "full here");
}

/// "timed" where it always has a limit, "deadline" where it may have one.
static void setLimit(model::OperationModel &Does, const Method &M) {
  if (M.Given.Limit < 0 || Does.How == Mode::Try)
    return;
  Does.How = M.Given.Absent ? Mode::Blocking : Mode::Timed;
  if (M.Given.Absent)
    Does.Args.Deadline = M.Given.Limit;
}

bool looksLikeChannel(const ClassEvidence &C, Suggestion &Out) {
  if (!C.has(Primitive::Condition) || !C.has(Primitive::Sequence))
    return false;
  Draft D(C, Primitive::Channel);
  bool Bounded = false;
  for (const auto &[Name, M] : C.Methods) {
    const MethodEvidence &E = M.Does;
    Mode Waiting = E.TimedWait ? Mode::Timed : Mode::Blocking;
    if (E.Takes && !E.Puts && M.Gives) {
      setLimit(D.add(Name, Operation::Receive, E.Waits ? Waiting : Mode::Try,
                     (E.Waits ? "waits on " + C.field(Primitive::Condition) +
                                    " and takes"
                              : "takes without waiting") +
                         " from " + C.field(Primitive::Sequence)),
               M);
    } else if (E.Puts && !E.Takes) {
      Bounded |= E.Waits;
      bool Tries = llvm::StringRef(plain(Name)).starts_with("try") && !E.Waits;
      setLimit(D.add(Name, Operation::Send, Tries ? Mode::Try : Waiting,
                     std::string(E.Waits ? "waits and puts" : "puts") +
                         " into " + C.field(Primitive::Sequence) +
                         (E.Notifies ? " and notifies" : "")),
               M);
    } else if (E.SetsFlag && E.Notifies) {
      D.add(Name, Operation::Close, Mode::Blocking, "sets a flag and notifies");
    }
  }
  bool Waits = llvm::any_of(D.Made.Row.Members, [](const auto &M) {
    return M.second.Op == Operation::Receive && M.second.How != Mode::Try;
  });
  if (!Waits || !D.has(Operation::Send))
    return false;
  D.Made.Row.SendWhenClosed = model::WhenClosed::Returns;
  setCapacity(D, Bounded);
  return D.accept(Out);
}

bool isCalledChannel(const ClassEvidence &C, Suggestion &Out) {
  if (!namesKind(Primitive::Channel, C.Class->getName()))
    return false;
  Draft D(C, Primitive::Channel);
  if (!D.addByName(Primitive::Channel) || !D.has(Operation::Send) ||
      !D.has(Operation::Receive, true))
    return false;
  D.Made.Row.Unbounded = true;
  return D.accept(Out);
}

} // namespace quiesce
