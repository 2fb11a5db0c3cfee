//===- Calls.cpp - calls, returns, exceptions, the end of a task ----------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "explore/Machine.h"

namespace quiesce {

using model::Primitive;

void Machine::enter(State &S, int T, int Function, llvm::ArrayRef<Value> Args,
                    Reg Dst, bool Adapt, bool Drop, bool Again) {
  const auto &F = P.body(Function);
  if (Entered.size() <= size_t(Function))
    Entered.resize(P.Functions.size());
  Entered.set(Function);
  TaskState &Task = S.changeTask(T);
  unsigned Same = 0;
  for (const Frame &Each : Task.Frames)
    Same += Each.Function == Function;
  if (Task.Frames.size() >= L.CallDepth || Same >= 3) {
    // Too deep: what it does is unknown.
    TooDeep |= Same < 3; // to cut recursion short is no shortcoming
    for (const Value &V : Args)
      escape(S, V);
    if (!Drop)
      write(S, T, Dst, symbol(S));
    if (Again && !Task.Frames.empty())
      ++S.changeTask(T).Frames.back().At;
    return;
  }
  llvm::SmallVector<Value, 4> Adapted(Args.begin(), Args.end());
  if (Adapt && Adapted.size() > F.Parameters.size())
    Adapted.truncate(F.Parameters.size()); // the rest is for who calls back
  if (Adapt)
    for (size_t I = 0; I < Adapted.size(); ++I) {
      Value &V = Adapted[I];
      if (F.Parameters[I] == Passing::Address && V.K != Value::Cell &&
          V.K != Value::Unknown)
        V = box(S, V, F.Where);
      else if (F.Parameters[I] == Passing::Scalar && V.K == Value::Cell &&
               !(F.PointerParameters >> I & 1))
        V = load(S, V);
      else if (F.Parameters[I] == Passing::Object && V.K == Value::Ref)
        V = Value::ref(copyObject(S, V.A, false, F.Where));
      else if (F.Parameters[I] == Passing::Reference && V.K == Value::Cell)
        V = load(S, V); // the reference_wrapper of an object
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
    Callee = load(S, Callee);
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

/// Whether it is known what runs when \p Callee is called; or, of a group of
/// tasks, that nobody else uses it.
bool Machine::inSight(State &S, Value Callee) {
  if (Callee.K == Value::Cell)
    Callee = load(S, Callee);
  if (Callee.K != Value::Ref)
    return Callee.K == Value::Fn;
  const quiesce::Object &O = S.object(Callee.A);
  if (O.Kind == Primitive::Callable && !O.Items.empty())
    return inSight(S, O.Items[0]);
  if (O.Kind == Primitive::Sequence)
    return !O.External && !O.Open;
  return O.Type >= 0 && P.Types[O.Type].CallOperator >= 0 && !O.External;
}

/// The type of the object that \p Part is a part of; -1 if it is of none.
static int ownerType(const State &S, int Part) {
  for (const auto &O : S.Heap)
    for (const auto &[Field, V] : O->Fields)
      if (V.K == Value::Ref && V.Sub == Value::Plain && V.A == Part)
        return O->Type;
  return -1;
}

/// Remembers which locks from elsewhere the root function leaves taken.
void Machine::noteLocks(State &S, Value Returned, bool Throws) {
  for (size_t I = 0; I < S.Heap.size(); ++I) {
    const quiesce::Object &O = S.object(int(I));
    if (O.Kind != Primitive::Mutex || !O.External || !O.Taken ||
        O.Taken == Object::NotIts)
      continue;
    bool Held = O.N[0] == 1 || O.N[2] > 0;
    if (!Held || !O.Open) // otherwise code we do not see may have unlocked it
      S.Left.push_back({O.Taken, Held, Held ? ownerType(S, int(I)) : -1});
  }
  if (S.Left.empty())
    return;
  S.Throws = Throws;
  // Whoever gives no error may hand over the lock, as who returns true may.
  if (!Throws && !Returned.open() &&
      P.Functions[S.task(0).Frames[0].Function]->ReturnsError)
    Returned = Returned.K == Value::Null ? Value::integer(0) : Value::null();
  bool Number = Returned.K == Value::Int;
  S.Returned = Returned.open() && Returned.K != Value::None
                   ? Value::unknown()
                   : Value::make(Returned.K, Number ? Returned.A : 0, 0,
                                 Number ? Returned.Sub : 0);
}

void Machine::leave(State &S, int T, Value Result) {
  TaskState &Task = S.changeTask(T);
  Frame Done = std::move(Task.Frames.back());
  Task.Frames.pop_back();
  if (Task.Frames.empty()) {
    if (T == 0)
      escape(S, Result); // it is the caller's from here on
    return endTask(S, T);
  }
  if (!Done.DropResult)
    write(S, T, Done.Dst, Result);
}

void Machine::endTask(State &S, int T) {
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
      E.N[0] = 1;
  }
  logSimple(T, 0, TraceStep::Ended);
  if (T == 0 && Whole && Task.Exception != TaskState::EndsTask)
    S.Exited = true;
}

bool Machine::catches(const Landing &Land, int Exception) const {
  if (Exception == TaskState::EndsTask)
    return false;
  return Land.Types.empty() || Exception < 0 || isA(Exception, Land.Types);
}

/// Whether an object of the type is one of the \p Others too.
bool Machine::isA(int Type, llvm::ArrayRef<int> Others) const {
  llvm::SmallVector<int, 8> Work{Type};
  for (size_t I = 0; I < Work.size() && I < 64; ++I) {
    if (llvm::is_contained(Others, Work[I]))
      return true;
    for (int Base : P.Types[Work[I]].Bases)
      if (Base >= 0)
        Work.push_back(Base);
  }
  return false;
}

/// The exception that is raised next.
void Machine::throwing(State &S, int T, int Type, Value Object) {
  TaskState &Task = S.changeTask(T);
  Task.Exception = Type;
  Task.Thrown = Object.K == Value::Ref ? Object : Value();
  Task.ThrownByClosed = false;
  if (Type != TaskState::EndsTask)
    logSimple(T, instruction(S, T).Where, TraceStep::Thrown);
}

/// Whether what the task throws unwinds its stack: nothing does where a program
/// or a thread has no handler for it.
bool Machine::unwinds(const State &S, int T) const {
  const TaskState &Task = S.task(T);
  if ((T == 0 && !Whole) || Task.Exception == TaskState::EndsTask ||
      Task.Event >= 0 || Task.Stoppable)
    return true;
  for (size_t I = Task.Frames.size(); I-- > 0;) {
    const Frame &F = Task.Frames[I];
    const Function &Fn = *P.Functions[F.Function];
    if (Fn.Coroutine)
      return true;
    const bool Unwinding = F.UnwindFrom >= 0;
    const int From = Unwinding ? F.UnwindFrom : standsAt(Task, I);
    for (size_t L = Unwinding ? F.UnwindNext : 0; L < Fn.Landings.size(); ++L)
      if (const Landing &Land = Fn.Landings[L];
          From >= Land.Begin && From < Land.End && !Land.Cleanup &&
          catches(Land, Task.Exception))
        return true;
    if (Fn.NoExcept)
      return false;
  }
  return false;
}

void Machine::raise(State &S, int T, std::vector<Violation> &V) {
  while (unwinds(S, T)) {
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
    if ((Fn.NoExcept && Task.Exception != TaskState::EndsTask) ||
        Task.Frames.size() == 1)
      break;
    bool Again = F.Again;
    Task.Frames.pop_back();
    // The caller stands behind the call that threw.
    if (!Again && Task.Frames.back().At > 0)
      --Task.Frames.back().At;
  }
  TaskState &Task = S.changeTask(T);
  if (Task.Exception == TaskState::EndsTask) {
    Task.Frames.clear();
    return endTask(S, T);
  }
  bool Kept = Task.Event >= 0 || Task.Stoppable ||
              (Task.Frames.size() == 1 &&
               P.Functions[Task.Frames.front().Function]->Coroutine);
  if (Kept && Task.Frames.size() <= 1) {
    if (Task.Event >= 0) { // for the future
      Object &E = S.change(Task.Event);
      E.N[0] = 2;
      E.Items.assign(1, Task.Thrown);
    }
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
  if (T == 0 && !Whole && Task.Frames.size() == 1)
    noteLocks(S, Value(), /*Throws=*/true);
  S.Exited = S.Aborted = true; // std::terminate
}

/// Calls a function, of a virtual one the overrider for its object.
void Machine::call(State &S, int T, const Instruction &I) {
  llvm::SmallVector<Value, 4> Args;
  for (Reg R : I.Args)
    Args.push_back(read(S, T, R));
  int Target = I.What == Code::Call ? I.Imm : I.Imm2;
  if (I.What == Code::CallVirtual) {
    Value This = asAddress(S, Args[0]);
    if (This.K == Value::Cell)
      This = asAddress(S, load(S, This));
    bool Found = false;
    if (This.K == Value::Ref && S.object(This.A).Type >= 0 &&
        !S.object(This.A).External)
      for (auto [Method, Overrider] : P.Types[S.object(This.A).Type].Virtuals)
        if (Method == I.Imm) {
          Target = Overrider;
          Found = true;
        }
    if (!Found && (This.K != Value::Ref || S.object(This.A).External))
      Target = -1; // its dynamic type is not known
  }
  if (!Args.empty() && Args[0].K == Value::Cell && Target >= 0 &&
      !P.Functions[Target]->Parameters.empty() &&
      P.Functions[Target]->Parameters[0] == Passing::Reference)
    Args[0] = load(S, Args[0]);
  ++S.changeTask(T).Frames.back().At;
  if (I.What == Code::Call && I.Imm2) {
    for (const Value &A : Args)
      if (isDescriptor(S, A))
        escape(S, A);
    auto Known = evaluate(S, T, Value::fn(Target), Args);
    return write(S, T, I.Dst, Known ? *Known : symbol(S));
  }
  if (Target < 0) {
    for (const Value &A : Args)
      escape(S, A);
    forget(S);
    write(S, T, I.Dst, symbol(S));
  } else {
    enter(S, T, Target, Args, I.Dst);
  }
}

/// Calls code that is not visible: it may do anything with what it gets.
void Machine::callUnknown(State &S, int T, const Instruction &I) {
  for (Reg R : I.Args) {
    Value V = read(S, T, R);
    if (V.K == Value::Iter)
      forgetElements(S, V.A); // an algorithm, whatever it does to them
    Value A = asAddress(S, V);
    // A library writes through a reference to a scalar, no more.
    if (I.Imm && A.K == Value::Cell) {
      Value Old = load(S, A);
      if (Old.K == Value::Int || Old.open())
        store(S, A, symbol(S));
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
}

} // namespace quiesce
