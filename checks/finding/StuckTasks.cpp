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

bool tests(Explorer &E, const State &S, int T) {
  switch (E.M.stand(S, T)) {
  case Machine::Stand::Round:
    return true;
  case Machine::Stand::Operation: {
    const OpSite *Site = E.M.site(S, T);
    return Site ? Site->Op == Operation::Load || model::asksContents(Site->Op)
                : E.M.instruction(S, T).What == Code::Load;
  }
  default:
    return false;
  }
}

/// Whether the task stands at the taking or giving back of a lock, as a test
/// may do that is a function of its own.
static bool locks(Explorer &E, const State &S, int T) {
  const OpSite *Site = E.M.site(S, T);
  if (!Site || E.M.stand(S, T) == Machine::Stand::Choice)
    return false;
  switch (Site->Op) {
  case Operation::Lock:
  case Operation::LockShared:
  case Operation::Unlock:
  case Operation::UnlockShared:
    return true;
  default:
    return false;
  }
}

namespace {
enum class Woken { GoesOn, Sleeps, Unsure };
}

/// Wakes the task, asleep at \p Where, and follows it back to the test in front
/// of its wait and through what that asks; \p S is where it then stands.
static Woken wake(Explorer &E, State &S, int T, uint32_t Where) {
  const State Asleep = S;
  if (!E.M.force(Asleep, T, /*Holds=*/false, S))
    return Woken::Unsure;
  bool Locks = false;
  std::vector<Transition> Out;
  for (int Step = 0; Step < MaxTestSteps; ++Step) {
    if (S.task(T).Ended || S.task(T).Frames.empty())
      return Woken::GoesOn;
    const bool Lock = locks(E, S, T);
    if (!Lock && !tests(E, S, T))
      break;
    Out.clear();
    E.M.expand(S, T, Out);
    if (Out.empty())
      break;
    if (!Lock && Out.size() > 1) // nobody knows
      return Woken::Unsure;
    Locks |= Lock;
    S = std::move(Out[0].Next);
  }
  if (E.M.leftLoop(Asleep, S, T))
    return Woken::GoesOn;
  if (tests(E, S, T) || E.M.stand(S, T) == Machine::Stand::Choice)
    return Woken::Unsure;
  if (E.M.instruction(S, T).Where != Where)
    return Woken::GoesOn;
  if (Locks) { // it may have done more than ask
    Out.clear();
    E.M.expand(S, T, Out);
    if (Out.size() != 1)
      return Woken::Unsure;
    S = std::move(Out[0].Next);
  }
  return Woken::Sleeps;
}

/// Whether the task, asleep at \p Where, would go on if it were woken, and not
/// come back with nothing changed: what one round leaves, the next leaves too.
static Woken ifWoken(Explorer &E, State S, int T, uint32_t Where) {
  Woken How = wake(E, S, T, Where);
  if (How != Woken::Sleeps || S.task(T).Stage != Phase::Asleep)
    return How;
  const Identity Once = fingerprint(S, E.M.P);
  How = wake(E, S, T, Where);
  return How == Woken::Sleeps && fingerprint(S, E.M.P) != Once ? Woken::GoesOn
                                                               : How;
}

StuckTask look(Explorer &E, const State &S, int T) {
  StuckTask Result;
  Result.Task = T;
  const Instruction &I = E.M.instruction(S, T);
  Result.Where = I.Where;
  Result.Site = E.M.site(S, T);
  Result.Object = E.M.objectOf(S, T); // of no operation: what is destroyed
  for (TraceStep &Each : E.told(S, T)) {
    Result.Object = Each.Object;
    Result.Name = std::move(Each.Name);
    // Of several locks that are taken at once it is one that somebody has.
    if (Each.Object >= 0 &&
        (S.object(Each.Object).N[0] || S.object(Each.Object).N[1]))
      break;
  }
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
    const Woken How =
        Result.ForMutex ? Woken::Sleeps : ifWoken(E, S, T, Result.Where);
    Result.Holds = How == Woken::GoesOn;
    Result.Unsure = How == Woken::Unsure;
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

/// The objects that the tasks that are left, or globals, lead to; of the task
/// \p Caller only what it is called with counts.
static std::vector<bool> reachable(Program &P, const State &S,
                                   int Caller = -1) {
  std::vector<bool> Reached(S.Heap.size(), false);
  std::vector<int> Work;
  auto Reach = [&](int Object) {
    if (Object >= 0 && !Reached[Object]) {
      Reached[Object] = true;
      Work.push_back(Object);
    }
  };
  auto Visit = [&](const Value &V) {
    if (V.K == Value::Ref || V.K == Value::Cell || V.K == Value::Guard ||
        V.K == Value::Iter)
      Reach(V.A);
    if (V.K == Value::Iter)
      Reach(V.B);
  };
  for (size_t I = 0; I < S.Tasks.size(); ++I) {
    const auto &T = S.Tasks[I];
    if (T->Ended)
      continue;
    const size_t Frames = int(I) == Caller ? 1 : T->Frames.size();
    for (size_t F = 0; F < Frames; ++F)
      forEachLive(P, *T, F, Visit);
    Visit(T->Closure);
    Visit(T->Thrown);
  }
  for (const Value &G : S.Globals)
    Visit(G);
  while (!Work.empty()) {
    const Object &O = S.object(Work.back());
    Work.pop_back();
    for (const auto &[Field, V] : O.Fields)
      Visit(V);
    for (const Value &V : O.Items)
      Visit(V);
  }
  return Reached;
}

/// Whether \p Object keeps the promise of \p Event, or owns what does, through
/// up to \p Depth owners.
static bool keeps(Program &P, const State &S, int Object, int Event,
                  int Depth = 6) {
  const quiesce::Object &O = S.object(Object);
  if (O.Kind == Primitive::PackagedTask && O.N[1] == Event + 1)
    return true;
  auto Leads = [&](const Value &V) {
    if (V.K != Value::Ref && V.K != Value::Cell)
      return false;
    if (V.K == Value::Ref && V.A == Event)
      return true;
    const int Type = S.object(V.A).Type;
    const bool Owned =
        V.Sub == Value::Owning ||
        (V.K == Value::Ref && S.object(V.A).Kind == Primitive::PackagedTask) ||
        (V.K == Value::Ref && Type >= 0 && P.Types[Type].CallOperator >= 0);
    return Owned && Depth && keeps(P, S, V.A, Event, Depth - 1);
  };
  return llvm::any_of(O.Fields, [&](const auto &F) { return Leads(F.second); });
}

bool mayBeBroken(Explorer &E, const State &S, int Event) {
  if (Event < 0)
    return false;
  Program &P = E.M.P;
  const std::vector<bool> Reached = reachable(P, S);
  E.M.Work += S.Heap.size();
  for (size_t I = 0; I < S.Heap.size(); ++I) {
    const Object &O = S.object(int(I));
    if (!Reached[I] && !O.Dead && O.Type >= 0 &&
        P.Types[O.Type].CallOperator >= 0 && keeps(P, S, int(I), Event))
      return true;
  }
  return false;
}

bool isLost(Explorer &E, const State &S, const StuckTask &T) {
  if (isLock(T) || isJoin(T) || T.Object < 0 || S.object(T.Object).External)
    return false;
  const std::vector<bool> Reached = reachable(E.M.P, S, T.Task);
  E.M.Work += S.Heap.size();
  for (size_t I = 0; I < S.Heap.size(); ++I) // what is in it, nobody knows
    if (Reached[I] && isContainer(S.object(int(I)).Kind) &&
        S.object(int(I)).Vague)
      return false;
  return !Reached[T.Object];
}

bool isLock(const StuckTask &T) {
  return T.ForMutex || (T.Site && model::takesLock(T.Site->Op));
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
