//===- Operations.cpp - tasks, counters, events, variables ----------------===//
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

void Operations::done(State &S, int T, Value Result) {
  if (const OpSite *Site = M.site(S, T))
    switch (Site->Op) {
    case Operation::Acquire:
    case Operation::AwaitZero:
    case Operation::Wait:
    case Operation::Join:
    case Operation::Get:
    case Operation::Await:
      S.changeTask(T).Waited = true; // something holds it back
      break;
    default:
      break;
    }
  Reg Dst = M.instruction(S, T).Dst;
  M.write(S, T, Dst, Result);
  ++S.changeTask(T).Frames.back().At;
}

Transition &Operations::add(const State &S, int T, Outcomes &Out) {
  Out.emplace_back();
  Out.back().Next = S;
  Out.back().Moved = 1u << T;
  return Out.back();
}

/// Runs the tasks that moved until they are parked again.
void Operations::finish(Outcomes &Out, size_t From, int T) {
  (void)T;
  if (M.Unsettled)
    return;
  for (size_t I = From; I < Out.size(); ++I)
    for (size_t Task = 0; Task < Out[I].Next.Tasks.size(); ++Task)
      if (Out[I].Moved >> Task & 1)
        M.settle(Out[I].Next, int(Task), Out[I].Violations);
}

void Operations::note(const State &S, int T, const OpSite &Site,
                      uint32_t Where, int Other) {
  if (!M.Trace)
    return;
  TraceStep Step;
  Step.Task = T;
  Step.Where = Where;
  Step.Op = Site.Op;
  Step.Primitive = Site.Kind;
  Step.Name = Site.Name;
  Step.Other = Other;
  Step.Object = M.objectOf(S, T);
  M.log(Step);
}

Value Operations::statusValue(const OpSite &Site, int ResultForm::*Status,
                              bool Ok) {
  switch (Site.Result.K) {
  case ResultForm::Truth:
    return Value::integer(Ok);
  case ResultForm::Status:
    return Value::integer(Site.Result.*Status);
  case ResultForm::Optional:
    return Ok ? Value::integer(1) : Value::null();
  default:
    return Value::unknown();
  }
}

/// The primitive object an operation works on, through handles and boxes; -1
/// when it is not known.
int Operations::primitive(State &S, int T, const OpSite &Site) {
  Value V = Site.Object >= 0 ? M.read(S, T, Site.Object) : Value::unknown();
  V = M.asAddress(S, V);
  if (V.K == Value::Cell) {
    V = M.load(S, T, V);
    V = M.asAddress(S, V);
  }
  if (V.K == Value::Ref && !S.object(V.A).Dead)
    return V.A;
  return V.K == Value::Ref ? V.A : -1;
}

bool Operations::local(State &S, int T, std::vector<Violation> &V) {
  const Instruction &I = M.instruction(S, T);
  const OpSite &Site = *M.site(S, T);
  Value Result;
  switch (Site.Op) {
  case Operation::Spawn:
  case Operation::Detach:
  case Operation::Joinable:
  case Operation::SetCapacity:
  case Operation::Unlock:
  case Operation::UnlockShared:
  case Operation::OwnsLock:
  case Operation::Release:
  case Operation::CountDown:
  case Operation::CountUp:
  case Operation::Arrive:
  case Operation::ArriveAndDrop:
  case Operation::Set:
  case Operation::RequestStop:
  case Operation::Exit:
    return eager(S, T, Site, I, V);
  case Operation::Load:
  case Operation::Store:
  case Operation::Exchange:
  case Operation::FetchAdd:
  case Operation::FetchSub:
  case Operation::CompareExchange: {
    Value A = M.asAddress(S, M.read(S, T, Site.Object));
    bool Writes = Site.Op != Operation::Load;
    // A counter whose result is not looked at is only written.
    bool Contended = M.contended(S, A, Writes);
    if (Writes && Site.Op != Operation::Store)
      Contended |= M.contended(S, A, false);
    if (Contended && !M.alone(S, T) && !M.holdsMutex(S, T))
      return false;
    break;
  }
  case Operation::StopRequested: {
    Value Stop = M.read(S, T, Site.Value);
    if (Stop.K == Value::Task && S.task(Stop.A).StopState >= 0)
      Stop = Value::ref(S.task(Stop.A).StopState);
    if (Stop.K == Value::Ref && !S.object(Stop.A).Open &&
        !S.object(Stop.A).N[0] && !M.alone(S, T))
      return false;
    break;
  }
  case Operation::Send:
  case Operation::Receive:
  case Operation::Close:
  case Operation::IsClosed:
  case Operation::Select:
  case Operation::Lock:
  case Operation::LockShared:
  case Operation::LockAll:
  case Operation::Wait:
  case Operation::NotifyOne:
  case Operation::NotifyAll:
  case Operation::Acquire:
  case Operation::AwaitZero:
  case Operation::CountDownAndWait:
  case Operation::ArriveAndWait:
  case Operation::Get:
  case Operation::Await:
  case Operation::Join:
  case Operation::CallOnce:
    // Without another task there is no order to choose.
    if (!M.alone(S, T))
      return false;
    break;
  default: {
    const size_t Depth = S.task(T).Frames.size();
    const int At = S.task(T).Frames.back().At;
    if (!plumbing(S, T, Site, I, Result))
      return false;
    // An exception or a callback has gone its own way already.
    if (!M.Failure.empty() || S.Exited || S.task(T).Frames.size() != Depth ||
        S.task(T).Frames.back().At != At)
      return true;
    done(S, T, Result);
    return true;
  }
  }
  Outcomes Out;
  auto *Trace = M.Trace;
  std::vector<TraceStep> Steps;
  if (Trace)
    M.Trace = &Steps;
  perform(S, T, Site, I, Out);
  M.Trace = Trace;
  if (Out.size() != 1 || Out[0].Choice >= 0)
    return false;
  if (Trace)
    Trace->insert(Trace->end(), Steps.begin(), Steps.end());
  S = std::move(Out[0].Next);
  V.insert(V.end(), Out[0].Violations.begin(), Out[0].Violations.end());
  return true;
}

void Operations::expand(const State &S, int T, Outcomes &Out) {
  const Instruction &I = M.instruction(S, T);
  size_t From = Out.size();
  if (I.What == Code::Op) {
    perform(S, T, *M.site(S, T), I, Out);
    finish(Out, From, T);
    return;
  }
  Transition &To = add(S, T, Out);
  State &N = To.Next;
  switch (I.What) {
  case Code::Load:
    M.write(N, T, I.Dst, M.load(N, T, M.read(N, T, I.A)));
    ++N.changeTask(T).Frames.back().At;
    break;
  case Code::Store:
    M.store(N, T, M.read(N, T, I.A), M.read(N, T, I.B));
    ++N.changeTask(T).Frames.back().At;
    break;
  case Code::Destroy: {
    Machine::Fate F = M.destroy(N, T, M.read(N, T, I.A), I.Type, I.Where,
                                To.Violations);
    if (F == Machine::Fate::Waits) {
      Out.pop_back();
      return;
    }
    if (F == Machine::Fate::Done)
      ++N.changeTask(T).Frames.back().At;
    break;
  }
  default:
    Out.pop_back();
    return;
  }
  finish(Out, From, T);
}

void Operations::timeout(const State &S, int T, const OpSite &Site,
                         Outcomes &Out) {
  const Instruction &I = M.instruction(S, T);
  for (Transition &Each : Out) {
    Each.Choice = M.choiceKey(S, T);
    Each.Taken = 1;
    Each.Options = 2;
    Each.ChoiceWhere = I.Where;
  }
  Transition &To = add(S, T, Out);
  To.Choice = M.choiceKey(S, T);
  To.Taken = 0;
  To.Options = 2;
  To.ChoiceWhere = I.Where;
  if (M.Trace) {
    TraceStep Step;
    Step.Task = T;
    Step.Where = I.Where;
    Step.What = TraceStep::Timeout;
    Step.Op = Site.Op;
    Step.Primitive = Site.Kind;
    Step.Name = Site.Name;
    M.log(Step);
  }
  done(To.Next, T, statusValue(Site, &ResultForm::Timeout, false));
}

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

bool Operations::spawn(State &S, int T, const OpSite &Site,
                       const Instruction &I, std::vector<Violation> &V) {
  if (S.Tasks.size() >= M.L.Tasks) {
    M.Failure = "more than " + std::to_string(M.L.Tasks) + " tasks";
    return true;
  }
  if (Site.InLoop && Site.Unbounded && !S.task(T).Waited)
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
  S.changeTask(T).Waited = false;
  int New = int(S.Tasks.size());
  S.Tasks.push_back(new TaskState());
  Value Body = M.read(S, T, Site.Body);
  if (Body.K == Value::Cell)
    Body = M.load(S, T, Body);
  llvm::SmallVector<Value, 4> Args;
  int Stop = -1;
  if (Site.PassesToken) {
    Object O;
    O.Kind = Primitive::StopSource;
    O.Shared = true;
    O.Site = I.Where;
    Stop = S.add(std::move(O));
    int Takes = -1;
    if (Body.K == Value::Fn)
      Takes = P.Functions[Body.A]->TokenParameter;
    else if (Body.K == Value::Ref && S.object(Body.A).Type >= 0 &&
             P.Types[S.object(Body.A).Type].CallOperator >= 0)
      Takes = P.Functions[P.Types[S.object(Body.A).Type].CallOperator]
                  ->TokenParameter;
    if (Takes >= 0)
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
    M.log(Step);
  }
  if (Site.CStyle) {
    M.store(S, T, M.read(S, T, Site.Into), Result);
    Result = Value::integer(Site.Result.Success);
  }
  done(S, T, Result);
  size_t Before = S.task(New).Frames.size();
  {
    // A frame of the new task has no caller: results go nowhere.
    M.callValue(S, New, Body, Args, -1);
  }
  if (S.task(New).Frames.size() == Before) {
    // Its body is not visible: it may do anything with what it got.
    for (const Value &Arg : Args)
      M.escape(S, Arg);
    if (Body.K == Value::Ref)
      M.escape(S, Body);
    S.changeTask(New).Ended = true;
    if (S.task(New).Event >= 0)
      S.change(S.task(New).Event).Open = true;
    return true;
  }
  if (!Site.Lazy)
    M.settle(S, New, V);
  return true;
}

/// Operations that are done at once: they never wait and only help others.
bool Operations::eager(State &S, int T, const OpSite &Site,
                       const Instruction &I, std::vector<Violation> &V) {
  Value Result = Value::unknown();
  int Amount = Site.Amount;
  Value Count = Site.Count >= 0 ? M.read(S, T, Site.Count)
                                : Value::integer(Site.Amount);
  bool CountKnown = Count.K == Value::Int;
  if (CountKnown)
    Amount = Count.A;
  switch (Site.Op) {
  case Operation::Exit:
    S.Exited = S.Aborted = true;
    return true;
  case Operation::Spawn:
    return spawn(S, T, Site, I, V);
  case Operation::Detach: {
    Value A = M.read(S, T, Site.Object);
    Value Held = M.load(S, T, A);
    note(S, T, Site, I.Where, Held.K == Value::Task ? Held.A : -1);
    if (Held.K == Value::Task) {
      S.changeTask(Held.A).Detached = true;
      M.store(S, T, A, Value::null());
    }
    break;
  }
  case Operation::Joinable: {
    Value Held = M.read(S, T, Site.Value);
    if (Held.K == Value::Task)
      Result = Value::integer(!S.task(Held.A).Joined &&
                              !S.task(Held.A).Detached);
    else if (Held.K == Value::Null)
      Result = Value::integer(0);
    else
      Result = M.symbol(S);
    break;
  }
  case Operation::SetCapacity:
    if (int C = primitive(S, T, Site); C >= 0) {
      Object &O = S.change(C);
      if (CountKnown)
        O.N[0] = Amount;
      else
        O.Open = true; // of a size nobody knows
    }
    break;
  case Operation::Unlock:
  case Operation::UnlockShared: {
    Value A = M.asAddress(S, M.read(S, T, Site.Object));
    bool Shared = Site.Op == Operation::UnlockShared;
    int Mutex = -1;
    note(S, T, Site, I.Where);
    if (Site.Kind == Primitive::Guard) {
      Value G = M.load(S, T, A);
      if (G.K == Value::Guard) {
        Value Free = G;
        Free.B = 0;
        M.store(S, T, A, Free);
        done(S, T, Result);
        releaseGuard(S, T, G, false);
        return true;
      }
    } else if (resolveMutex(S, T, A, Mutex, Shared)) {
      give(S, T, Mutex, Site.Op == Operation::UnlockShared);
    }
    break;
  }
  case Operation::OwnsLock: {
    Value G = M.read(S, T, Site.Value);
    Result = G.K == Value::Guard ? Value::integer(G.B != 0)
             : G.K == Value::Null ? Value::integer(0)
                                  : M.symbol(S);
    break;
  }
  case Operation::Release:
  case Operation::CountUp:
  case Operation::CountDown:
    if (int C = primitive(S, T, Site); C >= 0) {
      note(S, T, Site, I.Where);
      Object &O = S.change(C);
      if (!CountKnown)
        O.Open = true;
      else
        O.N[0] += Site.Op == Operation::CountDown ? -Amount : Amount;
    }
    break;
  case Operation::Arrive:
  case Operation::ArriveAndDrop:
    if (int C = primitive(S, T, Site); C >= 0) {
      note(S, T, Site, I.Where);
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
    break;
  case Operation::Set: {
    if (Site.Kind == Primitive::OnceFlag) {
      if (int C = primitive(S, T, Site); C >= 0)
        S.change(C).N[0] = 2;
      break;
    }
    Value Event = M.read(S, T, Site.Value);
    if (Event.K == Value::Ref && S.object(Event.A).Kind ==
                                     Primitive::PackagedTask)
      Event = Value::ref(S.object(Event.A).N[1] - 1);
    if (Event.K == Value::Ref) {
      note(S, T, Site, I.Where);
      Value Stored = Site.Into >= 0 ? M.read(S, T, Site.Into) : Value();
      Object &O = S.change(Event.A);
      if (!O.N[0])
        O.N[0] = 1;
      O.Items.clear();
      if (Site.Into >= 0)
        O.Items.push_back(Stored);
      if (S.object(Event.A).Shared)
        M.share(S, Stored);
    } else if (Site.Into >= 0) {
      M.escape(S, M.read(S, T, Site.Into));
    }
    break;
  }
  case Operation::RequestStop: {
    Value Stop = M.read(S, T, Site.Value);
    if (Stop.K == Value::Task)
      Stop = S.task(Stop.A).StopState >= 0
                 ? Value::ref(S.task(Stop.A).StopState)
                 : Value::null();
    note(S, T, Site, I.Where);
    done(S, T, Value::integer(1));
    if (Stop.K == Value::Ref && !S.object(Stop.A).N[0])
      requestStop(S, T, Stop.A);
    return true;
  }
  default:
    break;
  }
  done(S, T, Result);
  return true;
}

void Operations::perform(const State &S, int T, const OpSite &Site,
                         const Instruction &I, Outcomes &Out) {
  State Scratch = S; // loads may name unknown values
  auto One = [&](Value Result) -> Transition & {
    Transition &To = add(S, T, Out);
    done(To.Next, T, Result);
    return To;
  };
  switch (Site.Op) {
  case Operation::Lock:
  case Operation::LockShared:
  case Operation::LockAll:
    return lock(S, T, Site, Out);
  case Operation::Wait:
    return wait(S, T, Site, Out);
  case Operation::NotifyOne:
  case Operation::NotifyAll:
    return notify(S, T, Site, Out);
  case Operation::Select:
    return select(S, T, Site, Out);
  case Operation::Load:
  case Operation::Store:
  case Operation::Exchange:
  case Operation::FetchAdd:
  case Operation::FetchSub:
  case Operation::CompareExchange: {
    Transition &To = add(S, T, Out);
    State &N = To.Next;
    Value A = M.read(N, T, Site.Object);
    Value Old = M.load(N, T, A);
    Value New = Site.Value >= 0 ? M.read(N, T, Site.Value) : Value::unknown();
    bool Wide = N.task(T).UnboundedRounds >= 4;
    Value Result = Old;
    switch (Site.Op) {
    case Operation::FetchAdd:
      New = M.arithmetic(N, Arith::Add, Old, New, Wide);
      break;
    case Operation::FetchSub:
      New = M.arithmetic(N, Arith::Sub, Old, New, Wide);
      break;
    case Operation::CompareExchange: {
      Value Expected = M.load(N, T, M.read(N, T, Site.Into));
      Value Same = M.arithmetic(N, Arith::Eq, Old, Expected, false);
      if (auto Known = M.truth(N, Same)) {
        Result = Value::integer(*Known);
        if (!*Known) {
          M.store(N, T, M.read(N, T, Site.Into), Old);
          New = Old;
        }
      } else {
        Result = M.symbol(N);
        New = M.symbol(N);
      }
      break;
    }
    default:
      break;
    }
    if (Site.Op != Operation::Load) {
      note(S, T, Site, I.Where);
      M.store(N, T, A, New);
    }
    done(N, T, Result);
    return;
  }
  case Operation::StopRequested: {
    Value Stop = M.read(S, T, Site.Value);
    if (Stop.K == Value::Task)
      Stop = S.task(Stop.A).StopState >= 0
                 ? Value::ref(S.task(Stop.A).StopState)
                 : Value::null();
    if (Stop.K == Value::Ref && !S.object(Stop.A).Open &&
        !S.object(Stop.A).External) {
      One(Value::integer(S.object(Stop.A).N[0] != 0));
    } else if (Stop.K == Value::Null) {
      One(Value::integer(0));
    } else {
      Transition &To = add(S, T, Out);
      Value V = M.symbol(To.Next);
      done(To.Next, T, V);
    }
    return;
  }
  case Operation::Join: {
    Value A = M.read(S, T, Site.Object);
    Value Held = M.load(Scratch, T, A);
    if (Held.K != Value::Task) {
      One(Value::integer(0));
      return;
    }
    if (S.task(Held.A).Ended) {
      note(S, T, Site, I.Where, Held.A);
      Transition &To = One(statusValue(Site, &ResultForm::Success, true));
      To.Next.changeTask(Held.A).Joined = true;
      M.store(To.Next, T, A, Value::null());
    }
    if (Site.How == Mode::Try && Out.empty())
      One(statusValue(Site, &ResultForm::Timeout, false));
    if (Site.How == Mode::Timed)
      timeout(S, T, Site, Out);
    return;
  }
  case Operation::Get:
  case Operation::Await: {
    Value Event = M.read(S, T, Site.Value);
    if (Event.K == Value::Ref && S.object(Event.A).Kind == Primitive::Promise &&
        !S.object(Event.A).Open && !S.object(Event.A).External) {
      const Object &O = S.object(Event.A);
      int Runner = O.N[2] - 1;
      if (Runner >= 0 && !S.task(Runner).Started) {
        // A deferred call runs when it is first waited for.
        if (Site.How != Mode::Blocking) {
          One(Value::integer(2)); // future_status::deferred
          return;
        }
        Transition &To = add(S, T, Out);
        To.Next.changeTask(Runner).Started = true;
        To.Moved |= 1u << Runner;
        return;
      }
      if (O.N[0]) {
        note(S, T, Site, I.Where);
        Transition &To = add(S, T, Out);
        if (O.N[0] == 2 && Site.Op == Operation::Get) {
          To.Next.changeTask(T).Exception = -1;
          To.Next.changeTask(T).ThrownByClosed = false;
          M.raise(To.Next, T, To.Violations);
        } else if (Site.Op == Operation::Get) {
          Value V = O.Items.empty() ? M.symbol(To.Next) : O.Items[0];
          done(To.Next, T, V);
        } else {
          done(To.Next, T, Value::integer(0)); // future_status::ready
        }
      }
      if (Site.How == Mode::Try && Out.empty())
        One(Value::integer(1));
      if (Site.How == Mode::Timed) {
        timeout(S, T, Site, Out);
        Value Late = Value::integer(1); // future_status::timeout
        M.write(Out.back().Next, T, I.Dst, Late);
      }
      return;
    }
    Transition &To = add(S, T, Out);
    Value V = M.symbol(To.Next);
    done(To.Next, T, V);
    return;
  }
  default:
    break;
  }

  int C = primitive(Scratch, T, Site);
  bool Unknown = C < 0 || (size_t(C) < S.Heap.size() && S.object(C).Open) ||
                 size_t(C) >= S.Heap.size() ||
                 S.object(C).Kind == Primitive::None;
  switch (Site.Op) {
  case Operation::Send:
    if (Unknown) {
      if (Site.Value >= 0)
        M.escape(Scratch, M.read(Scratch, T, Site.Value));
      Out.emplace_back();
      Out.back().Next = std::move(Scratch);
      Out.back().Moved = 1u << T;
      done(Out.back().Next, T,
           Site.Result.K == ResultForm::Void
               ? Value::unknown()
               : M.symbol(Out.back().Next));
      return;
    }
    return send(S, T, Site, C, Out);
  case Operation::Receive:
    if (Unknown) {
      Transition &To = add(S, T, Out);
      Value V = M.symbol(To.Next);
      if (Site.Into >= 0) {
        Value Got = M.symbol(To.Next);
        M.assign(To.Next, T, M.read(To.Next, T, Site.Into), Got);
      }
      done(To.Next, T, V);
      return;
    }
    return receive(S, T, Site, C, Out);
  case Operation::Close: {
    Transition &To = One(Value::unknown());
    if (Unknown)
      return;
    note(S, T, Site, I.Where);
    if (S.object(C).Closed && Site.CloseTwiceThrows) {
      State &N = To.Next;
      --N.changeTask(T).Frames.back().At;
      TaskState &Task = N.changeTask(T);
      Task.Exception = Site.ThrowType;
      Task.ThrownByClosed = true;
      Task.ExceptionOp = int(I.Where);
      M.raise(N, T, To.Violations);
      return;
    }
    To.Next.change(C).Closed = true;
    return;
  }
  case Operation::IsClosed:
    if (Unknown) {
      Transition &To = add(S, T, Out);
      Value V = M.symbol(To.Next);
      done(To.Next, T, V);
    } else {
      One(Value::integer(S.object(C).Closed));
    }
    return;
  case Operation::Acquire:
  case Operation::AwaitZero: {
    bool Down = Site.Op == Operation::Acquire;
    Value Count = Site.Count >= 0 ? M.read(S, T, Site.Count)
                                  : Value::integer(Site.Amount);
    int Need = Count.K == Value::Int ? Count.A : 1;
    if (Unknown || (Down ? S.object(C).N[0] >= Need : S.object(C).N[0] <= 0)) {
      note(S, T, Site, I.Where);
      Transition &To = One(statusValue(Site, &ResultForm::Success, true));
      if (!Unknown && Down)
        To.Next.change(C).N[0] -= Need;
    }
    if (Site.How == Mode::Try && Out.empty())
      One(statusValue(Site, &ResultForm::Empty, false));
    if (Site.How == Mode::Timed)
      timeout(S, T, Site, Out);
    return;
  }
  case Operation::CountDownAndWait: {
    if (Unknown) {
      One(Value::unknown());
      return;
    }
    if (S.task(T).Stage == Phase::None) {
      note(S, T, Site, I.Where);
      Transition &To = add(S, T, Out);
      --To.Next.change(C).N[0];
      To.Next.changeTask(T).Stage = Phase::Arrived;
      if (To.Next.object(C).N[0] <= 0) {
        To.Next.changeTask(T).Stage = Phase::None;
        done(To.Next, T, Value::unknown());
      }
    } else if (S.object(C).N[0] <= 0) {
      Transition &To = One(Value::unknown());
      To.Next.changeTask(T).Stage = Phase::None;
    }
    return;
  }
  case Operation::ArriveAndWait: {
    if (Unknown) {
      One(Value::unknown());
      return;
    }
    if (S.task(T).Stage == Phase::None) {
      note(S, T, Site, I.Where);
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
      Transition &To = One(Value::unknown());
      To.Next.changeTask(T).Stage = Phase::None;
      To.Next.changeTask(T).Phase2 = 0;
    }
    return;
  }
  case Operation::CallOnce:
    if (Unknown || S.object(C).N[0] == 2) {
      One(Value::integer(0));
    } else if (S.object(C).N[0] == 0) {
      note(S, T, Site, I.Where);
      One(Value::integer(1)).Next.change(C).N[0] = 1;
    }
    return;
  default:
    choices(S, T, Site, Out);
  }
}

bool Operations::force(const State &S, int T, State &Out) {
  Out = S;
  const Instruction &I = M.instruction(S, T);
  std::vector<Violation> Ignored;
  if (I.What == Code::Destroy) {
    Value A = M.asAddress(Out, M.read(Out, T, I.A));
    if (A.K == Value::Cell)
      M.store(Out, T, A, Value::null());
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
    if (Site->Mutex >= 0 &&
        resolveMutex(Out, T, M.read(Out, T, Site->Mutex), Mutex, Shared) &&
        Out.object(Mutex).N[0] == 0)
      take(Out, T, Mutex, Shared);
    // As if its condition held: it leaves the loop around the wait.
    break;
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
