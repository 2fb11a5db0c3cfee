//===- Force.cpp - what would follow if a blocked task were served --------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "explore/Operations.h"

namespace quiesce {

using model::Operation;
using model::Primitive;

/// Where the loop around the wait at \p At goes on when its condition holds;
/// -1 if there is no loop.
static int behindLoop(const Function &F, int At) {
  for (int I = At; I-- > 0;) {
    const Instruction &Branch = F.Body[I];
    if (Branch.What != Code::Branch)
      continue;
    int Near = std::min(Branch.Imm, Branch.Imm2);
    int Far = std::max(Branch.Imm, Branch.Imm2);
    if (Near > I && Near <= At && Far > At)
      return Far;
  }
  return -1;
}

bool Machine::counts(const State &S, int T) {
  const TaskState &Task = S.task(T);
  for (size_t I = 0; I < Task.Frames.size(); ++I) {
    const Function &F = P.body(Task.Frames[I].Function);
    const int At = standsAt(Task, I);
    for (int B = 0; B < At; ++B)
      if (F.Body[B].Counts && std::max(F.Body[B].Imm, F.Body[B].Imm2) > At)
        return true;
  }
  return false;
}

size_t Machine::asks(const State &S, int T) {
  const TaskState &Task = S.task(T);
  for (size_t I = Task.Frames.size(); I-- > 0;) {
    const Function &F = P.body(Task.Frames[I].Function);
    const int At = standsAt(Task, I);
    if (behindLoop(F, At) >= 0)
      return I;
    // Only with a lock can one ask.
    if (does(F, 0, At, /*Depth=*/2, [](const OpSite &Site) {
          return model::takesLock(Site.Op);
        }))
      break;
  }
  return Task.Frames.size() - 1;
}

int Machine::loopOf(const State &S, int T) {
  const size_t Own = asks(S, T);
  const Function &F = P.body(S.task(T).Frames[Own].Function);
  const int At = standsAt(S.task(T), Own), Far = behindLoop(F, At);
  for (int I = At; I < Far; ++I) {
    const Instruction &Back = F.Body[I];
    if (Back.What == Code::Jump && Back.Imm <= At)
      return Back.Imm;
    if (Back.What == Code::Branch && std::min(Back.Imm, Back.Imm2) <= At)
      return std::min(Back.Imm, Back.Imm2);
  }
  return -1;
}

bool Machine::leftLoop(const State &Asleep, const State &S, int T) {
  const auto &From = Asleep.task(T).Frames, &To = S.task(T).Frames;
  const size_t Own = asks(Asleep, T);
  const int Far =
      behindLoop(P.body(From[Own].Function), standsAt(Asleep.task(T), Own));
  if (loopOf(Asleep, T) < 0)
    return false;
  // A caller stands behind its call until that has returned.
  for (size_t I = 0; I <= Own; ++I)
    if (I >= To.size() || To[I].Function != From[I].Function ||
        (I < Own && To[I].At != From[I].At))
      return true;
  return To[Own].At >= Far;
}

bool Operations::force(const State &S, int T, bool Holds, State &Out) {
  Out = S;
  const Instruction &I = M.instruction(S, T);
  std::vector<Violation> Ignored;
  if (I.What == Code::Destroy) {
    Value A = M.asAddress(Out, M.read(Out, T, I.A));
    if (A.K == Value::Cell)
      M.store(Out, A, Value::null());
    else if (A.K == Value::Ref && !Out.object(A.A).Items.empty())
      Out.change(A.A).Items.erase(Out.change(A.A).Items.begin());
    else
      ++Out.changeTask(T).Frames.back().At;
    M.settle(Out, T, Ignored);
    return true;
  }
  const OpSite *Site = M.site(S, T);
  if (!Site)
    return false;
  TaskState &Task = Out.changeTask(T);
  Task.Stage = Phase::None;
  switch (Site->Op) {
  case Operation::Wait: {
    int Mutex = -1;
    bool Shared = false;
    if (resolveMutex(Out, mutexOfWait(Out, T, *Site), Mutex, Shared) &&
        Out.object(Mutex).N[0] == 0)
      take(Out, T, Mutex, Shared);
    const Frame &F = S.task(T).Frames.back();
    int To = Holds ? behindLoop(P.body(F.Function), F.At) : -1;
    if (To < 0)
      break;
    Out.changeTask(T).Frames.back().At = To;
    M.settle(Out, T, Ignored);
    return true;
  }
  case Operation::Lock:
  case Operation::LockShared: {
    Value A = M.asAddress(Out, M.read(Out, T, Site->Object));
    if (Site->Kind == Primitive::Guard && A.K == Value::Ref) {
      done(Out, T, Value::make(Value::Guard, A.A, 1, Site->Shared));
      M.settle(Out, T, Ignored);
      return true;
    }
    break;
  }
  case Operation::Join:
    // A task that joins itself may throw its handle away behind that; another
    // ends where the thread it joined is destroyed, for it has not ended.
    if (Value A = M.asAddress(Out, M.read(Out, T, Site->Object));
        A.K == Value::Cell && M.awaited(S, T) == T)
      M.store(Out, A, Value::null());
    break;
  case Operation::Receive:
    completeReceive(Out, T, -1, M.symbol(Out), true);
    M.settle(Out, T, Ignored);
    return true;
  case Operation::Select: {
    for (size_t Arm = 0; Arm < Site->Rest.size(); ++Arm) {
      Value V = M.read(Out, T, Site->Rest[Arm]);
      if (V.K != Value::Ref)
        continue;
      if (Out.object(V.A).N[0] == int(Operation::ReceiveArm)) {
        completeReceive(Out, T, int(Arm), M.symbol(Out), true);
        M.settle(Out, T, Ignored);
        return true;
      }
    }
    return false;
  }
  default:
    break;
  }
  done(Out, T, statusValue(*Site, &ResultForm::Success, true));
  M.settle(Out, T, Ignored);
  return true;
}

} // namespace quiesce
