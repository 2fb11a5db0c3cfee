//===- Locks.cpp - mutexes and guards -------------------------------------===//
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
bool Operations::resolveMutex(State &S, Value Address, int &Mutex,
                              bool &Shared) {
  Value V = M.asAddress(S, Address);
  if (V.K == Value::Cell)
    V = M.load(S, V);
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
    return Recursive || O.Vague;
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
    if (int(I) == T || S.task(I).Stage != Phase::Arrived ||
        M.stand(S, int(I)) != Machine::Stand::Operation)
      continue;
    const OpSite *Site = M.site(S, int(I));
    if (!Site || Site->Op != Operation::Lock)
      continue;
    State Scratch = S;
    int Other = -1;
    bool OtherShared = false;
    if (Site->Object >= 0 &&
        resolveMutex(Scratch, M.read(S, int(I), Site->Object), Other,
                     OtherShared) &&
        Other == Mutex)
      return false;
  }
  return true;
}

/// Where the root task takes a lock: at the operation, or at the call of
/// functions that do nothing else.
static uint32_t takenAt(Program &P, const State &S, int T) {
  if (T != 0)
    return 0;
  const auto &Frames = S.task(T).Frames;
  size_t F = Frames.size() - 1;
  while (F > 0 && P.body(Frames[F].Function).Operations.size() == 1)
    --F;
  const int At = Frames[F].At - (F + 1 < Frames.size() ? 1 : 0);
  return At < 0 ? 0 : P.body(Frames[F].Function).Body[At].Where;
}

void Operations::take(State &S, int T, int Mutex, bool Shared) {
  Object &O = S.change(Mutex);
  if (O.External && M.site(S, T)->Kind == Primitive::Guard)
    O.Taken = Object::NotIts; // the guard gives it back
  else if (O.External && !O.Taken && M.site(S, T)->Op != Operation::Wait)
    O.Taken = takenAt(P, S, T);
  if (Shared) {
    ++O.N[2];
  } else {
    O.N[0] = T + 1;
    ++O.N[1];
  }
}

void Operations::give(State &S, int Mutex, bool Shared) {
  Object &O = S.change(Mutex);
  // C has one unlock for both kinds.
  if (Shared || (!O.N[0] && O.N[2])) {
    O.N[2] = std::max(0, O.N[2] - 1);
  } else if (O.N[1] > 0 && --O.N[1] == 0) {
    O.N[0] = 0;
  } else if (!O.N[0]) {
    O.Taken = Object::NotIts;
    // One from elsewhere may be another's name, as where a pointer to it was
    // read again and code we do not see might have changed that.
    for (size_t I = 0; O.External && I < S.Heap.size(); ++I)
      if (const Object &Each = S.object(int(I));
          Each.External && Each.Taken && Each.Type == O.Type)
        S.change(int(I)).Taken = Object::NotIts;
    M.walked(S);
  }
  if (O.Type >= 0 && P.Types[O.Type].WakesOnUnlock && !O.N[0])
    for (size_t Task = 0; Task < S.Tasks.size(); ++Task)
      if (sleepsOn(S, int(Task), Mutex))
        S.changeTask(int(Task)).Stage = Phase::Awake;
}

bool Operations::watched(State &S, int T, Value Guard) {
  if (Guard.K != Value::Guard || !Guard.B)
    return false;
  if (S.object(Guard.A).Kind == Primitive::Mutex)
    return M.watched(S, T, Guard.A);
  bool Any = false;
  if (S.object(Guard.A).Kind == Primitive::Guard) // several at once
    for (const Value &Part : S.object(Guard.A).Items)
      Any |= Part.K == Value::Ref && M.watched(S, T, Part.A);
  return Any;
}

bool Operations::releaseGuard(State &S, int T, Value Guard, bool Again) {
  if (Guard.K != Value::Guard || !Guard.B)
    return false;
  const Object &O = S.object(Guard.A);
  if (O.Kind == Primitive::Mutex) {
    give(S, Guard.A, Guard.Sub);
    return false;
  }
  if (O.Kind == Primitive::Guard) { // several at once
    llvm::SmallVector<Value, 2> Parts(O.Items.begin(), O.Items.end());
    for (const Value &Part : Parts)
      if (Part.K == Value::Ref && S.object(Part.A).Kind == Primitive::Mutex)
        give(S, Part.A, false);
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

/// Several at once, or with a try none: then the result says which was taken.
void Operations::lockAll(const State &S, int T, const OpSite &Site,
                         Outcomes &Out) {
  State Scratch = S;
  llvm::SmallVector<int, 4> Mutexes;
  const bool Tries = Site.How != Mode::Blocking;
  bool Known = true;
  int Taken = -1; ///< position of the first that others hold
  for (size_t I = 0; I < Site.Rest.size(); ++I) {
    int Mutex = -1;
    bool Shared = false;
    if (!resolveMutex(Scratch, M.read(S, T, Site.Rest[I]), Mutex, Shared) ||
        size_t(Mutex) >= S.Heap.size()) {
      Known = false;
      continue;
    }
    Mutexes.push_back(Mutex);
    const Object &O = S.object(Mutex);
    Known &= !O.Open;
    if (Tries)
      M.watch(S, T, Mutex);
    if (Taken < 0 &&
        !lockable(S, T, Mutex, false, O.Type >= 0 && P.Types[O.Type].Recursive))
      Taken = int(I);
  }
  if (Tries && !Known)
    return answerUnknown(S, T, Out);
  if (Taken >= 0) {
    if (Tries)
      answer(S, T, Value::integer(Taken), Out);
    return;
  }
  Transition &To = add(S, T, Out);
  Object All;
  All.Kind = Primitive::Guard;
  for (int Mutex : Mutexes) {
    take(To.Next, T, Mutex, false);
    All.Items.push_back(Value::ref(Mutex));
  }
  note(S, T, Site);
  int Number = To.Next.add(std::move(All));
  done(To.Next, T,
       Tries ? Value::integer(Site.Result.Success)
             : Value::make(Value::Guard, Number, 1));
  // std::lock on guards that were deferred makes them own.
  for (Reg R : Site.Rest) {
    Value A = M.asAddress(To.Next, M.read(S, T, R));
    if (A.K != Value::Cell)
      continue;
    Value G = M.load(To.Next, A);
    if (G.K == Value::Guard) {
      G.B = 1;
      M.store(To.Next, A, G);
    }
  }
}

void Operations::lock(const State &S, int T, const OpSite &Site,
                      Outcomes &Out) {
  if (Site.Op == Operation::LockAll)
    return lockAll(S, T, Site, Out);
  State Scratch = S;
  Value A = M.asAddress(S, M.read(S, T, Site.Object));
  bool Shared = Site.Op == Operation::LockShared || Site.Shared;
  bool MakesGuard = Site.Kind == Primitive::Guard && A.K != Value::Cell;
  bool OnGuard = Site.Kind == Primitive::Guard && A.K == Value::Cell;
  int Mutex = -1;
  bool Known =
      resolveMutex(Scratch, A, Mutex, Shared) && size_t(Mutex) < S.Heap.size();
  // A lock class of the user's own is locked by its own method.
  Value Target = OnGuard ? M.load(Scratch, A) : A;
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
      return A.K == Value::Ref ? Value::make(Value::Guard, A.A, Ok, Shared)
                               : Value::null();
    if (OnGuard) {
      Value G = M.load(N, A);
      if (G.K == Value::Guard) {
        G.B = Ok;
        M.store(N, A, G);
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
    Value R =
        Site.How == Mode::Blocking ? Result(To.Next, true) : M.symbol(To.Next);
    done(To.Next, T, R);
    return;
  }
  bool Recursive =
      S.object(Mutex).Type >= 0 && P.Types[S.object(Mutex).Type].Recursive;
  if (lockable(S, T, Mutex, Shared, Recursive)) {
    note(S, T, Site);
    Transition &To = add(S, T, Out);
    To.Next.changeTask(T).Stage = Phase::None;
    if (!S.object(Mutex).Open)
      take(To.Next, T, Mutex, Shared);
    Value R = Result(To.Next, true);
    done(To.Next, T, R);
  }
  if (Site.How == Mode::Try)
    M.watch(S, T, Mutex);
  if (Site.How == Mode::Try && Out.empty()) {
    Transition &To = add(S, T, Out);
    Value R = Result(To.Next, false);
    done(To.Next, T, R);
  }
  const Object &O = S.object(Mutex);
  bool Arrives = Out.empty() && !Shared && O.N[2] && !O.N[0] &&
                 Site.How != Mode::Try && S.task(T).Stage == Phase::None;
  if (Site.How == Mode::Timed)
    timeout(S, T, Site, Mutex, Out);
  // A writer may come late, so to wait behind readers is a step of its own.
  if (Arrives)
    add(S, T, Out).Next.changeTask(T).Stage = Phase::Arrived;
}

void Operations::unlock(State &S, int T, const OpSite &Site) {
  Value A = M.asAddress(S, M.read(S, T, Site.Object));
  bool Shared = Site.Op == Operation::UnlockShared;
  int Mutex = -1;
  note(S, T, Site);
  if (Site.Kind == Primitive::Guard) {
    Value G = M.load(S, A);
    if (G.K == Value::Guard) {
      Value Free = G;
      Free.B = 0;
      M.store(S, A, Free);
      done(S, T, Value::unknown());
      releaseGuard(S, T, G, false);
      return;
    }
  } else if (resolveMutex(S, A, Mutex, Shared)) {
    give(S, Mutex, Site.Op == Operation::UnlockShared);
  }
  done(S, T, Value::unknown());
}

void Operations::ownsLock(State &S, int T, const OpSite &Site) {
  Value G = M.read(S, T, Site.Value);
  Value Result = G.K == Value::Guard  ? Value::integer(G.B != 0)
                 : G.K == Value::Null ? Value::integer(0)
                                      : M.symbol(S);
  done(S, T, Result);
}

} // namespace quiesce
