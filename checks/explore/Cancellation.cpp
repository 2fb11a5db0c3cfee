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

/// The stop state behind a source, a token or a task that has one.
Value Operations::stopState(const State &S, int T, const OpSite &Site) {
  Value Stop = M.read(S, T, Site.Value);
  if (Stop.K != Value::Task)
    return Stop;
  int Own = S.task(Stop.A).StopState;
  return Own >= 0 ? Value::ref(Own) : Value::null();
}

void Operations::requestStop(State &S, int T, const OpSite &Site) {
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
    M.watch(S, Stop.A);
    answer(S, T, Value::integer(S.object(Stop.A).N[0] != 0), Out);
  } else if (Stop.K == Value::Null) {
    answer(S, T, Value::integer(0), Out);
  } else {
    answerUnknown(S, T, Out);
  }
}

} // namespace quiesce
