//===- Operations.cpp - which operation is done where, and what all share -===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "explore/Operations.h"

namespace quiesce {

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

/// Goes on with \p Result.
Transition &Operations::answer(const State &S, int T, Value Result,
                               Outcomes &Out) {
  Transition &To = add(S, T, Out);
  done(To.Next, T, Result);
  return To;
}

/// Goes on with a result nobody knows.
void Operations::answerUnknown(const State &S, int T, Outcomes &Out) {
  Transition &To = add(S, T, Out);
  done(To.Next, T, M.symbol(To.Next));
}

/// \p To is what follows when the answer of the place is \p Taken.
void Operations::choose(const State &S, int T, Transition &To, int Taken) {
  To.Choice = M.choiceKey(S, T);
  To.Taken = Taken;
  To.ChoiceWhere = M.instruction(S, T).Where;
}

/// Runs the tasks that moved until they are parked again.
void Operations::finish(Outcomes &Out, size_t From) {
  if (M.Unsettled)
    return;
  for (size_t I = From; I < Out.size(); ++I)
    for (size_t Task = 0; Task < Out[I].Next.Tasks.size(); ++Task)
      if (Out[I].Moved >> Task & 1)
        M.settle(Out[I].Next, int(Task), Out[I].Violations);
}

std::vector<TraceStep> Operations::told(const State &S, int T,
                                        const OpSite &Site) {
  TraceStep Step;
  Step.Task = T;
  Step.Where = M.instruction(S, T).Where;
  Step.Op = Site.Op;
  Step.Primitive = Site.Kind;
  Step.Name = Site.Name;
  Step.Object = M.objectOf(S, T);
  if (Site.Op != Operation::LockAll)
    return {Step};
  std::vector<TraceStep> Steps;
  State Scratch = S;
  bool Shared = false;
  Step.Op = Operation::Lock;
  for (size_t I = 0; I < Site.Rest.size(); ++I)
    if (resolveMutex(Scratch, M.read(S, T, Site.Rest[I]), Step.Object,
                     Shared) &&
        size_t(Step.Object) < S.Heap.size()) {
      Step.Name = Site.RestNames[I];
      Steps.push_back(Step);
    }
  return Steps;
}

void Operations::note(const State &S, int T, const OpSite &Site, int Other) {
  if (!M.Trace)
    return;
  for (TraceStep &Step : told(S, T, Site)) {
    Step.Other = Other;
    M.log(std::move(Step));
  }
}

void Operations::noteTimeout(const State &S, int T, const OpSite &Site) {
  if (!M.Trace)
    return;
  TraceStep Step;
  Step.Task = T;
  Step.Where = M.instruction(S, T).Where;
  Step.What = TraceStep::Timeout;
  Step.Op = Site.Op;
  Step.Primitive = Site.Kind;
  Step.Name = Site.Name;
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
    V = M.load(S, V);
    V = M.asAddress(S, V);
  }
  return V.K == Value::Ref ? channelOf(S, V.A) : -1;
}

/// The primitive, unless code we do not see may act on it; -1 otherwise.
int Operations::known(const State &S, int T, const OpSite &Site) {
  Value V = Site.Object >= 0 ? M.read(S, T, Site.Object) : Value::unknown();
  V = M.asAddress(S, V);
  if (V.K == Value::Cell)
    V = M.asAddress(S, M.held(S, V));
  if (V.K != Value::Ref)
    return -1;
  const int Number = channelOf(S, V.A);
  const Object &O = S.object(Number);
  return O.Open || O.Kind == Primitive::None ? -1 : Number;
}

bool Operations::local(State &S, int T, std::vector<Violation> &V) {
  const Instruction &I = M.instruction(S, T);
  const OpSite &Site = *M.site(S, T);
  // What an allocation gave is an object by now; a lock that is not known is
  // one all the same.
  auto Look = [&](Reg Pointer, bool Lock) {
    if (Pointer < 0)
      return;
    if (Value V = M.read(S, T, Pointer); V.K == Value::Symbol && (V.B || Lock))
      M.behind(S, V, Primitive::Mutex);
  };
  Look(Site.Object, Site.Kind == Primitive::Mutex);
  Look(Site.Mutex, false);
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
  case Operation::Set:
  case Operation::RequestStop:
  case Operation::EndTask:
  case Operation::Exit:
    if (watched(S, T, Site))
      return false;
    eager(S, T, Site, I, V);
    return true;
  case Operation::Load:
  case Operation::Store:
  case Operation::Exchange:
  case Operation::FetchAdd:
  case Operation::FetchSub:
  case Operation::FetchAnd:
  case Operation::FetchOr:
  case Operation::FetchXor:
  case Operation::CompareExchange: {
    Value A = M.asAddress(S, M.read(S, T, Site.Object));
    bool Writes = Site.Op != Operation::Load;
    // A counter whose result is not looked at is only written.
    bool Contended = M.contended(S, T, A, Writes);
    if (Writes && Site.Op != Operation::Store)
      Contended |= M.contended(S, T, A, false);
    if (Contended && !M.holdsMutex(S, T))
      return false;
    break;
  }
  case Operation::StopRequested: {
    Value Stop = stopState(S, T, Site);
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
  case Operation::Reset:
  case Operation::CountDownAndWait:
  case Operation::Arrive:
  case Operation::ArriveAndWait:
  case Operation::ArriveAndDrop:
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
  perform(S, T, Site, Out);
  M.Trace = Trace;
  M.Work += copyingSteps(S);
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
    const OpSite &Site = *M.site(S, T);
    perform(S, T, Site, Out);
    finish(Out, From);
    if (model::asksContents(Site.Op))
      for (size_t Each = From; Each < Out.size(); ++Each)
        Out[Each].IntoWait =
            Out[Each].Choice >= 0 && M.leadsIntoWait(S, Out[Each].Next, T);
    return;
  }
  Transition &To = add(S, T, Out);
  State &N = To.Next;
  switch (I.What) {
  case Code::Load:
    M.write(N, T, I.Dst, M.load(N, M.read(N, T, I.A)));
    ++N.changeTask(T).Frames.back().At;
    break;
  case Code::Store:
    M.store(N, M.read(N, T, I.A), M.read(N, T, I.B));
    ++N.changeTask(T).Frames.back().At;
    break;
  case Code::Destroy: {
    M.Destroying = true;
    Machine::Fate F =
        M.destroy(N, T, M.read(N, T, I.A), I.Type, I.Where, To.Violations);
    M.Destroying = false;
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
  finish(Out, From);
}

/// Whether each way on needs a task that stands ready.
bool Operations::onlyMeetings(const Outcomes &Out) {
  return llvm::all_of(Out, [](const Transition &To) {
    return (To.Moved & (To.Moved - 1)) != 0;
  });
}

/// The operation may also be given up, which is a choice of the environment;
/// false if it may not.
/// What a channel's buffer has at hand is not: before it was there, it was
/// given up in another state.  (A partner that stands ready here may come late,
/// and permits and results come early here, unless nobody else could bring
/// them.)
bool Operations::timeout(const State &S, int T, const OpSite &Site, int Object,
                         Outcomes &Out) {
  bool OnChannel = Site.Op == Operation::Send || Site.Op == Operation::Receive;
  if (OnChannel && !onlyMeetings(Out))
    return false;
  if (Object >= 0 && !S.object(Object).Shared && !Out.empty())
    return false;
  for (Transition &Each : Out)
    choose(S, T, Each, 1);
  noteTimeout(S, T, Site);
  Transition &To =
      answer(S, T, statusValue(Site, &ResultForm::Timeout, false), Out);
  To.Next.changeTask(T).Stage = Phase::None;
  choose(S, T, To, 0);
  return true;
}

/// Whether somebody tries, and goes another way when this has not been done
/// yet: then when it is done matters.
bool Operations::watched(State &S, int T, const OpSite &Site) {
  int Object = -1;
  switch (Site.Op) {
  case Operation::Unlock:
  case Operation::UnlockShared: {
    Value A = M.asAddress(S, M.read(S, T, Site.Object));
    if (Site.Kind == Primitive::Guard)
      return watched(S, T, M.load(S, A));
    bool Shared = false;
    resolveMutex(S, A, Object, Shared);
    break;
  }
  case Operation::Release:
  case Operation::CountUp:
  case Operation::CountDown:
    Object = primitive(S, T, Site);
    break;
  case Operation::Set:
    if (Value Event = M.read(S, T, Site.Value); Event.K == Value::Ref)
      Object = Event.A;
    break;
  case Operation::RequestStop:
    if (Value Stop = stopState(S, T, Site); Stop.K == Value::Ref)
      Object = Stop.A;
    break;
  default:
    break;
  }
  return Object >= 0 && M.watched(S, T, Object);
}

/// Operations that are done at once: they never wait and only help others.
void Operations::eager(State &S, int T, const OpSite &Site,
                       const Instruction &I, std::vector<Violation> &V) {
  switch (Site.Op) {
  case Operation::EndTask:
    // Unwinds like an exception that nobody catches.
    M.throwing(S, T, TaskState::EndsTask, Value());
    M.raise(S, T, V);
    return;
  case Operation::Exit:
    S.Exited = S.Aborted = true;
    return;
  case Operation::Spawn:
    return spawn(S, T, Site, I, V);
  case Operation::Detach:
    return detach(S, T, Site);
  case Operation::Joinable:
    return joinable(S, T, Site);
  case Operation::SetCapacity:
    return setCapacity(S, T, Site);
  case Operation::Unlock:
  case Operation::UnlockShared:
    return unlock(S, T, Site);
  case Operation::OwnsLock:
    return ownsLock(S, T, Site);
  case Operation::Release:
  case Operation::CountUp:
  case Operation::CountDown:
    return count(S, T, Site);
  case Operation::Set:
    return set(S, T, Site);
  case Operation::RequestStop:
    return requestStop(S, T, Site);
  default:
    llvm_unreachable("an operation that may wait");
  }
}

/// All outcomes of an operation that others may have a say in.
void Operations::perform(const State &S, int T, const OpSite &Site,
                         Outcomes &Out) {
  if (Site.WhenStopped && Site.Op != Operation::Wait)
    stopWait(S, T, Site, Out);
  if (Site.Kind == Primitive::Descriptor)
    return descriptor(S, T, Site, Out);
  switch (Site.Op) {
  case Operation::Send:
    return send(S, T, Site, Out);
  case Operation::Receive:
    return receive(S, T, Site, Out);
  case Operation::Close:
    return close(S, T, Site, Out);
  case Operation::IsClosed:
    return isClosed(S, T, Site, Out);
  case Operation::Select:
    return select(S, T, Site, Out);
  case Operation::Lock:
  case Operation::LockShared:
  case Operation::LockAll:
    return lock(S, T, Site, Out);
  case Operation::Wait:
    return wait(S, T, Site, Out);
  case Operation::NotifyOne:
  case Operation::NotifyAll:
    return notify(S, T, Site, Out);
  case Operation::Acquire:
  case Operation::AwaitZero:
    return acquire(S, T, Site, Out);
  case Operation::Reset:
    return reset(S, T, Site, Out);
  case Operation::CountDownAndWait:
    return countDownAndWait(S, T, Site, Out);
  case Operation::ArriveAndWait:
    return arriveAndWait(S, T, Site, Out);
  case Operation::Arrive:
  case Operation::ArriveAndDrop: // the phase it counts for depends on when
    return arrive(add(S, T, Out).Next, T, Site);
  case Operation::Get:
  case Operation::Await:
    return get(S, T, Site, Out);
  case Operation::CallOnce:
    return callOnce(S, T, Site, Out);
  case Operation::Join:
    return join(S, T, Site, Out);
  case Operation::StopRequested:
    return stopRequested(S, T, Site, Out);
  case Operation::Unlock:
  case Operation::UnlockShared:
  case Operation::Release:
  case Operation::CountDown:
  case Operation::CountUp:
  case Operation::Set:
  case Operation::RequestStop: { // somebody watches
    Transition &To = add(S, T, Out);
    return eager(To.Next, T, Site, M.instruction(S, T), To.Violations);
  }
  case Operation::Load:
  case Operation::Store:
  case Operation::Exchange:
  case Operation::FetchAdd:
  case Operation::FetchSub:
  case Operation::FetchAnd:
  case Operation::FetchOr:
  case Operation::FetchXor:
  case Operation::CompareExchange:
    return access(S, T, Site, Out);
  default:
    return choices(S, T, Site, Out);
  }
}

} // namespace quiesce
