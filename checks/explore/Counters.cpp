//===- Counters.cpp - semaphores, latches, wait groups, barriers ----------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "explore/Operations.h"

namespace quiesce {

using model::Mode;
using model::Operation;
using model::Primitive;

/// By how much: the argument, or what the model says; none if not known.
std::optional<int> Operations::amount(const State &S, int T,
                                      const OpSite &Site) {
  if (Site.Count < 0)
    return Site.Amount;
  Value Count = M.read(S, T, Site.Count);
  if (Count.K != Value::Int)
    return std::nullopt;
  return Count.A;
}

void Operations::count(State &S, int T, const OpSite &Site) {
  std::optional<int> Amount = amount(S, T, Site);
  if (int C = primitive(S, T, Site); C >= 0) {
    note(S, T, Site);
    Object &O = S.change(C);
    if (!Amount)
      O.Open = true;
    else
      O.N[0] += Site.Op == Operation::CountDown ? -*Amount : *Amount;
    const int Most = O.Type >= 0 ? P.Types[O.Type].Maximum : 0;
    if (Most && Site.Op == Operation::Release)
      O.N[0] = std::min(O.N[0], Most);
  }
  done(S, T, Value::unknown());
}

void Operations::arrive(State &S, int T, const OpSite &Site) {
  int Amount = amount(S, T, Site).value_or(Site.Amount);
  Value Result = Value::unknown();
  if (int C = primitive(S, T, Site); C >= 0) {
    note(S, T, Site);
    Object &O = S.change(C);
    if (Site.Op == Operation::ArriveAndDrop)
      --O.N[0];
    else
      O.N[1] += Amount;
    if (O.N[1] >= O.N[0]) {
      O.N[1] = 0;
      ++O.N[2];
    }
    Result = Value::integer(O.N[2]);
  }
  done(S, T, Result);
}

void Operations::acquire(const State &S, int T, const OpSite &Site,
                         Outcomes &Out) {
  int C = known(S, T, Site);
  bool Down = Site.Op == Operation::Acquire;
  int Need = amount(S, T, Site).value_or(1);
  if (C < 0 || (Down ? S.object(C).N[0] >= Need : S.object(C).N[0] <= 0)) {
    note(S, T, Site);
    Transition &To =
        answer(S, T, statusValue(Site, &ResultForm::Success, true), Out);
    if (C >= 0 && Down && !S.object(C).N[2])
      To.Next.change(C).N[0] -= Need;
  }
  if (Site.How == Mode::Try && C >= 0)
    M.watch(S, T, C);
  if (Site.How == Mode::Try && Out.empty())
    answer(S, T, statusValue(Site, &ResultForm::Empty, false), Out);
  if (Site.How == Mode::Timed)
    timeout(S, T, Site, C, Out);
}

/// Back to where nobody has set it: an event, or a counter to count down again.
void Operations::reset(const State &S, int T, const OpSite &Site,
                       Outcomes &Out) {
  int C = known(S, T, Site);
  Transition &To = answer(S, T, Value::unknown(), Out);
  if (C < 0)
    return;
  Object &O = To.Next.change(C);
  O.N[0] = O.Kind == Primitive::Semaphore ? 0
           : O.N[1]                       ? O.N[1]
           : O.Type >= 0                  ? P.Types[O.Type].DefaultCapacity
                                          : 1;
}

void Operations::countDownAndWait(const State &S, int T, const OpSite &Site,
                                  Outcomes &Out) {
  int C = known(S, T, Site);
  if (C < 0) {
    answer(S, T, Value::unknown(), Out);
    return;
  }
  if (S.task(T).Stage == Phase::None) {
    note(S, T, Site);
    Transition &To = add(S, T, Out);
    --To.Next.change(C).N[0];
    To.Next.changeTask(T).Stage = Phase::Arrived;
    if (To.Next.object(C).N[0] <= 0) {
      To.Next.changeTask(T).Stage = Phase::None;
      done(To.Next, T, Value::unknown());
    }
  } else if (S.object(C).N[0] <= 0) {
    Transition &To = answer(S, T, Value::unknown(), Out);
    To.Next.changeTask(T).Stage = Phase::None;
  }
}

void Operations::arriveAndWait(const State &S, int T, const OpSite &Site,
                               Outcomes &Out) {
  int C = known(S, T, Site);
  if (C < 0) {
    answer(S, T, Value::unknown(), Out);
    return;
  }
  if (S.task(T).Stage == Phase::None) {
    note(S, T, Site);
    Transition &To = add(S, T, Out);
    Object &O = To.Next.change(C);
    if (++O.N[1] >= O.N[0]) {
      O.N[1] = 0;
      ++O.N[2];
      done(To.Next, T, Value::unknown());
    } else {
      TaskState &Task = To.Next.changeTask(T);
      Task.Stage = Phase::Arrived;
      Task.Phase2 = O.N[2];
    }
  } else if (S.object(C).N[2] != S.task(T).Phase2) {
    Transition &To = answer(S, T, Value::unknown(), Out);
    To.Next.changeTask(T).Stage = Phase::None;
    To.Next.changeTask(T).Phase2 = 0;
  }
}

} // namespace quiesce
