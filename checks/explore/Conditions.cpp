//===- Conditions.cpp - waiting for a notification, and giving one --------===//
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

bool Operations::sleepsOn(const State &S, int T, int Condition) {
  if (S.task(T).Ended || S.task(T).Stage != Phase::Asleep)
    return false;
  const OpSite *Site = M.site(S, T);
  if (!Site || Site->Op != Operation::Wait)
    return false;
  if (Site->Kind == Primitive::Atomic) {
    Value A = M.asAddress(S, M.read(S, T, Site->Object));
    return A.K == Value::Cell && A.A == Condition;
  }
  State Scratch = S;
  return primitive(Scratch, T, *Site) == Condition;
}

/// The address of the mutex, or of the guard, that a wait gives up: what it is
/// given, the condition's own, or what is waited on itself.
Value Operations::mutexOfWait(const State &S, int T, const OpSite &Site) {
  if (Site.Mutex >= 0)
    return M.read(S, T, Site.Mutex);
  State Scratch = S;
  int Condition = primitive(Scratch, T, Site);
  if (Condition < 0 || size_t(Condition) >= S.Heap.size())
    return Value::unknown();
  if (S.object(Condition).Kind == Primitive::Mutex)
    return Value::ref(Condition);
  const Value *Own = S.object(Condition).find(0);
  return Own ? *Own : Value::unknown();
}

void Operations::wait(const State &S, int T, const OpSite &Site,
                      Outcomes &Out) {
  State Scratch = S;
  if (Site.Kind == Primitive::Atomic) {
    Value A = M.asAddress(S, M.read(S, T, Site.Object));
    Value Old = M.read(S, T, Site.Value);
    M.contended(S, T, A, /*Write=*/false);
    Value Now = M.load(Scratch, A);
    auto Same = M.truth(S, arithmetic(Arith::Eq, Now, Old));
    bool Changed = !Same || !*Same;
    // Code we do not see may change it and notify at any time.
    const bool Open =
        A.K == Value::Cell && (S.object(A.A).Open || S.object(A.A).External);
    if (S.task(T).Stage == Phase::Asleep && !Open)
      return; // until a notification
    if (Changed || Open) {
      note(S, T, Site);
      Transition &To = add(S, T, Out);
      To.Next.changeTask(T).Stage = Phase::None;
      done(To.Next, T, Value::unknown());
    } else {
      Transition &To = add(S, T, Out);
      To.Next.changeTask(T).Stage = Phase::Asleep;
    }
    return;
  }
  int Condition = primitive(Scratch, T, Site);
  int Mutex = -1;
  bool Shared = false;
  const Value Given = mutexOfWait(S, T, Site);
  bool Known = resolveMutex(Scratch, Given, Mutex, Shared) &&
               size_t(Mutex) < S.Heap.size();
  // A mutex from elsewhere can be held by oneself, but others wake the sleeper.
  bool Open = Condition < 0 || size_t(Condition) >= S.Heap.size() ||
              S.object(Condition).Open || !Known ||
              (Mutex == Condition && S.object(Mutex).External);
  auto SetGuard = [&](State &N, bool Held) {
    Value A = M.asAddress(N, Given);
    if (A.K != Value::Cell)
      return;
    Value G = M.load(N, A);
    if (G.K == Value::Guard) {
      G.B = Held;
      M.store(N, A, G);
    }
  };
  // A mutex that is waited on itself is given back as it was held.
  if (Known && Mutex == Condition)
    Shared = S.task(T).Stage == Phase::None
                 ? !S.object(Mutex).N[0] && S.object(Mutex).N[2]
                 : S.task(T).Phase2 != 0;
  switch (S.task(T).Stage) {
  case Phase::None: {
    Transition &To = add(S, T, Out);
    note(S, T, Site);
    if (Known) {
      give(To.Next, Mutex, Shared);
      SetGuard(To.Next, false);
    }
    M.forget(To.Next);
    M.forgetContents(To.Next);
    // Code we do not see may notify at any time.
    To.Next.changeTask(T).Stage = Open ? Phase::Awake : Phase::Asleep;
    To.Next.changeTask(T).Phase2 = Known && Mutex == Condition && Shared;
    return;
  }
  case Phase::Asleep: {
    bool Stop = Site.WhenStopped && mayBeStopped(S, T);
    if (Site.Token >= 0) {
      Value Token = M.read(S, T, Site.Token);
      Stop = Token.K != Value::Null &&
             (Token.K != Value::Ref || S.object(Token.A).N[0] ||
              S.object(Token.A).Open);
    }
    // It may have become open since it went to sleep.
    const bool Woken = Stop || Open;
    if (Woken || Site.How == Mode::Timed) {
      Transition &To = add(S, T, Out);
      TaskState &Task = To.Next.changeTask(T);
      Task.Stage = Phase::Awake;
      Task.TimedOut = !Woken;
      if (!Woken)
        noteTimeout(S, T, Site);
    }
    return;
  }
  default: {
    if (Known && !lockable(S, T, Mutex, Shared, false))
      return;
    const bool Late = S.task(T).TimedOut;
    auto Wakes = [&]() -> Transition & {
      Transition &To = add(S, T, Out);
      TaskState &Task = To.Next.changeTask(T);
      Task.Stage = Phase::None;
      Task.Phase2 = 0;
      Task.TimedOut = false;
      if (Known) {
        if (!S.object(Mutex).Open)
          take(To.Next, T, Mutex, Shared);
        SetGuard(To.Next, true);
      }
      return To;
    };
    // Where a predicate is tested again, the loop around the wait asks for the
    // stop; an exception leaves that loop.
    if (Site.WhenStopped && mayBeStopped(S, T)) {
      stopped(Wakes(), T, Site);
      if (S.object(S.task(T).StopState).N[0])
        return;
    }
    Transition &To = Wakes();
    if (Open && Site.How == Mode::Timed) {
      Value V = M.symbol(To.Next);
      done(To.Next, T, V);
    } else {
      done(To.Next, T,
           statusValue(Site, Late ? &ResultForm::Timeout : &ResultForm::Success,
                       !Late));
    }
  }
  }
}

void Operations::notify(const State &S, int T, const OpSite &Site,
                        Outcomes &Out) {
  State Scratch = S;
  int Condition;
  if (Site.Kind == Primitive::Atomic) {
    Value A = M.asAddress(S, M.read(S, T, Site.Object));
    Condition = A.K == Value::Cell ? A.A : -1;
  } else {
    Condition = primitive(Scratch, T, Site);
  }
  note(S, T, Site);
  llvm::SmallVector<int, 4> Sleepers;
  if (Condition >= 0)
    for (size_t Task = 0; Task < S.Tasks.size(); ++Task)
      if (sleepsOn(S, int(Task), Condition))
        Sleepers.push_back(int(Task));
  if (Site.Op == Operation::NotifyAll || Sleepers.size() <= 1) {
    Transition &To = add(S, T, Out);
    for (int Task : Sleepers) {
      To.Next.changeTask(Task).Stage = Phase::Awake;
      To.Moved |= 1u << Task;
    }
    done(To.Next, T, Value::unknown());
    return;
  }
  for (int Task : Sleepers) {
    Transition &To = add(S, T, Out);
    To.Next.changeTask(Task).Stage = Phase::Awake;
    To.Moved |= 1u << Task;
    done(To.Next, T, Value::unknown());
  }
}

} // namespace quiesce
