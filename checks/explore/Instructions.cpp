//===- Instructions.cpp - what each instruction does ----------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "explore/Machine.h"
#include "explore/Operations.h"

namespace quiesce {

/// Runs one instruction if it concerns nobody else; false: parked at it.
bool Machine::local(State &S, int T, std::vector<Violation> &V) {
  const int Function = S.task(T).Frames.back().Function;
  const auto &Fn = P.body(Function);
  const int At = S.task(T).Frames.back().At;
  if (size_t(At) >= Fn.Body.size()) {
    leave(S, T, Value::unknown());
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
  case Code::Fresh: {
    if (I.A >= 0 && inSight(S, read(S, T, I.A))) {
      write(S, T, I.Dst, Value::integer(0));
      break;
    }
    Value New = symbol(S);
    New.B = I.Type + 1;
    New.Sub = I.Imm ? Value::Zeros : Value::Anything;
    write(S, T, I.Dst, New);
    break;
  }
  case Code::Load: {
    Value A = asAddress(S, read(S, T, I.A));
    if (contended(S, T, A, false) && !holdsMutex(S, T))
      return false;
    write(S, T, I.Dst, load(S, A));
    break;
  }
  case Code::Store: {
    Value A = asAddress(S, read(S, T, I.A));
    if (contended(S, T, A, true) && !holdsMutex(S, T))
      return false;
    store(S, A, read(S, T, I.B));
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
  case Code::Binary: {
    Value A = read(S, T, I.A), B = read(S, T, I.B);
    if (isDescriptor(S, A) || isDescriptor(S, B)) {
      write(S, T, I.Dst, withDescriptor(S, Arith(I.Imm), A, B));
      break;
    }
    if (S.Cut && comparesFar(Arith(I.Imm), A, B)) {
      write(S, T, I.Dst, Value::lost());
      break;
    }
    bool Wrapped = I.Imm2 && ((A.K == Value::Int && A.A < 0) ||
                              (B.K == Value::Int && B.A < 0));
    const Value Result = Wrapped ? unsignedArithmetic(Arith(I.Imm), A, B)
                                 : arithmetic(Arith(I.Imm), A, B,
                                              S.task(T).UnboundedRounds >= 4);
    if (I.Imm2 && Result.K == Value::Test) { // an unsigned one is not below 0
      const Value Below = Value::make(Value::Test, Result.A, 0, Value::Less);
      if (!decide(S, Below))
        assume(S, Below, false);
    }
    write(S, T, I.Dst, Result);
    break;
  }
  case Code::Narrow:
    write(S, T, I.Dst, narrowed(read(S, T, I.A), I.Imm));
    break;
  case Code::Not: {
    Value A = read(S, T, I.A);
    if (auto Known = truth(S, A))
      A = Value::integer(!*Known);
    else if (A.K == Value::Test)
      A.Not = !A.Not;
    else if (A.K == Value::Symbol)
      A = Value::make(Value::Test, A.A, 0, Value::Equal);
    else if (A.isArrival())
      A.A = !A.A;
    else if (!A.isLost())
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
  case Code::CallVirtual:
    call(S, T, I);
    return true;
  case Code::CallValue: {
    llvm::SmallVector<Value, 4> Args;
    for (Reg R : I.Args)
      Args.push_back(read(S, T, R));
    Value Callee = read(S, T, I.A);
    Next();
    callValue(S, T, Callee, Args, I.Dst);
    return true;
  }
  case Code::CallUnknown:
    callUnknown(S, T, I);
    break;
  case Code::Return: {
    Value Result = read(S, T, I.A);
    if (Trace && S.task(T).Frames.size() == 1)
      logSimple(T, I.Where, TraceStep::Returned);
    if (T == 0 && S.task(T).Frames.size() == 1)
      noteLocks(S, I.A < 0 ? Value() : Result, /*Throws=*/false);
    leave(S, T, Result);
    return true;
  }
  case Code::Throw: {
    Value Object = read(S, T, I.A);
    int Type = I.Imm;
    if (Type < 0 && Object.K == Value::Ref) // one that was carried about
      Type = S.object(Object.A).Type;
    throwing(S, T, Type, Object);
    raise(S, T, V);
    return true;
  }
  case Code::Rethrow:
    if (Value Object = read(S, T, I.A); Object.K == Value::Ref)
      throwing(S, T, S.object(Object.A).Type, Object);
    raise(S, T, V);
    return true;
  case Code::Resume:
    raise(S, T, V);
    return true;
  case Code::Caught: {
    const TaskState &Task = S.task(T);
    Value Object = Task.Thrown;
    if (Object.K != Value::Ref) // one that nobody knows
      Object = Value::ref(make(S, Task.Exception >= 0 ? Task.Exception : -2,
                               I.Where, /*External=*/true));
    write(S, T, I.Dst, Object);
    break;
  }
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

} // namespace quiesce
