//===- StuckTasks.cpp - what a stuck task waits for -----------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "finding/Judge.h"

namespace quiesce {

using model::Operation;
using model::Primitive;

/// Steps from a wait to the next, through the test between them.
static constexpr int MaxTestSteps = 32;

/// Whether the task stands where it only finds out how to go on.
static bool tests(Explorer &E, const State &S, int T) {
  switch (E.M.stand(S, T)) {
  case Machine::Stand::Round:
    return true;
  case Machine::Stand::Operation: {
    const OpSite *Site = E.M.site(S, T);
    return Site ? Site->Op == Operation::Load
                : E.M.instruction(S, T).What == Code::Load;
  }
  default:
    return false;
  }
}

StuckTask look(Explorer &E, const State &S, int T) {
  StuckTask Result;
  Result.Task = T;
  const Instruction &I = E.M.instruction(S, T);
  Result.Where = I.Where;
  Result.Site = E.M.site(S, T);
  Result.Object = E.M.objectOf(S, T);
  const auto &Frames = S.task(T).Frames;
  for (size_t F = Frames.size() - 1; F-- > 0 && Result.Callers.size() < 3;) {
    const Function &Caller = E.M.P.body(Frames[F].Function);
    if (Caller.Synthetic)
      continue;
    const auto &Body = Caller.Body;
    int At = Frames[F].At - (Frames[F + 1].Again ? 0 : 1);
    if (At >= 0 && size_t(At) < Body.size())
      Result.Callers.push_back(Body[At].Where);
  }
  if (Result.Site && Result.Site->Token >= 0) {
    Value Token = S.task(T).Frames.back().Registers[Result.Site->Token];
    if (Token.K == Value::Ref && !S.object(Token.A).N[0])
      Result.StopSite = S.object(Token.A).Site;
  }
  Result.Holder = E.M.awaited(S, T);
  if (!Result.Site) // a destructor waits for a task
    return Result;
  if (Result.Site->Op == Operation::Wait) {
    Result.ForMutex = S.task(T).Stage == Phase::Awake;
    // Were it woken, would it go on?
    State Woken;
    bool Goes = !Result.ForMutex && E.M.force(S, T, /*Holds=*/false, Woken);
    // Back to the test in front of the wait, and through what it reads.
    for (int Step = 0; Goes && Step < MaxTestSteps && tests(E, Woken, T);
         ++Step) {
      std::vector<Transition> Out;
      E.M.expand(Woken, T, Out);
      if (Out.empty())
        break;
      Woken = std::move(Out[0].Next);
    }
    if (Goes && !tests(E, Woken, T) &&
        E.M.stand(Woken, T) != Machine::Stand::Choice)
      Result.Holds = Woken.task(T).Ended || Woken.task(T).Frames.empty() ||
                     E.M.instruction(Woken, T).Where != Result.Where;
  }
  Result.Async = Result.Holder >= 0 && Result.Site->Op != Operation::Join;
  if (Result.Object >= 0) {
    Result.ObjectSite = S.object(Result.Object).Site;
    if (S.object(Result.Object).Kind == Primitive::Mutex &&
        S.object(Result.Object).N[0])
      Result.Holder = S.object(Result.Object).N[0] - 1;
  }
  return Result;
}

bool isLock(const StuckTask &T) {
  return T.ForMutex || (T.Site && (T.Site->Op == Operation::Lock ||
                                   T.Site->Op == Operation::LockShared ||
                                   T.Site->Op == Operation::LockAll));
}

bool isJoin(const StuckTask &T) {
  return !T.Site || T.Site->Op == Operation::Join || T.Async;
}

Check kindOf(const StuckTask &T, const State &S) {
  if (isJoin(T))
    return Check::BlockedJoin;
  if (isLock(T))
    return Check::Deadlock;
  switch (T.Site->Op) {
  case Operation::Send:
    return Check::BlockedSend;
  case Operation::Receive:
    return T.Site->Drain ? Check::MissingClose : Check::BlockedReceive;
  case Operation::Select:
    for (Reg R : T.Site->Rest) {
      Value V = S.task(T.Task).Frames.back().Registers[R];
      if (V.K == Value::Ref && S.object(V.A).N[0] == int(Operation::ReceiveArm))
        return Check::BlockedReceive;
    }
    return Check::BlockedSend;
  case Operation::Wait:
    if (T.StopSite)
      return Check::LostCancellation;
    return T.Site->Counter && !T.Holds ? Check::CountMismatch
                                       : Check::MissedNotify;
  case Operation::Get:
  case Operation::Await:
    return Check::UnfulfilledPromise;
  case Operation::CallOnce:
    return Check::Deadlock;
  default:
    return Check::CountMismatch;
  }
}

} // namespace quiesce
