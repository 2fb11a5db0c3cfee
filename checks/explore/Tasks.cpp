//===- Tasks.cpp - spawn, detach, join ------------------------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "explore/Operations.h"

namespace quiesce {

using model::Mode;
using model::Primitive;

/// Whether the loop in which the task stands may wait for something that others
/// give, if only when there are too many of them.
static bool mayWaitInLoop(Machine &M, const State &S, int T) {
  const Frame &Own = S.task(T).Frames.back();
  const Function &F = M.P.body(Own.Function);
  for (int I = Own.At; I < int(F.Body.size()); ++I)
    if (F.Body[I].What == Code::Jump && F.Body[I].Imm <= Own.At)
      return M.does(F, F.Body[I].Imm, I, /*Depth=*/3, [](const OpSite &Site) {
        return Site.Op == model::Operation::Wait ||
               Site.Op == model::Operation::Acquire ||
               Site.Op == model::Operation::AwaitZero;
      });
  return false;
}

void Operations::spawn(State &S, int T, const OpSite &Site,
                       const Instruction &I, std::vector<Violation> &V) {
  if (S.Tasks.size() >= M.L.Tasks) {
    M.Failure = "more than " + std::to_string(M.L.Tasks) + " tasks";
    return;
  }
  if (Site.InLoop && Site.Unbounded && !S.task(T).Waited &&
      !mayWaitInLoop(M, S, T))
    for (const auto &Earlier : S.Tasks)
      if (Earlier->Spawned == I.Where && Earlier->Detached &&
          !Earlier->Escaped && Earlier->Event < 0) {
        Violation Bad;
        Bad.Kind = Check::UnboundedSpawn;
        Bad.Where = I.Where;
        Bad.Task = T;
        V.push_back(Bad);
        break;
      }
  if (Site.Dropped && !Site.Lazy) {
    Violation Bad;
    Bad.Kind = Check::DroppedTask;
    Bad.Where = I.Where;
    Bad.Task = T;
    V.push_back(Bad);
  }
  if (Site.Hidden && !Site.MayDetach) {
    Violation Bad;
    Bad.Kind = Check::UnjoinedThread;
    Bad.Where = I.Where;
    Bad.Task = T;
    Bad.What = "leak";
    V.push_back(Bad);
  }
  S.changeTask(T).Waited = false;
  int New = int(S.Tasks.size());
  S.Tasks.push_back(new TaskState());
  Value Body = M.read(S, T, Site.Body);
  if (Body.K == Value::Cell)
    Body = M.load(S, Body);
  llvm::SmallVector<Value, 4> Args;
  int Stop = -1;
  if (Site.Token >= 0) {
    Value Token = M.read(S, T, Site.Token);
    if (Token.K == Value::Ref)
      Stop = Token.A;
    // Else who may stop it is not known, or nobody: an object that is open.
  }
  if (Site.PassesToken || (Site.Stoppable && Stop < 0) ||
      (Site.Token >= 0 && Stop < 0)) {
    Object O;
    O.Kind = Primitive::StopSource;
    O.Shared = true;
    O.Site = I.Where;
    O.Open = Site.Token >= 0;
    Stop = S.add(std::move(O));
    int Takes = -1;
    if (Body.K == Value::Fn)
      Takes = P.Functions[Body.A]->TokenParameter;
    else if (Body.K == Value::Ref && S.object(Body.A).Type >= 0 &&
             P.Types[S.object(Body.A).Type].CallOperator >= 0)
      Takes = P.Functions[P.Types[S.object(Body.A).Type].CallOperator]
                  ->TokenParameter;
    if (Takes >= 0 && Site.PassesToken)
      Args.push_back(Value::ref(Stop));
  }
  for (Reg R : Site.Rest)
    Args.push_back(M.read(S, T, R));
  // A member function called by name takes its object first.
  if (Stop >= 0 && Args.size() > 1 && Body.K == Value::Fn &&
      P.Functions[Body.A]->TokenParameter == 1)
    std::swap(Args[0], Args[1]);
  for (const Value &Arg : Args)
    M.share(S, Arg);
  if (Body.K == Value::Ref) {
    // The closure is the task's own; what it refers to is not.
    auto Held = S.Heap[Body.A];
    for (const auto &[Field, Each] : Held->Fields)
      M.share(S, Each);
    for (const Value &Each : Held->Items)
      M.share(S, Each);
  }
  TaskState &Task = S.changeTask(New);
  Task.Spawned = I.Where;
  Task.StopState = Stop;
  Task.Stoppable = Site.Stoppable || Site.Token >= 0;
  Task.Closure = Body.K == Value::Ref ? Body : Value();
  Task.Started = !Site.Lazy;
  Task.Detached = Task.Escaped = Site.MayDetach;
  Value Result = Value::task(New);
  if (Site.Kind == Primitive::Future || Site.OwnsTask) {
    Object Event;
    Event.Kind = Primitive::Promise;
    Event.Shared = true;
    Event.Site = I.Where;
    Event.N[2] = Site.OwnsTask ? New + 1 : 0;
    Task.Event = S.add(std::move(Event));
    Task.Detached = true; // its future is what is waited for
    Result = Value::ref(Task.Event);
  }
  if (M.Trace) {
    TraceStep Step;
    Step.Task = T;
    Step.Where = I.Where;
    Step.What = TraceStep::Spawned;
    Step.Other = New;
    Step.Name = Site.Name;
    Step.FromOutside = Site.FromOutside;
    M.log(Step);
  }
  if (Site.CStyle) {
    M.store(S, M.read(S, T, Site.Into), Result);
    Result = Value::integer(Site.Result.Success);
  }
  done(S, T, Result);
  size_t Before = S.task(New).Frames.size();
  // A frame of the new task has no caller: results go nowhere.
  M.callValue(S, New, Body, Args, -1);
  if (S.task(New).Frames.size() == Before) {
    // Its body is not visible: it may do anything with what it got.
    for (const Value &Arg : Args)
      M.escape(S, Arg);
    if (Body.K == Value::Ref)
      M.escape(S, Body);
    S.changeTask(New).Ended = true;
    if (S.task(New).Event >= 0)
      S.change(S.task(New).Event).Open = true;
    return;
  }
  if (!Site.Lazy)
    M.settle(S, New, V);
}

void Operations::detach(State &S, int T, const OpSite &Site) {
  Value A = M.read(S, T, Site.Object);
  Value Held = M.load(S, A);
  note(S, T, Site, Held.K == Value::Task ? Held.A : -1);
  if (Held.K == Value::Task) {
    S.changeTask(Held.A).Detached = true;
    M.store(S, A, Value::null());
  }
  done(S, T, Value::unknown());
}

void Operations::joinable(State &S, int T, const OpSite &Site) {
  Value Held = M.read(S, T, Site.Value);
  Value Result;
  if (Held.K == Value::Task)
    Result = Value::integer(!S.task(Held.A).Joined && !S.task(Held.A).Detached);
  else if (Held.K == Value::Null)
    Result = Value::integer(0);
  else
    Result = M.symbol(S);
  done(S, T, Result);
}

void Operations::join(const State &S, int T, const OpSite &Site,
                      Outcomes &Out) {
  State Scratch = S; // loads may name unknown values
  Value A = M.read(S, T, Site.Object);
  Value Held = M.load(Scratch, A);
  if (Held.K != Value::Task) {
    answer(S, T, Value::integer(0), Out);
    return;
  }
  if (S.task(Held.A).Ended) {
    note(S, T, Site, Held.A);
    Transition &To =
        answer(S, T, statusValue(Site, &ResultForm::Success, true), Out);
    To.Next.changeTask(Held.A).Joined = true;
    M.store(To.Next, A, Value::null());
  }
  if (Site.How == Mode::Try && Out.empty())
    answer(S, T, statusValue(Site, &ResultForm::Timeout, false), Out);
  if (Site.How == Mode::Timed)
    timeout(S, T, Site, /*Object=*/-1, Out);
}

} // namespace quiesce
