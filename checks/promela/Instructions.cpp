//===- Instructions.cpp - what each instruction does ----------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "promela/Translator.h"

namespace quiesce::promela {

using model::Primitive;

/// Calls below one another.
static constexpr size_t MaxDepth = 24;

const Instruction &Translator::instruction(const View &V) {
  const Activation &F = V.Frames.back();
  return P.body(F.Function).Body[F.At];
}

bool Translator::step(View &V, Ways *On) {
  const Activation &F = V.Frames.back();
  const Function &Fn = P.body(F.Function);
  if (size_t(F.At) >= Fn.Body.size()) {
    leave(V, Value::unknown());
    return true;
  }
  const Instruction I = Fn.Body[F.At]; // lowering may move the functions
  switch (I.What) {
  case Code::Const:
    write(V, I.Dst, I.Constant);
    break;
  case Code::Move:
    write(V, I.Dst, read(V, I.A));
    break;
  case Code::Fresh:
    // Of what can be called only what is in sight is translated.
    write(V, I.Dst,
          I.A >= 0 ? Value::integer(0)
                   : Value::make(Value::Symbol, V.addSymbol()));
    break;
  case Code::Load: {
    Value A = asAddress(V, read(V, I.A));
    if (!isDynamic(A)) {
      write(V, I.Dst, load(V, A));
      break;
    }
    if (!On)
      return false;
    Variable Which{A.A, A.B};
    use(V, Which, false);
    auto &Domain = Domains[Which];
    if (Domain.empty())
      numberOf(Which, initial(V, Which));
    for (size_t Number = 0; Number < Domain.size(); ++Number) {
      if (Domain[Number].K == Value::None)
        continue; // nothing was stored yet
      Way &To = way(V, variable(Which) + " == " + std::to_string(Number), *On);
      write(To.Next, I.Dst, Domain[Number]);
      next(To.Next);
    }
    return false;
  }
  case Code::Store: {
    Value A = asAddress(V, read(V, I.A));
    Value X = read(V, I.B);
    if (!isDynamic(A)) {
      store(V, A, X);
      break;
    }
    if (!On)
      return false;
    if (fork(V, {X}, On))
      return false;
    Variable Which{A.A, A.B};
    use(V, Which, true);
    if (Domains[Which].empty())
      numberOf(Which, initial(V, Which));
    if (auto Known = truth(V, X); Known && X.K == Value::Test)
      X = Value::integer(*Known);
    if (X.open())
      fail(V, "a number that is not known, in a shared variable");
    Way &To = way(V, assigned(Which, X), *On);
    share(To.Next, X);
    next(To.Next);
    return false;
  }
  case Code::Field:
    write(V, I.Dst, fieldOf(V, read(V, I.A), I.Imm, I.Type));
    break;
  case Code::New: {
    Value New = Value::ref(make(V, I.Type));
    write(V, I.Dst, New);
    break;
  }
  case Code::NewCell:
    write(V, I.Dst, box(V, Value()));
    break;
  case Code::Binary:
    write(V, I.Dst, arithmetic(V, Arith(I.Imm), read(V, I.A), read(V, I.B)));
    break;
  case Code::Narrow: {
    Value A = read(V, I.A);
    const int64_t Half = int64_t(1) << (std::abs(I.Imm) - 1);
    const int64_t Low = I.Imm < 0 ? 0 : -Half, High = Low + 2 * Half;
    if (A.K == Value::Int && (A.A < Low || A.A >= High))
      fail(V, "a number that does not fit its type");
    write(V, I.Dst, A);
    break;
  }
  case Code::Not: {
    Value A = read(V, I.A);
    if (auto Known = truth(V, A))
      A = Value::integer(!*Known);
    else if (A.K == Value::Test)
      A.Not = !A.Not;
    else if (A.K == Value::Symbol)
      A = Value::make(Value::Test, A.A, 0, Value::Equal);
    else
      A = Value::unknown();
    write(V, I.Dst, A);
    break;
  }
  case Code::Branch:
    return branch(V, I, On);
  case Code::Jump:
    V.Frames.back().At = I.Imm;
    return true;
  case Code::Choose:
    if (On)
      for (int Option = 0; Option < I.Imm; ++Option) {
        Way &To = way(V, "", *On);
        write(To.Next, I.Dst, Value::integer(Option));
        next(To.Next);
      }
    return false;
  case Code::Call:
  case Code::CallVirtual: {
    if (I.What == Code::Call && I.Imm2) { // what it computes is not followed
      write(V, I.Dst, Value::make(Value::Symbol, V.addSymbol()));
      break;
    }
    std::vector<Value> Args;
    for (Reg R : I.Args)
      Args.push_back(read(V, R));
    int Target = I.Imm;
    if (!Args.empty() && Args[0].K == Value::Cell)
      Args[0] = asAddress(V, Args[0]);
    if (I.What == Code::CallVirtual) {
      Value This = Args[0].K == Value::Cell ? load(V, Args[0]) : Args[0];
      Target = I.Imm2;
      int Type = This.K == Value::Ref ? thing(V, This.A)->Type : -1;
      if (Type >= 0)
        for (auto [Method, Overrider] : P.Types[Type].Virtuals)
          if (Method == I.Imm)
            Target = Overrider;
    }
    if (Target < 0) {
      fail(V, "a virtual call that may go anywhere");
      return true;
    }
    const auto &Parameters = P.Functions[Target]->Parameters;
    if (!Args.empty() && Args[0].K == Value::Cell && !Parameters.empty() &&
        Parameters[0] == Passing::Reference)
      Args[0] = load(V, Args[0]);
    enter(V, Target, Args, I.Dst);
    return true;
  }
  case Code::CallValue: {
    std::vector<Value> Args;
    for (Reg R : I.Args)
      Args.push_back(read(V, R));
    if (!callValue(V, read(V, I.A), Args, I.Dst))
      fail(V, "a call of what is not known");
    return true;
  }
  case Code::CallUnknown:
    if (!callUnknown(V, I))
      fail(V, "a call of what is not seen, with what tasks may use");
    break;
  case Code::Return:
    leave(V, read(V, I.A));
    return true;
  case Code::Throw:
    V.Exception = I.Imm;
    raise(V);
    return true;
  case Code::Caught:
    write(V, I.Dst, Value::unknown());
    break;
  case Code::Rethrow:
  case Code::Resume:
    raise(V);
    return true;
  case Code::Op: {
    const OpSite Site = Fn.Operations[I.Imm];
    return operation(V, Site, I, On);
  }
  case Code::Destroy:
    switch (destroy(V, read(V, I.A), I.Type, On)) {
    case Fate::Step:
      return false;
    case Fate::Again:
      return true;
    case Fate::Done:
      break;
    }
    break;
  case Code::Copy:
  case Code::Steal:
    copy(V, read(V, I.A), read(V, I.B), I.What == Code::Steal);
    break;
  case Code::Global:
    if (!global(V, I))
      return true;
    break;
  }
  next(V);
  return true;
}

bool Translator::branch(View &V, const Instruction &I, Ways *On) {
  Value X = read(V, I.A);
  if (auto Known = truth(V, X)) {
    V.Frames.back().At = *Known ? I.Imm : I.Imm2;
    return true;
  }
  if (!On)
    return false;
  if (X.K != Value::Symbol && X.K != Value::Test) {
    fail(V, "a branch on something that is not known");
    return false;
  }
  if (V.Symbols[X.A].Handed)
    fail(V, "a number that several tasks test, and nobody knows");
  for (bool Truth : {false, true}) {
    Way &To = way(V, "", *On);
    assume(To.Next, X, Truth);
    To.Next.Frames.back().At = Truth ? I.Imm : I.Imm2;
  }
  return false;
}

/// Without effect when it is handed nothing that a task could use.
bool Translator::callUnknown(View &V, const Instruction &I) {
  for (Reg R : I.Args) {
    Value X = asAddress(V, read(V, R));
    if (X.K == Value::Cell && I.Imm && !isDynamic(X) &&
        !thing(V, X.A)->Shared) {
      Value Old = load(V, X);
      if (Old.K != Value::Int && !Old.open())
        return false;
      store(V, X, Value::make(Value::Symbol, V.addSymbol()));
    } else if (target(X) >= 0 || X.K == Value::Task || X.K == Value::Fn) {
      return false;
    }
  }
  if (!V.Globals.empty() && !I.Imm)
    return false;
  if (I.Type >= 0)
    return false;
  write(V, I.Dst, Value::make(Value::Symbol, V.addSymbol()));
  return true;
}

void Translator::enter(View &V, int Function, std::vector<Value> Args, Reg Dst,
                       bool Adapt, bool Drop, bool Stays) {
  const auto &F = P.body(Function);
  if (V.Frames.size() >= MaxDepth)
    return fail(V, "calls too deep");
  if (F.Coroutine)
    return fail(V, "a coroutine");
  if (Adapt)
    for (size_t I = 0; I < Args.size() && I < F.Parameters.size(); ++I) {
      Value &X = Args[I];
      switch (F.Parameters[I]) {
      case Passing::Address:
        if (X.K != Value::Cell && X.K != Value::Unknown)
          X = box(V, X);
        break;
      case Passing::Scalar:
        if (X.K == Value::Cell && !(F.PointerParameters >> I & 1))
          X = load(V, X);
        break;
      case Passing::Object:
        if (X.K == Value::Ref) {
          Value Copy = Value::ref(make(V, thing(V, X.A)->Type));
          copy(V, Copy, X, false);
          X = Copy;
        }
        break;
      case Passing::Reference:
        if (X.K == Value::Cell)
          X = load(V, X);
        break;
      }
    }
  Activation New;
  New.Function = Function;
  New.Dst = Dst;
  New.Drop = Drop;
  New.Stays = Stays;
  New.Registers = std::move(Args);
  V.Frames.push_back(std::move(New));
}

/// Calls a callable; false when it is not known.
bool Translator::callValue(View &V, Value Callee, std::vector<Value> Args,
                           Reg Dst) {
  if (Callee.K == Value::Cell)
    Callee = load(V, Callee);
  if (Callee.K == Value::Fn) {
    enter(V, Callee.A, Args, Dst, true);
    return true;
  }
  if (Callee.K != Value::Ref)
    return false;
  const Thing &T = *thing(V, Callee.A);
  if (T.Type < 0 || P.Types[T.Type].CallOperator < 0)
    return false;
  Args.insert(Args.begin(), Callee);
  enter(V, P.Types[T.Type].CallOperator, Args, Dst, true);
  return true;
}

void Translator::leave(View &V, Value Result) {
  Activation Done = std::move(V.Frames.back());
  V.Frames.pop_back();
  if (V.Frames.empty()) {
    // The closure dies with its task.
    Value Closure = V.Closure;
    V.Closure = Value();
    if (Closure.K == Value::Ref) {
      int Type = thing(V, Closure.A)->Type;
      if (Type >= 0 && P.Types[Type].Destructor >= 0)
        enter(V, P.Types[Type].Destructor, {Closure}, -1, false, true);
    }
    return;
  }
  if (!Done.Drop)
    write(V, Done.Dst, Result);
  if (!Done.Stays)
    next(V);
}

/// Does landing \p Land take an exception of the type?
static bool catches(const Program &P, const Landing &Land, int Exception) {
  if (Land.Types.empty() || Exception < 0)
    return true;
  std::vector<int> Work{Exception};
  std::set<int> Seen;
  while (!Work.empty()) {
    int Type = Work.back();
    Work.pop_back();
    if (Type < 0 || !Seen.insert(Type).second)
      continue;
    if (llvm::is_contained(Land.Types, Type))
      return true;
    Work.insert(Work.end(), P.Types[Type].Bases.begin(),
                P.Types[Type].Bases.end());
  }
  return false;
}

/// Goes to where the exception is handled, or one cleanup on the way there.  A
/// task that handles it nowhere has its last frame left, at its end.
void Translator::raise(View &V) {
  while (true) {
    Activation &F = V.Frames.back();
    const Function &Fn = P.body(F.Function);
    if (F.UnwindFrom < 0) {
      F.UnwindFrom = F.At;
      F.UnwindNext = 0;
    }
    for (size_t I = size_t(F.UnwindNext); I < Fn.Landings.size(); ++I) {
      const Landing &Land = Fn.Landings[I];
      if (F.UnwindFrom < Land.Begin || F.UnwindFrom >= Land.End)
        continue;
      if (!Land.Cleanup && !catches(P, Land, V.Exception))
        continue;
      F.At = Land.Target;
      F.UnwindNext = int(I) + 1;
      if (!Land.Cleanup)
        F.UnwindFrom = -1;
      return;
    }
    if (Fn.NoExcept || V.Frames.size() == 1)
      break;
    V.Frames.pop_back();
  }
  // An async call keeps it for its future; otherwise the process ends.
  bool Kept = V.Event >= 0 && V.Frames.size() == 1;
  V.Stage = Kept ? KeepsException : Aborts;
  V.Frames.clear();
  V.Closure = Value();
}

void Translator::endTask(View &V, Ways &On) {
  std::string Text;
  if (V.Stage == Aborts) {
    Text = declare("aborted", "bool") + " = 1";
  } else {
    Text = declare("ended" + std::to_string(V.Task), "bool") + " = 1";
    if (V.Event >= 0)
      Text += "; " + declare("e" + name(V.Event), "byte") +
              (V.Stage == KeepsException ? " = 2" : " = 1");
  }
  way(V, Text, On);
}

} // namespace quiesce::promela
