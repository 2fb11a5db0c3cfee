//===- RecognizeCounters.cpp - latches, events and semaphores -------------===//
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

/// A counter with more methods than these is something else besides.
constexpr size_t MostMethodsOfCounter = 8;

/// The count that an object of the class starts with.
static void setCount(Draft &D) {
  model::TypeModel &Row = D.Made.Row;
  if (D.C.Constructor.Given.Count >= 0)
    Row.Constructor.Args.Count = D.C.Constructor.Given.Count;
  else if (Row.Kind == Primitive::Latch && !D.has(Operation::CountUp))
    Row.DefaultCapacity = 1; // an event
}

static bool looksLikeLatch(const ClassEvidence &C, Suggestion &Out) {
  Draft D(C, Primitive::Latch);
  for (const auto &[Name, M] : C.Methods) {
    const MethodEvidence &E = M.Does;
    if (E.Waits && !E.Subtracts && !E.Adds && !E.SetsFlag) {
      model::OperationModel &Does =
          D.add(Name, Operation::AwaitZero,
                E.TimedWait && !M.Given.Absent ? Mode::Timed : Mode::Blocking,
                "waits on " + C.field(Primitive::Condition));
      if (E.TimedWait && M.Given.Absent)
        Does.Args.Deadline = M.Given.Limit;
      if (E.TimedWait && M.Given.Limit < 0)
        Does.How = Mode::Timed;
    } else if (E.Subtracts && E.Notifies && !E.Waits) {
      D.add(Name, Operation::CountDown, Mode::Blocking,
            "subtracts and notifies");
    } else if (E.Adds && !E.Notifies && !E.Waits) {
      D.add(Name, Operation::CountUp, Mode::Blocking, "adds");
    } else if (E.SetsFlag && E.Notifies && !E.Waits) {
      D.add(Name, Operation::CountDown, Mode::Blocking,
            "sets a flag and notifies");
    }
  }
  auto Waits = llvm::count_if(D.Made.Row.Members, [](const auto &M) {
    return M.second.Op == Operation::AwaitZero &&
           M.second.How == Mode::Blocking;
  });
  if (Waits != 1 || // several wait for several things
      !D.has(Operation::CountDown))
    return false;
  setCount(D);
  return D.accept(Out);
}

static bool looksLikeSemaphore(const ClassEvidence &C, Suggestion &Out) {
  Draft D(C, Primitive::Semaphore);
  for (const auto &[Name, M] : C.Methods) {
    const MethodEvidence &E = M.Does;
    if (E.Waits && E.Subtracts && !E.Adds)
      D.add(Name, Operation::Acquire,
            E.TimedWait ? Mode::Timed : Mode::Blocking,
            "waits on " + C.field(Primitive::Condition) + " and subtracts");
    else if (E.Adds && E.Notifies && !E.Waits)
      D.add(Name, Operation::Release, Mode::Blocking, "adds and notifies");
    else if (E.Subtracts && !E.Waits && !E.Adds && !E.Notifies && M.Gives)
      D.add(Name, Operation::Acquire, Mode::Try, "subtracts without waiting");
  }
  if (!D.has(Operation::Acquire, true) || !D.has(Operation::Release))
    return false;
  setCount(D);
  return D.accept(Out);
}

bool looksLikeCounter(const ClassEvidence &C, Suggestion &Out) {
  // A class that does more than count has a life of its own.
  if (!C.has(Primitive::Condition) || C.has(Primitive::Task) ||
      C.has(Primitive::Sequence) || C.Methods.size() > MostMethodsOfCounter)
    return false;
  return looksLikeSemaphore(C, Out) || looksLikeLatch(C, Out);
}

bool isCalledCounter(const ClassEvidence &C, Suggestion &Out) {
  for (Primitive Kind : {Primitive::Semaphore, Primitive::Latch}) {
    if (!namesKind(Kind, C.Class->getName()) ||
        C.Methods.size() > MostMethodsOfCounter)
      continue;
    Draft D(C, Kind);
    bool Semaphore = Kind == Primitive::Semaphore;
    if (!D.addByName(Kind) ||
        !D.has(Semaphore ? Operation::Acquire : Operation::AwaitZero, true) ||
        !D.has(Semaphore ? Operation::Release : Operation::CountDown))
      continue;
    setCount(D);
    if (C.Methods.count("reset") || C.Methods.count("Reset"))
      D.because("it can be reset: a call of that is unknown");
    return D.accept(Out);
  }
  return false;
}

} // namespace quiesce
