//===- Locks.cpp - mutexes, guards, conditions ----------------------------===//
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

/// From the address of a mutex or of a guard to the mutex.
bool Operations::resolveMutex(State &S, int T, Value Address, int &Mutex,
                              bool &Shared) {
  Value V = M.asAddress(S, Address);
  if (V.K == Value::Cell)
    V = M.load(S, T, V);
  if (V.K == Value::Guard) {
    Shared = V.Sub;
    Mutex = V.A;
    return S.object(Mutex).Kind == Primitive::Mutex;
  }
  if (V.K == Value::Ref && S.object(V.A).Kind == Primitive::Mutex) {
    Mutex = V.A;
    return true;
  }
  return false;
}

bool Operations::lockable(const State &S, int T, int Mutex, bool Shared,
                          bool Recursive) {
  const Object &O = S.object(Mutex);
  if (O.Open)
    return true;
  if (O.N[0] == T + 1)
    return Recursive;
  // A lock from elsewhere that a function left held is somebody else's to give
  // back.
  if (O.N[0])
    return O.External && S.task(O.N[0] - 1).Ended;
  if (!Shared)
    return O.N[2] == 0;
  if (!O.N[2])
    return true;
  // A writer that waits behind the readers goes first.
  for (size_t I = 0; I < S.Tasks.size(); ++I) {
    if (int(I) == T || M.stand(S, int(I)) != Machine::Stand::Operation)
      continue;
    const OpSite *Site = M.site(S, int(I));
    if (!Site || Site->Op != Operation::Lock || Site->Shared ||
        Site->How == Mode::Try)
      continue;
    State Scratch = S;
    int Other = -1;
    bool OtherShared = false;
    if (Site->Object >= 0 &&
        resolveMutex(Scratch, int(I), M.read(S, int(I), Site->Object), Other,
                     OtherShared) &&
        Other == Mutex)
      return false;
  }
  return true;
}

void Operations::take(State &S, int T, int Mutex, bool Shared) {
  Object &O = S.change(Mutex);
  if (Shared) {
    ++O.N[2];
  } else {
    O.N[0] = T + 1;
    ++O.N[1];
  }
}

void Operations::give(State &S, int T, int Mutex, bool Shared) {
  (void)T;
  Object &O = S.change(Mutex);
  // C has one unlock for both kinds.
  if (Shared || (!O.N[0] && O.N[2])) {
    O.N[2] = std::max(0, O.N[2] - 1);
  } else if (O.N[1] > 0 && --O.N[1] == 0) {
    O.N[0] = 0;
  }
}

bool Operations::releaseGuard(State &S, int T, Value Guard, bool Again) {
  if (Guard.K != Value::Guard || !Guard.B)
    return false;
  const Object &O = S.object(Guard.A);
  if (O.Kind == Primitive::Mutex) {
    give(S, T, Guard.A, Guard.Sub);
    return false;
  }
  if (O.Kind == Primitive::Guard) { // several at once
    llvm::SmallVector<Value, 2> Parts(O.Items.begin(), O.Items.end());
    for (const Value &Part : Parts)
      if (Part.K == Value::Ref && S.object(Part.A).Kind == Primitive::Mutex)
        give(S, T, Part.A, false);
    return false;
  }
  if (O.Type >= 0) {
    int Unlock = P.Types[O.Type].LockMethods[Guard.Sub ? 3 : 1];
    if (Unlock >= 0) {
      M.enter(S, T, Unlock, {Value::ref(Guard.A)}, -1, false, true, Again);
      return true;
    }
  }
  return false;
}

void Operations::lock(const State &S, int T, const OpSite &Site,
                      Outcomes &Out) {
  const Instruction &I = M.instruction(S, T);
  State Scratch = S;
  if (Site.Op == Operation::LockAll) {
    llvm::SmallVector<int, 4> Mutexes;
    bool Free = true;
    for (Reg R : Site.Rest) {
      int Mutex = -1;
      bool Shared = false;
      if (!resolveMutex(Scratch, T, M.read(S, T, R), Mutex, Shared))
        continue;
      Mutexes.push_back(Mutex);
      Free &= lockable(S, T, Mutex, false, false);
    }
    if (!Free)
      return;
    Transition &To = add(S, T, Out);
    Object All;
    All.Kind = Primitive::Guard;
    for (int Mutex : Mutexes) {
      take(To.Next, T, Mutex, false);
      All.Items.push_back(Value::ref(Mutex));
    }
    note(S, T, Site, I.Where);
    int Number = To.Next.add(std::move(All));
    done(To.Next, T, Value::make(Value::Guard, Number, 1));
    // std::lock on guards that were deferred makes them own.
    for (Reg R : Site.Rest) {
      Value A = M.asAddress(To.Next, M.read(S, T, R));
      if (A.K != Value::Cell)
        continue;
      Value G = M.load(To.Next, T, A);
      if (G.K == Value::Guard) {
        G.B = 1;
        M.store(To.Next, T, A, G);
      }
    }
    return;
  }

  Value A = M.asAddress(S, M.read(S, T, Site.Object));
  bool Shared = Site.Op == Operation::LockShared || Site.Shared;
  bool MakesGuard = Site.Kind == Primitive::Guard && A.K != Value::Cell;
  bool OnGuard = Site.Kind == Primitive::Guard && A.K == Value::Cell;
  int Mutex = -1;
  bool Known = resolveMutex(Scratch, T, A, Mutex, Shared) &&
               size_t(Mutex) < S.Heap.size();
  // A lock class of the user's own is locked by its own method.
  Value Target = OnGuard ? M.load(Scratch, T, A) : A;
  int UserLock = -1, UserObject = -1;
  if (!Known && (Target.K == Value::Ref || Target.K == Value::Guard) &&
      size_t(Target.A) < S.Heap.size()) {
    int Type = S.object(Target.A).Type;
    if (Type >= 0 && S.object(Target.A).Kind == Primitive::None)
      UserLock = P.Types[Type].LockMethods[Shared ? 2 : 0];
    UserObject = Target.A;
  }
  auto Result = [&](State &N, bool Ok) {
    if (MakesGuard)
      return A.K == Value::Ref
                 ? Value::make(Value::Guard, A.A, Ok, Shared)
                 : Value::null();
    if (OnGuard) {
      Value G = M.load(N, T, A);
      if (G.K == Value::Guard) {
        G.B = Ok;
        M.store(N, T, A, G);
      }
    }
    return statusValue(Site, Ok ? &ResultForm::Success : &ResultForm::Timeout,
                       Ok);
  };
  if (UserLock >= 0 && Site.How == Mode::Blocking) {
    Transition &To = add(S, T, Out);
    Value R = Result(To.Next, true);
    done(To.Next, T, R);
    M.enter(To.Next, T, UserLock, {Value::ref(UserObject)}, -1, false, true);
    return;
  }
  if (!Known) {
    Transition &To = add(S, T, Out);
    Value R = Site.How == Mode::Blocking ? Result(To.Next, true)
                                         : M.symbol(To.Next);
    done(To.Next, T, R);
    return;
  }
  bool Recursive = S.object(Mutex).Type >= 0 &&
                   P.Types[S.object(Mutex).Type].Recursive;
  if (lockable(S, T, Mutex, Shared, Recursive)) {
    note(S, T, Site, I.Where);
    Transition &To = add(S, T, Out);
    if (!S.object(Mutex).Open)
      take(To.Next, T, Mutex, Shared);
    Value R = Result(To.Next, true);
    done(To.Next, T, R);
  }
  if (Site.How == Mode::Try && Out.empty()) {
    Transition &To = add(S, T, Out);
    Value R = Result(To.Next, false);
    done(To.Next, T, R);
  }
  if (Site.How == Mode::Timed)
    timeout(S, T, Site, Out);
}

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

void Operations::wait(const State &S, int T, const OpSite &Site,
                      Outcomes &Out) {
  const Instruction &I = M.instruction(S, T);
  State Scratch = S;
  if (Site.Kind == Primitive::Atomic) {
    Value A = M.asAddress(S, M.read(S, T, Site.Object));
    Value Old = M.read(S, T, Site.Value);
    Value Now = M.load(Scratch, T, A);
    auto Same = M.truth(S, M.arithmetic(S, Arith::Eq, Now, Old, false));
    bool Changed = !Same || !*Same;
    if (S.task(T).Stage == Phase::Asleep)
      return; // until a notification
    if (Changed) {
      note(S, T, Site, I.Where);
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
  bool Known = Site.Mutex >= 0 &&
               resolveMutex(Scratch, T, M.read(S, T, Site.Mutex), Mutex,
                            Shared) &&
               size_t(Mutex) < S.Heap.size();
  bool Open = Condition < 0 || size_t(Condition) >= S.Heap.size() ||
              S.object(Condition).Open || !Known;
  auto SetGuard = [&](State &N, bool Held) {
    Value A = M.asAddress(N, M.read(N, T, Site.Mutex));
    if (A.K != Value::Cell)
      return;
    Value G = M.load(N, T, A);
    if (G.K == Value::Guard) {
      G.B = Held;
      M.store(N, T, A, G);
    }
  };
  switch (S.task(T).Stage) {
  case Phase::None: {
    Transition &To = add(S, T, Out);
    note(S, T, Site, I.Where);
    if (Known) {
      give(To.Next, T, Mutex, Shared);
      SetGuard(To.Next, false);
    }
    M.forget(To.Next);
    // Code we do not see may notify at any time.
    To.Next.changeTask(T).Stage = Open ? Phase::Awake : Phase::Asleep;
    return;
  }
  case Phase::Asleep: {
    bool Stop = false;
    if (Site.Token >= 0) {
      Value Token = M.read(S, T, Site.Token);
      Stop = Token.K != Value::Null &&
             (Token.K != Value::Ref || S.object(Token.A).N[0] ||
              S.object(Token.A).Open);
    }
    if (Stop || Site.How == Mode::Timed) {
      Transition &To = add(S, T, Out);
      TaskState &Task = To.Next.changeTask(T);
      Task.Stage = Phase::Awake;
      Task.TimedOut = !Stop;
      if (!Stop && M.Trace) {
        TraceStep Step;
        Step.Task = T;
        Step.Where = I.Where;
        Step.What = TraceStep::Timeout;
        Step.Op = Site.Op;
        Step.Primitive = Site.Kind;
        Step.Name = Site.Name;
        M.log(Step);
      }
    }
    return;
  }
  default: {
    if (Known && !lockable(S, T, Mutex, Shared, false))
      return;
    Transition &To = add(S, T, Out);
    bool Late = S.task(T).TimedOut;
    TaskState &Task = To.Next.changeTask(T);
    Task.Stage = Phase::None;
    Task.TimedOut = false;
    if (Known) {
      if (!S.object(Mutex).Open)
        take(To.Next, T, Mutex, Shared);
      SetGuard(To.Next, true);
    }
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
  const Instruction &I = M.instruction(S, T);
  State Scratch = S;
  int Condition;
  if (Site.Kind == Primitive::Atomic) {
    Value A = M.asAddress(S, M.read(S, T, Site.Object));
    Condition = A.K == Value::Cell ? A.A : -1;
  } else {
    Condition = primitive(Scratch, T, Site);
  }
  note(S, T, Site, I.Where);
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
