//===- Machine.cpp - control: steps, calls, exceptions, destruction -------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "explore/Machine.h"
#include "explore/Operations.h"

namespace quiesce {

using model::Destructor;
using model::Operation;
using model::Primitive;

State Machine::start(int Function, bool IsWhole) {
  Whole = IsWhole;
  State S;
  S.Globals.resize(P.Globals.size());
  S.Tasks.push_back(new TaskState());
  const auto &F = P.body(Function);
  llvm::SmallVector<Value, 4> Args;
  for (size_t I = 0; I < F.Parameters.size(); ++I) {
    Passing How = F.Parameters[I];
    if (How == Passing::Scalar)
      Args.push_back(symbol(S));
    else if (How == Passing::Address) {
      Value Cell = box(S, symbol(S), 0);
      S.change(Cell.A).Shared = true;
      S.change(Cell.A).External = true;
      Args.push_back(Cell);
    } else {
      int Type = F.ParameterTypes.size() > I ? F.ParameterTypes[I] : -1;
      Args.push_back(Value::ref(make(S, Type >= 0 ? Type : -2, 0, true)));
    }
  }
  enter(S, 0, Function, Args, -1);
  StartViolations.clear();
  settle(S, 0, StartViolations);
  return S;
}

const Instruction &Machine::instruction(const State &S, int T) {
  const Frame &F = S.task(T).Frames.back();
  return P.body(F.Function).Body[F.At];
}

const OpSite *Machine::site(const State &S, int T) {
  if (S.task(T).Ended || S.task(T).Frames.empty())
    return nullptr;
  const Frame &F = S.task(T).Frames.back();
  const Function &Fn = P.body(F.Function);
  const Instruction &I = Fn.Body[F.At];
  return I.What == Code::Op ? &Fn.Operations[I.Imm] : nullptr;
}

void Machine::enter(State &S, int T, int Function, llvm::ArrayRef<Value> Args,
                    Reg Dst, bool Adapt, bool Drop, bool Again) {
  const auto &F = P.body(Function);
  TaskState &Task = S.changeTask(T);
  unsigned Same = 0;
  for (const Frame &Each : Task.Frames)
    Same += Each.Function == Function;
  if (Task.Frames.size() >= L.CallDepth || Same >= 3) {
    // Too deep: what it does is unknown.
    for (const Value &V : Args)
      escape(S, V);
    if (!Drop)
      write(S, T, Dst, symbol(S));
    if (Again && !Task.Frames.empty())
      ++S.changeTask(T).Frames.back().At;
    return;
  }
  llvm::SmallVector<Value, 4> Adapted(Args.begin(), Args.end());
  if (Adapt)
    for (size_t I = 0; I < Adapted.size() && I < F.Parameters.size(); ++I) {
      Value &V = Adapted[I];
      if (F.Parameters[I] == Passing::Address && V.K != Value::Cell &&
          V.K != Value::Unknown)
        V = box(S, V, F.Where);
      else if (F.Parameters[I] == Passing::Scalar && V.K == Value::Cell &&
               !(F.PointerParameters >> I & 1))
        V = load(S, T, V);
      else if (F.Parameters[I] == Passing::Object && V.K == Value::Ref)
        V = Value::ref(copyObject(S, V.A, false, F.Where));
      else if (F.Parameters[I] == Passing::Reference && V.K == Value::Cell)
        V = load(S, T, V); // the reference_wrapper of an object
    }
  Frame New;
  New.Function = Function;
  New.Dst = Dst;
  New.DropResult = Drop;
  New.Again = Again;
  New.Registers.assign(Adapted.begin(), Adapted.end());
  New.Registers.resize(std::max<size_t>(F.Registers, Adapted.size()));
  S.changeTask(T).Frames.push_back(std::move(New));
}

void Machine::callValue(State &S, int T, Value Callee,
                        llvm::ArrayRef<Value> Args, Reg Dst) {
  if (Callee.K == Value::Cell)
    Callee = load(S, T, Callee);
  if (Callee.K == Value::Fn)
    return enter(S, T, Callee.A, Args, Dst, /*Adapt=*/true);
  if (Callee.K == Value::Ref) {
    const Object &O = S.object(Callee.A);
    if (O.Kind == Primitive::Callable && !O.Items.empty()) { // bound
      llvm::SmallVector<Value, 4> All;
      for (const Value &V : llvm::ArrayRef<Value>(O.Items).drop_front()) {
        if (V.K == Value::None && V.A > 0)
          All.push_back(size_t(V.A) <= Args.size() ? Args[V.A - 1]
                                                   : Value::unknown());
        else
          All.push_back(V);
      }
      Value Inner = O.Items[0];
      return callValue(S, T, Inner, All, Dst);
    }
    if (O.Type >= 0 && P.Types[O.Type].CallOperator >= 0 && !O.External) {
      llvm::SmallVector<Value, 4> All{Callee};
      All.append(Args.begin(), Args.end());
      return enter(S, T, P.Types[O.Type].CallOperator, All, Dst, true);
    }
  }
  // Nobody knows what runs.
  for (const Value &V : Args)
    escape(S, V);
  forget(S);
  write(S, T, Dst, symbol(S));
}

void Machine::leave(State &S, int T, Value Result,
                    std::vector<Violation> &V) {
  TaskState &Task = S.changeTask(T);
  Frame Done = std::move(Task.Frames.back());
  Task.Frames.pop_back();
  if (Task.Frames.empty()) {
    if (T == 0)
      escape(S, Result); // it is the caller's from here on
    return endTask(S, T, V);
  }
  if (!Done.DropResult)
    write(S, T, Done.Dst, Result);
}

void Machine::endTask(State &S, int T, std::vector<Violation> &V) {
  Value Closure = S.task(T).Closure;
  if (Closure.K == Value::Ref) {
    // The closure dies with its task, and what it captured with it.
    S.changeTask(T).Closure = Value();
    const Object &O = S.object(Closure.A);
    if (O.Type >= 0 && P.Types[O.Type].Destructor >= 0 && !O.External) {
      enter(S, T, P.Types[O.Type].Destructor, {Closure}, -1, false, true);
      return;
    }
  }
  TaskState &Task = S.changeTask(T);
  Task.Ended = true;
  if (Task.Event >= 0) {
    Object &E = S.change(Task.Event);
    if (!E.N[0])
      E.N[0] = Task.Exception >= 0 ? 2 : 1;
  }
  logSimple(T, 0, TraceStep::Ended);
  if (T == 0 && Whole)
    S.Exited = true;
  (void)V;
}

bool Machine::catches(const Landing &Land, int Exception) const {
  if (Land.Types.empty() || Exception < 0)
    return true;
  llvm::SmallVector<int, 8> Work{Exception};
  for (size_t I = 0; I < Work.size() && I < 64; ++I) {
    if (llvm::is_contained(Land.Types, Work[I]))
      return true;
    for (int Base : P.Types[Work[I]].Bases)
      if (Base >= 0)
        Work.push_back(Base);
  }
  return false;
}

void Machine::raise(State &S, int T, std::vector<Violation> &V) {
  while (true) {
    TaskState &Task = S.changeTask(T);
    if (Task.Frames.empty())
      break;
    Frame &F = Task.Frames.back();
    const Function &Fn = P.body(F.Function);
    if (F.UnwindFrom < 0) {
      F.UnwindFrom = F.At;
      F.UnwindNext = 0;
    }
    for (size_t I = size_t(F.UnwindNext); I < Fn.Landings.size(); ++I) {
      const Landing &Land = Fn.Landings[I];
      if (F.UnwindFrom < Land.Begin || F.UnwindFrom >= Land.End)
        continue;
      if (!Land.Cleanup && !catches(Land, Task.Exception))
        continue;
      F.At = Land.Target;
      F.UnwindNext = int(I) + 1;
      if (!Land.Cleanup) {
        F.UnwindFrom = -1;
        Task.ThrownByClosed = false;
        logSimple(T, Fn.Body[Land.Target].Where, TraceStep::Caught);
      }
      return;
    }
    if (Fn.NoExcept || Task.Frames.size() == 1)
      break;
    bool Again = F.Again;
    Task.Frames.pop_back();
    // The caller stands behind the call that threw.
    if (!Again && Task.Frames.back().At > 0)
      --Task.Frames.back().At;
  }
  TaskState &Task = S.changeTask(T);
  if (Task.Event >= 0 && Task.Frames.size() <= 1) { // kept for the future
    S.change(Task.Event).N[0] = 2;
    Task.Frames.clear();
    Task.Closure = Value();
    Task.Ended = true;
    return;
  }
  if (Task.ThrownByClosed) {
    Violation Bad;
    Bad.Kind = Check::UseAfterClose;
    Bad.Where = uint32_t(Task.ExceptionOp);
    Bad.Task = T;
    V.push_back(Bad);
  }
  S.Exited = S.Aborted = true; // std::terminate
}

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
      if (F == Fate::Waits)
        return F;
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
  case Primitive::None:
  case Primitive::Record:
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

/// Ends a life.  Again: a destructor was entered, and the instruction is run
/// once more when it returns.  Waits: a task must end first.
Machine::Fate Machine::destroy(State &S, int T, Value Address, int Type,
                               uint32_t Where, std::vector<Violation> &V) {
  Address = asAddress(S, Address);
  if (Address.K == Value::Cell) {
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
    switch (Info.Kind) {
    case Primitive::Task: {
      if (Old.K != Value::Task)
        return Fate::Done;
      const TaskState &Other = S.task(Old.A);
      if (Other.Joined || Other.Detached)
        return Fate::Done;
      switch (Info.OnDestroy) {
      case Destructor::Terminate:
      case Destructor::Leak: {
        if (Info.OnDestroy == Destructor::Leak) {
          // A copy of a C handle elsewhere may still be joined.
          auto Same = [&](const Value &X) {
            return X.K == Value::Task && X.A == Old.A;
          };
          unsigned Copies = 0;
          for (size_t I = 0; I < S.Heap.size(); ++I) {
            Copies += llvm::count_if(S.object(I).Items, Same);
            Copies += llvm::count_if(S.object(I).Fields, [&](const auto &F) {
              return Same(F.second);
            });
          }
          if (Copies > 1) {
            store(S, T, Address, Value::null());
            return Fate::Done;
          }
        }
        Violation Bad;
        Bad.Kind = Check::UnjoinedThread;
        Bad.Where = Where;
        Bad.Related = Other.Spawned;
        Bad.Task = T;
        Bad.What = Info.OnDestroy == Destructor::Leak ? "leak" : "terminate";
        V.push_back(Bad);
        if (Info.OnDestroy == Destructor::Terminate)
          S.Exited = S.Aborted = true;
        else
          S.changeTask(Old.A).Detached = true;
        store(S, T, Address, Value::null());
        return Fate::Done;
      }
      case Destructor::RequestStopAndJoin:
        if (Other.StopState >= 0 && !S.object(Other.StopState).N[0])
          if (Operations(*this).requestStop(S, T, Other.StopState))
            return Fate::Again;
        [[fallthrough]];
      case Destructor::Join:
        if (!S.task(Old.A).Ended)
          return Fate::Waits;
        S.changeTask(Old.A).Joined = true;
        store(S, T, Address, Value::null());
        return Fate::Done;
      default:
        S.changeTask(Old.A).Detached = true;
        store(S, T, Address, Value::null());
        return Fate::Done;
      }
    }
    case Primitive::Guard:
      store(S, T, Address, Value::null());
      return Operations(*this).releaseGuard(S, T, Old, true) ? Fate::Again
                                                             : Fate::Done;
    case Primitive::Pointer:
      store(S, T, Address, Value::null());
      if (Old.K == Value::Ref && Old.Sub == Value::Owning && !owned(S, Old.A))
        return destroyObject(S, T, Old.A, Where, V);
      if (Old.K == Value::Cell && Old.Sub == Value::Owning &&
          Info.ElementDestroy >= 0 && !owned(S, Old.A))
        return destroy(S, T, Old, Info.ElementDestroy, Where, V);
      return Fate::Done;
    case Primitive::Optional:
      if (Old.K == Value::Ref && Old.Sub == Value::Plain) {
        store(S, T, Address, Value::null());
        return destroyObject(S, T, Old.A, Where, V);
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
      store(S, T, Address, Value::null());
      return Fate::Done;
    case Primitive::Future:
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
      store(S, T, Address, Value::null());
      return Fate::Done;
    default:
      return Fate::Done;
    }
  }
  if (Address.K == Value::Ref)
    return destroyObject(S, T, Address.A, Where, V);
  return Fate::Done;
}

/// Runs one instruction if it concerns nobody else; false: parked at it.
bool Machine::local(State &S, int T, std::vector<Violation> &V) {
  const int Function = S.task(T).Frames.back().Function;
  const auto &Fn = P.body(Function);
  const int At = S.task(T).Frames.back().At;
  if (size_t(At) >= Fn.Body.size()) {
    leave(S, T, Value::unknown(), V);
    return true;
  }
  const Instruction &I = Fn.Body[At];
  auto Next = [&] { ++S.changeTask(T).Frames.back().At; };
  switch (I.What) {
  case Code::Const:
    write(S, T, I.Dst, I.Constant);
    break;
  case Code::Move:
    write(S, T, I.Dst, read(S, T, I.A));
    break;
  case Code::Fresh:
    write(S, T, I.Dst, symbol(S));
    break;
  case Code::Load: {
    Value A = asAddress(S, read(S, T, I.A));
    if (contended(S, A, false) && !alone(S, T) && !holdsMutex(S, T))
      return false;
    write(S, T, I.Dst, load(S, T, A));
    break;
  }
  case Code::Store: {
    Value A = asAddress(S, read(S, T, I.A));
    if (contended(S, A, true) && !alone(S, T) && !holdsMutex(S, T))
      return false;
    store(S, T, A, read(S, T, I.B));
    break;
  }
  case Code::Field:
    write(S, T, I.Dst, fieldOf(S, read(S, T, I.A), I.Imm, I.Type));
    break;
  case Code::New:
    write(S, T, I.Dst, Value::ref(make(S, I.Type, I.Where)));
    break;
  case Code::NewCell:
    write(S, T, I.Dst, box(S, Value(), I.Where));
    break;
  case Code::Binary:
    write(S, T, I.Dst,
          arithmetic(S, Arith(I.Imm), read(S, T, I.A), read(S, T, I.B),
                     S.task(T).UnboundedRounds >= 4));
    break;
  case Code::Not: {
    Value A = read(S, T, I.A);
    if (auto Known = truth(S, A))
      A = Value::integer(!*Known);
    else if (A.K == Value::Test)
      A.Not = !A.Not;
    else if (A.K == Value::Symbol)
      A = Value::make(Value::Test, A.A, 0, Value::Equal);
    else
      A = Value::unknown();
    write(S, T, I.Dst, A);
    break;
  }
  case Code::Branch: {
    auto Known = truth(S, read(S, T, I.A));
    if (!Known)
      return false;
    if (I.Text >= 0) {
      TraceStep Step;
      Step.Task = T;
      Step.Where = I.Where;
      Step.What = TraceStep::Branched;
      Step.Truth = *Known;
      Step.Loop = I.Loop;
      Step.Text = I.Text;
      if (Trace)
        log(Step);
    }
    int To = *Known ? I.Imm : I.Imm2;
    if (To <= At)
      return false; // a round; see expand
    S.changeTask(T).Frames.back().At = To;
    return true;
  }
  case Code::Jump:
    if (I.Imm <= At)
      return false;
    S.changeTask(T).Frames.back().At = I.Imm;
    return true;
  case Code::Choose:
    return false;
  case Code::Call:
  case Code::CallVirtual: {
    llvm::SmallVector<Value, 4> Args;
    for (Reg R : I.Args)
      Args.push_back(read(S, T, R));
    int Target = I.What == Code::Call ? I.Imm : I.Imm2;
    if (I.What == Code::CallVirtual) {
      Value This = asAddress(S, Args[0]);
      if (This.K == Value::Cell)
        This = asAddress(S, load(S, T, This));
      bool Found = false;
      if (This.K == Value::Ref && S.object(This.A).Type >= 0 &&
          !S.object(This.A).External)
        for (auto [Method, Overrider] : P.Types[S.object(This.A).Type].Virtuals)
          if (Method == I.Imm) {
            Target = Overrider;
            Found = true;
          }
      if (!Found && This.K == Value::Ref && S.object(This.A).External)
        Target = -1; // its dynamic type is not known
    }
    if (!Args.empty() && Args[0].K == Value::Cell && Target >= 0 &&
        !P.Functions[Target]->Parameters.empty() &&
        P.Functions[Target]->Parameters[0] == Passing::Reference)
      Args[0] = load(S, T, Args[0]);
    Next();
    if (Target < 0) {
      for (const Value &A : Args)
        escape(S, A);
      forget(S);
      write(S, T, I.Dst, symbol(S));
    } else {
      enter(S, T, Target, Args, I.Dst);
    }
    return true;
  }
  case Code::CallValue: {
    llvm::SmallVector<Value, 4> Args;
    for (Reg R : I.Args)
      Args.push_back(read(S, T, R));
    Value Callee = read(S, T, I.A);
    Next();
    callValue(S, T, Callee, Args, I.Dst);
    return true;
  }
  case Code::CallUnknown: {
    for (Reg R : I.Args) {
      Value V = read(S, T, R);
      Value A = asAddress(S, V);
      // A library writes through a reference to a scalar, no more.
      if (I.Imm && A.K == Value::Cell) {
        Value Old = load(S, T, A);
        if (Old.K == Value::Int || Old.open())
          store(S, T, A, symbol(S));
        else
          escape(S, Old);
        continue;
      }
      escape(S, V);
    }
    if (!I.Imm) {
      forget(S);
      for (size_t G = 0; G < S.Globals.size(); ++G)
        if (S.Globals[G].K != Value::None && !P.Globals[G].Internal &&
            !P.Globals[G].Constant)
          escape(S, Value::ref(S.Globals[G].A));
    }
    if (I.Type >= 0)
      write(S, T, I.Dst, Value::ref(make(S, I.Type, I.Where, true)));
    else
      write(S, T, I.Dst, symbol(S));
    break;
  }
  case Code::Return: {
    Value Result = read(S, T, I.A);
    if (Trace && S.task(T).Frames.size() == 1)
      logSimple(T, I.Where, TraceStep::Returned);
    leave(S, T, Result, V);
    return true;
  }
  case Code::Throw: {
    TaskState &Task = S.changeTask(T);
    Task.Exception = I.Imm;
    Task.ThrownByClosed = false;
    logSimple(T, I.Where, TraceStep::Thrown);
    raise(S, T, V);
    return true;
  }
  case Code::Rethrow:
    raise(S, T, V);
    return true;
  case Code::Resume:
    raise(S, T, V);
    return true;
  case Code::Op:
    return Operations(*this).local(S, T, V);
  case Code::Destroy: {
    Fate F = destroy(S, T, read(S, T, I.A), I.Type, I.Where, V);
    if (F == Fate::Waits)
      return false;
    if (F == Fate::Again)
      return true;
    break;
  }
  case Code::Copy:
  case Code::Steal:
    copy(S, read(S, T, I.A), read(S, T, I.B), I.What == Code::Steal);
    break;
  case Code::Global: {
    bool Again = false;
    Value A = global(S, T, I.Imm, Again);
    if (Again)
      return true;
    write(S, T, I.Dst, A);
    break;
  }
  }
  Next();
  return true;
}

void Machine::settle(State &S, int T, std::vector<Violation> &V) {
  for (unsigned Steps = 0; Steps < L.LocalSteps; ++Steps) {
    if (S.Exited || S.task(T).Ended)
      return;
    if (S.task(T).Frames.empty()) { // the closure's destructor returned
      endTask(S, T, V);
      continue;
    }
    ++Work;
    if (!local(S, T, V))
      return;
    if (!Failure.empty())
      return;
  }
  Failure = "a run of more than " + std::to_string(L.LocalSteps) +
            " steps without an operation";
}

Machine::Stand Machine::stand(const State &S, int T) {
  if (!Failure.empty())
    return Stand::Failed;
  const TaskState &Task = S.task(T);
  if (Task.Ended || S.Exited || !Task.Started || Task.Frames.empty())
    return Stand::Ended;
  const Instruction &I = instruction(S, T);
  switch (I.What) {
  case Code::Branch:
    return truth(S, read(S, T, I.A)) ? Stand::Round : Stand::Choice;
  case Code::Choose:
    return Stand::Choice;
  case Code::Jump:
    return Stand::Round;
  default:
    return Stand::Operation;
  }
}

void Machine::branchInto(const State &S, int T, std::vector<Transition> &Out) {
  const Instruction &I = instruction(S, T);
  const int At = S.task(T).Frames.back().At;
  Value Condition = read(S, T, I.A);
  // The far side of a loop's branch leaves the loop.
  bool LeaveOnTrue = I.Imm > I.Imm2;
  int Rounds = 0;
  for (auto [Where, Count] : S.task(T).Frames.back().Rounds)
    if (Where == At)
      Rounds = Count;
  bool MustLeave = I.Loop && Rounds >= roundLimit(S);
  for (bool Truth : {false, true}) {
    if (MustLeave && Truth != LeaveOnTrue)
      continue;
    Transition To;
    To.Next = S;
    To.Moved = 1u << T;
    if (!MustLeave) {
      To.Choice = choiceKey(S, T);
      To.Taken = Truth;
      To.Options = 2;
      To.ChoiceWhere = I.Where;
      To.ChoiceText = I.Text;
      To.ChoiceLoop = I.Loop;
      To.ChoiceLeaves = I.Loop && Truth == LeaveOnTrue;
    }
    assume(To.Next, Condition, Truth);
    Frame &F = To.Next.changeTask(T).Frames.back();
    if (I.Loop) {
      llvm::erase_if(F.Rounds, [&](const auto &R) { return R.first == At; });
      if (Truth != LeaveOnTrue)
        F.Rounds.push_back({At, Rounds + 1});
    }
    F.At = Truth ? I.Imm : I.Imm2;
    if (!Unsettled)
      settle(To.Next, T, To.Violations);
    Out.push_back(std::move(To));
  }
}

void Machine::expand(const State &S, int T, std::vector<Transition> &Out) {
  switch (stand(S, T)) {
  case Stand::Ended:
  case Stand::Failed:
  case Stand::Blocking:
    return;
  case Stand::Choice: {
    const Instruction &I = instruction(S, T);
    if (I.What == Code::Branch)
      return branchInto(S, T, Out);
    for (int Option = 0; Option < I.Imm; ++Option) {
      Transition To;
      To.Next = S;
      To.Moved = 1u << T;
      write(To.Next, T, I.Dst, Value::integer(Option));
      ++To.Next.changeTask(T).Frames.back().At;
      if (!Unsettled)
        settle(To.Next, T, To.Violations);
      Out.push_back(std::move(To));
    }
    return;
  }
  case Stand::Round: {
    const Instruction &I = instruction(S, T);
    Transition To;
    To.Next = S;
    To.Moved = 1u << T;
    TaskState &Task = To.Next.changeTask(T);
    int Target = I.Imm;
    if (I.What == Code::Branch)
      Target = *truth(S, read(S, T, I.A)) ? I.Imm : I.Imm2;
    if (I.Loop && I.What == Code::Jump)
      Task.UnboundedRounds = std::min(Task.UnboundedRounds + 1, 16);
    Task.Frames.back().At = Target;
    forget(To.Next);
    if (!Unsettled)
      settle(To.Next, T, To.Violations);
    Out.push_back(std::move(To));
    return;
  }
  case Stand::Operation:
    Operations(*this).expand(S, T, Out);
  }
}

int Machine::objectOf(const State &S, int T) {
  const OpSite *Site = site(S, T);
  if (!Site) {
    return -1;
  }
  Value V = Site->Object >= 0 ? read(S, T, Site->Object)
                              : read(S, T, Site->Value);
  V = asAddress(S, V);
  if (V.K == Value::Cell) {
    if (const Value *Held = S.object(V.A).find(V.B);
        Held && (Held->K == Value::Ref || Held->K == Value::Guard))
      return Held->A;
    return V.A;
  }
  return V.K == Value::Ref ? V.A : -1;
}

bool Machine::force(const State &S, int T, State &Out) {
  return Operations(*this).force(S, T, Out);
}

} // namespace quiesce
