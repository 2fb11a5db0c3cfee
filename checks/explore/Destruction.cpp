//===- Destruction.cpp - what happens when a life ends --------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "explore/Machine.h"
#include "explore/Operations.h"

namespace quiesce {

using model::Destructor;
using model::Primitive;

Machine::Fate Machine::destroyObject(State &S, int T, int Number,
                                     uint32_t Where,
                                     std::vector<Violation> &V) {
  const Object &O = S.object(Number);
  if (O.Dead || O.External || O.Open)
    return Fate::Done;
  switch (O.Kind) {
  case Primitive::Sequence:
  case Primitive::Map:
  case Primitive::Set: {
    if (O.Type < 0)
      return Fate::Done;
    int Element = P.Types[O.Type].ElementDestroy;
    if (Element < 0)
      return Fate::Done;
    if (!S.object(Number).Items.empty()) {
      Value Slot = S.object(Number).Items[0];
      Fate F = Fate::Done;
      if (Slot.K == Value::Ref) {
        Value A = asAddress(S, Slot);
        F = destroy(S, T, A, Element, Where, V);
      }
      if (F != Fate::Done)
        return F; // not over yet: a jthread is asked to stop, then joined
      Object &Changed = S.change(Number);
      if (!Changed.Items.empty())
        Changed.Items.erase(Changed.Items.begin());
      // One at a time: what is done must not be lost when the next waits.
      return S.Exited ? Fate::Done : Fate::Again;
    }
    return Fate::Done;
  }
  case Primitive::StopCallback: {
    for (size_t I = 0; I < S.Heap.size(); ++I) {
      const Object &Stop = S.object(I);
      if (Stop.Kind != Primitive::StopSource)
        continue;
      if (llvm::any_of(Stop.Items, [&](const Value &C) {
            return C.K == Value::Ref && C.A == Number;
          }))
        llvm::erase_if(S.change(I).Items,
                       [&](const Value &C) { return C.A == Number; });
    }
    return Fate::Done;
  }
  case Primitive::Channel:
    if (O.Type >= 0 && P.Types[O.Type].OnDestroy == Destructor::Close)
      S.change(Number).Closed = true;
    S.change(Number).Dead = true;
    return Fate::Done;
  case Primitive::Condition:
    if (sleeperOn(S, Number) >= 0 || (!Destroying && !alone(S, T)))
      return Fate::Waits;
    return Fate::Done;
  case Primitive::None:
  case Primitive::Record:
  case Primitive::Variant:
    break;
  default:
    return Fate::Done;
  }
  S.change(Number).Dead = true;
  if (O.Type >= 0 && P.Types[O.Type].Destructor >= 0) {
    enter(S, T, P.Types[O.Type].Destructor, {Value::ref(Number)}, -1, false,
          true, true);
    return Fate::Again;
  }
  return Fate::Done;
}

/// Whether nothing but the ends of lives stands between here and the return of
/// main: what is left then ends with the process.
static bool endsProcess(const Function &F, int At) {
  while (size_t(At) < F.Body.size()) {
    const Instruction &I = F.Body[At];
    switch (I.What) {
    case Code::Destroy:
    case Code::Field:
    case Code::Const:
    case Code::Move:
      ++At;
      break;
    case Code::Jump:
      if (I.Imm <= At)
        return false;
      At = I.Imm;
      break;
    default:
      return I.What == Code::Return;
    }
  }
  return false;
}

/// A handle's life ends: what becomes of its task.
Machine::Fate Machine::destroyTask(State &S, int T, Value Address, Value Old,
                                   Destructor How, uint32_t Where,
                                   std::vector<Violation> &V) {
  if (Old.K != Value::Task)
    return Fate::Done;
  const TaskState &Other = S.task(Old.A);
  if (Other.Joined || Other.Detached)
    return Fate::Done;
  switch (How) {
  case Destructor::Terminate:
  case Destructor::Leak: {
    if (How == Destructor::Leak) {
      const auto &Frames = S.task(T).Frames;
      if (Whole && T == 0 && Frames.size() == 1 &&
          endsProcess(*P.Functions[Frames[0].Function], Frames[0].At))
        return Fate::Done;
      // A copy of a C handle elsewhere may still be joined.
      auto Same = [&](const Value &X) {
        return X.K == Value::Task && X.A == Old.A;
      };
      unsigned Copies = 0;
      for (size_t I = 0; I < S.Heap.size(); ++I) {
        Copies += llvm::count_if(S.object(I).Items, Same);
        Copies += llvm::count_if(S.object(I).Fields,
                                 [&](const auto &F) { return Same(F.second); });
      }
      for (const auto &Each : S.Tasks)
        for (size_t F = 0; F < Each->Frames.size(); ++F)
          forEachLive(P, *Each, F, [&](const Value &X) { Copies += Same(X); });
      if (Copies > 1) {
        store(S, Address, Value::null());
        return Fate::Done;
      }
    }
    Violation Bad;
    Bad.Kind = Check::UnjoinedThread;
    Bad.Where = Where;
    Bad.Related = Other.Spawned;
    Bad.Task = T;
    Bad.What = How == Destructor::Leak ? "leak" : "terminate";
    V.push_back(Bad);
    if (How == Destructor::Terminate)
      S.Exited = S.Aborted = true;
    else
      S.changeTask(Old.A).Detached = true;
    store(S, Address, Value::null());
    return Fate::Done;
  }
  case Destructor::RequestStopAndJoin:
    if (int Stop = Other.StopState; Stop >= 0 && !S.object(Stop).N[0]) {
      if (!Destroying && watched(S, T, Stop))
        return Fate::Waits;
      Operations(*this).requestStop(S, T, Stop);
      return Fate::Again;
    }
    [[fallthrough]];
  case Destructor::Join:
    if (!S.task(Old.A).Ended)
      return Fate::Waits;
    S.changeTask(Old.A).Joined = true;
    store(S, Address, Value::null());
    return Fate::Done;
  default:
    S.changeTask(Old.A).Detached = true;
    store(S, Address, Value::null());
    return Fate::Done;
  }
}

Machine::Fate Machine::destroyFuture(State &S, int T, Value Address, Value Old,
                                     std::vector<Violation> &V) {
  if (Old.K == Value::Ref && S.object(Old.A).N[2]) {
    // The last future of an async call waits for it.
    unsigned Copies = 0;
    for (size_t I = 0; I < S.Heap.size(); ++I)
      for (const auto &[Field, X] : S.object(I).Fields)
        Copies += X.K == Value::Ref && X.A == Old.A;
    int Other = S.object(Old.A).N[2] - 1;
    if (Copies <= 1 && !S.task(Other).Started && !S.object(Old.A).Open) {
      Violation Bad;
      Bad.Kind = Check::DroppedTask;
      Bad.Where = S.task(Other).Spawned;
      Bad.Task = T;
      Bad.What = "deferred";
      V.push_back(Bad);
      S.changeTask(Other).Ended = true;
    }
    if (Copies <= 1 && S.task(Other).Started && !S.object(Old.A).N[0] &&
        !S.object(Old.A).Open)
      return Fate::Waits;
  }
  store(S, Address, Value::null());
  return Fate::Done;
}

/// Whether a member of the type is the handle of a task, or holds some.
static bool hasTask(const Program &P, int Type) {
  if (Type < 0)
    return false;
  const TypeInfo &Info = P.Types[Type];
  auto Is = [&](const std::pair<int, int> &Field) {
    for (int T = Field.second; T >= 0; T = P.Types[T].Element)
      if (P.Types[T].Kind == Primitive::Task)
        return true;
    return false;
  };
  return llvm::any_of(Info.ScalarFields, Is) ||
         llvm::any_of(Info.ObjectFields, Is);
}

/// Ends the life of the scalar at \p Address.
Machine::Fate Machine::destroyScalar(State &S, int T, Value Address, int Type,
                                     uint32_t Where,
                                     std::vector<Violation> &V) {
  const Object &Holder = S.object(Address.A);
  if (Holder.Open && !Holder.External)
    return Fate::Done;
  const Value *Found = Holder.find(Address.B);
  if (!Found)
    return Fate::Done;
  Value Old = *Found;
  if (Type < 0)
    return Old.K == Value::Ref ? destroyObject(S, T, Old.A, Where, V)
                               : Fate::Done;
  const TypeInfo &Info = P.Types[Type];
  // What is held and not gone yet, such as a handle whose task is waited for,
  // must be found here the next time.
  auto Keep = [&](Fate F) {
    if (F != Fate::Done && !S.object(Old.A).Dead)
      store(S, Address, Old);
    return F;
  };
  switch (Info.Kind) {
  case Primitive::Task:
    return destroyTask(S, T, Address, Old, Info.OnDestroy, Where, V);
  case Primitive::Guard:
    if (!Destroying && Operations(*this).watched(S, T, Old))
      return Fate::Waits;
    store(S, Address, Value::null());
    return Operations(*this).releaseGuard(S, T, Old, true) ? Fate::Again
                                                           : Fate::Done;
  case Primitive::Callable:
  case Primitive::Pointer:
    // The last of several owners waits for the tasks.
    if (!Destroying && Old.K == Value::Ref && Old.Sub == Value::Owning &&
        hasTask(P, S.object(Old.A).Type) && !alone(S, T) &&
        owners(S, Old.A) > 1)
      return Fate::Waits;
    store(S, Address, Value::null());
    if (Old.Sub != Value::Owning || owned(S, Old.A))
      return Fate::Done;
    if (Old.K == Value::Ref)
      return Keep(destroyObject(S, T, Old.A, Where, V));
    if (Old.K == Value::Cell && Info.ElementDestroy >= 0)
      return Keep(destroy(S, T, Old, Info.ElementDestroy, Where, V));
    return Fate::Done;
  case Primitive::Sender:
  case Primitive::Receiver: {
    store(S, Address, Value::null());
    if (Old.K != Value::Ref || owned(S, Old.A))
      return Fate::Done;
    const int Channel = channelOf(S, Old.A);
    const int Left =
        --S.change(Channel).N[Info.Kind == Primitive::Sender ? 1 : 2];
    if (!Left && S.object(Old.A).N[0])
      S.change(Channel).Closed = true;
    return Fate::Done;
  }
  case Primitive::Optional:
    if (Old.K == Value::Ref && Old.Sub == Value::Plain &&
        !(Info.ElementDestroy >= 0 && P.Types[Info.ElementDestroy].Scalar)) {
      store(S, Address, Value::null());
      return Keep(destroyObject(S, T, Old.A, Where, V));
    }
    if (Info.ElementDestroy >= 0 && Old.K != Value::Null)
      return destroy(S, T, Address, Info.ElementDestroy, Where, V);
    return Fate::Done;
  case Primitive::Promise:
  case Primitive::PackagedTask:
    if (Old.K == Value::Ref && Info.OnDestroy == Destructor::Break) {
      int Event = Old.A;
      if (Info.Kind == Primitive::PackagedTask)
        Event = S.object(Old.A).N[1] - 1;
      if (Event >= 0 && !S.object(Event).N[0])
        S.change(Event).N[0] = 2;
    }
    store(S, Address, Value::null());
    return Fate::Done;
  case Primitive::Future:
    return destroyFuture(S, T, Address, Old, V);
  default:
    return Fate::Done;
  }
}

/// Ends a life.  Again: a destructor was entered, and the instruction is run
/// once more when it returns.  Waits: a task must end first.
Machine::Fate Machine::destroy(State &S, int T, Value Address, int Type,
                               uint32_t Where, std::vector<Violation> &V) {
  Address = asAddress(S, Address);
  if (Address.K == Value::Cell)
    return destroyScalar(S, T, Address, Type, Where, V);
  if (Address.K == Value::Ref)
    return destroyObject(S, T, Address.A, Where, V);
  return Fate::Done;
}

} // namespace quiesce
