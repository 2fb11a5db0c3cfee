//===- Cancellation.cpp - stop states and their callbacks -----------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "explore/Operations.h"

namespace quiesce {

bool Operations::requestStop(State &S, int T, int Stop) {
  Object &O = S.change(Stop);
  if (O.N[0])
    return false;
  O.N[0] = 1;
  llvm::SmallVector<Value, 2> Callbacks(O.Items.begin(), O.Items.end());
  bool Entered = false;
  for (const Value &C : Callbacks) {
    if (C.K != Value::Ref)
      continue;
    Value Body;
    if (const Value *V = S.object(C.A).find(0))
      Body = *V;
    size_t Depth = S.task(T).Frames.size();
    M.callValue(S, T, Body, {}, -1);
    if (S.task(T).Frames.size() > Depth) {
      S.changeTask(T).Frames.back().DropResult = true;
      Entered = true;
    }
  }
  return Entered;
}

/// The stop state behind a source, a token or a task that has one; without any
/// of them that of the task itself.
Value Operations::stopState(const State &S, int T, const OpSite &Site) {
  Value Stop = Site.Value >= 0 ? M.read(S, T, Site.Value) : Value::task(T);
  if (Stop.K != Value::Task)
    return Stop;
  int Own = S.task(Stop.A).StopState;
  return Own >= 0 ? Value::ref(Own) : Value::null();
}

/// Whether the stop of the task that waits may have been requested.
bool Operations::mayBeStopped(const State &S, int T) {
  int Own = S.task(T).StopState;
  return Own >= 0 &&
         (S.object(Own).N[0] || S.object(Own).Open || S.object(Own).External);
}

/// The way out of a wait that the stop of its task gives.
void Operations::stopWait(const State &S, int T, const OpSite &Site,
                          Outcomes &Out) {
  if (!mayBeStopped(S, T))
    return;
  Transition &To = add(S, T, Out);
  To.Next.changeTask(T).Stage = Phase::None;
  stopped(To, T, Site);
}

/// What the operation does that the stop of its task ends.
void Operations::stopped(Transition &To, int T, const OpSite &Site) {
  if (*Site.WhenStopped == model::WhenClosed::Returns)
    return done(To.Next, T, statusValue(Site, &ResultForm::Closed, false));
  M.throwing(To.Next, T, -1, Value());
  M.raise(To.Next, T, To.Violations);
}

/// Of each task in a group.
void Operations::requestStops(State &S, int T, const OpSite &Site) {
  State Scratch = S;
  int Group = primitive(Scratch, T, Site);
  note(S, T, Site);
  done(S, T, Value::unknown());
  if (Group < 0 || size_t(Group) >= S.Heap.size())
    return;
  llvm::SmallVector<Value, 4> Slots(S.object(Group).Items.begin(),
                                    S.object(Group).Items.end());
  for (const Value &Slot : Slots) {
    Value Task = M.load(S, M.asAddress(S, Slot));
    int Stop = Task.K == Value::Task ? S.task(Task.A).StopState : -1;
    if (Stop >= 0)
      requestStop(S, T, Stop);
  }
}

void Operations::requestStop(State &S, int T, const OpSite &Site) {
  if (Site.Value < 0)
    return requestStops(S, T, Site);
  Value Stop = stopState(S, T, Site);
  note(S, T, Site);
  // Whether that was the first request; libraries differ in how they say it.
  done(S, T, Value::unknown());
  if (Stop.K == Value::Ref && !S.object(Stop.A).N[0])
    requestStop(S, T, Stop.A);
}

void Operations::stopRequested(const State &S, int T, const OpSite &Site,
                               Outcomes &Out) {
  Value Stop = stopState(S, T, Site);
  if (Stop.K == Value::Ref && !S.object(Stop.A).Open &&
      !S.object(Stop.A).External) {
    M.watch(S, T, Stop.A);
    answer(S, T, Value::integer(S.object(Stop.A).N[0] != 0), Out);
  } else if (Stop.K == Value::Null) {
    answer(S, T, Value::integer(0), Out);
  } else {
    answerUnknown(S, T, Out);
  }
}

} // namespace quiesce
