//===- Construction.cpp - what the constructors of models make ------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "explore/Operations.h"

namespace quiesce {

using model::Primitive;

/// An element made by default, or one nobody knows.
Value Operations::newSlot(State &S, int Type, bool External, uint32_t Where) {
  if (Type < 0)
    return Value::ref(M.box(S, M.symbol(S), Where).A);
  const TypeInfo &Info = P.Types[Type];
  if (Info.ElementScalar) {
    Value Content = External ? M.symbol(S) : M.zero(Info.Element);
    // A known pointer to something unknown can be followed.
    if (External && Info.Element >= 0 &&
        P.Types[Info.Element].Kind == Primitive::Pointer &&
        P.Types[Info.Element].Element >= 0 &&
        !P.Types[Info.Element].ElementScalar)
      Content = Value::ref(
          M.make(S, P.Types[Info.Element].Element, Where, true), Value::Owning);
    const int Box = M.box(S, Content, Where).A;
    S.change(Box).External = External;
    return Value::ref(Box);
  }
  return Value::ref(M.make(S, Info.Element, Where, External));
}

/// Makes what a constructor was called for; false if that needs a choice.
bool Operations::construct(State &S, int T, const OpSite &Site,
                           const Instruction &I, Value Object, Value Operand,
                           Value &Result) {
  switch (Site.Kind) {
  case Primitive::Channel:
  case Primitive::Semaphore:
  case Primitive::Latch:
  case Primitive::Barrier: {
    if (Object.K != Value::Ref)
      return true;
    if (Site.Value >= 0) { // an event: whether it stays set
      Value Says = M.read(S, T, Site.Value);
      if (Says.K == Value::Int)
        S.change(Object.A).N[2] = (Says.A != 0) != Site.Shared;
      else
        S.change(Object.A).Open = true;
      if (Site.Count < 0)
        return true;
    }
    Value Count = M.read(S, T, Site.Count);
    if (Count.K == Value::Symbol && Site.Kind != Primitive::Channel)
      return false; // a small one is chosen
    auto &O = S.change(Object.A);
    if (Count.K == Value::Int) {
      O.N[0] = std::max(
          0, Count.A - (O.Type >= 0 ? P.Types[O.Type].CapacityLess : 0));
      if (Site.Kind == Primitive::Semaphore || Site.Kind == Primitive::Latch)
        O.N[1] = O.N[0]; // what it started with
    } else
      O.Open = true; // of a size nobody knows: silence
    return true;
  }
  case Primitive::Condition:
    if (Object.K == Value::Ref)
      M.store(S, Value::cell(Object.A, 0), M.read(S, T, Site.Mutex));
    return true;
  case Primitive::Promise: {
    quiesce::Object E;
    E.Kind = Primitive::Promise;
    E.Site = I.Where;
    Result = Value::ref(S.add(std::move(E)));
    return true;
  }
  case Primitive::PackagedTask: {
    quiesce::Object E;
    E.Kind = Primitive::Promise;
    E.Site = I.Where;
    int Event = S.add(std::move(E));
    quiesce::Object Task;
    Task.Kind = Primitive::PackagedTask;
    Task.Site = I.Where;
    Task.N[1] = Event + 1;
    Task.Items.push_back(M.read(S, T, Site.Body));
    Task.Items.push_back(Value::ref(Event));
    Result = Value::ref(S.add(std::move(Task)));
    return true;
  }
  case Primitive::StopSource: {
    quiesce::Object Stop;
    Stop.Kind = Primitive::StopSource;
    Stop.Site = I.Where;
    Result = Value::ref(S.add(std::move(Stop)));
    return true;
  }
  case Primitive::StopCallback: {
    Value Token = M.read(S, T, Site.Token);
    Value Body = M.read(S, T, Site.Body);
    if (Object.K == Value::Ref)
      M.store(S, Value::cell(Object.A, 0), Body);
    if (Token.K == Value::Ref && Object.K == Value::Ref) {
      S.change(Token.A).Items.push_back(Value::ref(Object.A));
      // Whoever requests the stop runs the callback.
      if (S.object(Token.A).Shared)
        M.share(S, Value::ref(Object.A));
      if (S.object(Token.A).Open)
        M.escape(S, Value::ref(Object.A));
      if (S.object(Token.A).N[0]) {
        done(S, T, Value::unknown());
        M.callValue(S, T, Body, {}, -1);
        return true;
      }
    } else if (Token.K != Value::Null) {
      M.escape(S, Body);
    }
    return true;
  }
  case Primitive::Pointer:
    Result = Operand;
    if (Result.K == Value::Cell)
      Result.Sub = Site.Amount == Value::Owning ? Value::Owning : Value::Plain;
    if (Result.K == Value::Ref) {
      if (Site.Amount == Value::Owning && S.object(Result.A).Dead)
        Result = Value::null(); // a weak pointer that outlived its object
      else
        Result.Sub = uint8_t(Site.Amount);
    }
    return true;
  case Primitive::Guard:
    if (Object.K == Value::Ref)
      Result = Value::make(Value::Guard, Object.A, Site.Amount, Site.Shared);
    return true;
  case Primitive::Optional:
    if (Object.K == Value::Cell) { // of another
      Value Held = M.load(S, Object);
      Result = M.held(S, Held, /*Steal=*/Site.Moves);
      if (Site.Moves && Site.Type >= 0)
        M.store(S, Object, M.movedFrom(Held, P.Types[Site.Type].Element));
      return true;
    }
    Result = engaged(S, Operand);
    return true;
  case Primitive::Sequence:
  case Primitive::Set:
  case Primitive::Map: {
    if (Object.K != Value::Ref)
      return true;
    if (Site.Count >= 0) {
      Value Count = M.read(S, T, Site.Count);
      llvm::SmallVector<Value, 4> Made;
      if (Count.K == Value::Int && Count.A >= 0 && Count.A <= 64) {
        for (int N = 0; N < Count.A; ++N) {
          Value Slot =
              Site.Value >= 0
                  ? copiedSlot(S, Object.A, Operand, I.Where)
                  : newSlot(S, S.object(Object.A).Type, false, I.Where);
          S.change(Object.A).Items.push_back(Slot);
          if (Site.Value < 0)
            Made.push_back(Slot);
        }
      } else {
        S.change(Object.A).Vague = true;
      }
      constructElements(S, T, Object.A, Made, Result);
      return true;
    }
    if (Operand.K == Value::Iter && Site.Into >= 0) {
      append(S, T, Object.A, Operand, M.read(S, T, Site.Into), 0);
      return true;
    }
    // A view shares its elements; a copy would look the same to tasks.
    if (Operand.K == Value::Ref &&
        S.object(Operand.A).Kind != Primitive::None) {
      auto Items = S.object(Operand.A).Items;
      bool V = S.object(Operand.A).Vague;
      S.change(Object.A).Items.assign(Items.begin(), Items.end());
      S.change(Object.A).Vague |= V;
    } else {
      S.change(Object.A).Vague = true;
    }
    return true;
  }
  default:
    return true;
  }
}

} // namespace quiesce
