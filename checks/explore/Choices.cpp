//===- Choices.cpp - outcomes of a question that has several answers ------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "explore/Operations.h"

namespace quiesce {

using model::Operation;

/// Outcomes of a question about a vague container.
void Operations::choices(const State &S, int T, const OpSite &Site,
                         Outcomes &Out) {
  const Instruction &I = M.instruction(S, T);
  Value Object = Site.Object >= 0 ? M.asAddress(S, M.read(S, T, Site.Object))
                                  : Value::unknown();
  Value Operand = Site.Value >= 0 ? M.read(S, T, Site.Value) : Value();
  int Container = Site.Op == Operation::HasValue ? Operand.A : Object.A;
  auto Answer = [&](int Taken) -> Transition & {
    Transition &To = add(S, T, Out);
    choose(S, T, To, Taken);
    To.Doubtful = S.object(Container).Filled;
    To.ChoiceLoop = Site.Op == Operation::HasValue;
    To.ChoiceLeaves = To.ChoiceLoop && !Taken;
    return To;
  };
  auto Grow = [&](State &N) {
    Value Slot = newSlot(N, N.object(Container).Type, true, I.Where);
    bool Shared = N.object(Container).Shared;
    N.change(Container).Items.push_back(Slot);
    if (Shared)
      M.share(N, Slot);
    return Slot;
  };
  switch (Site.Op) {
  case Operation::Construct: { // a count that is a parameter
    Value Count = M.read(S, T, Site.Count);
    for (int Number : {1, 2, 3}) {
      Value Test = Value::make(Value::Test, Count.A, Number, Value::Equal);
      auto Known = M.truth(S, Test);
      if (Known && !*Known)
        continue;
      Transition &To = Answer(Number);
      M.assume(To.Next, Test, true);
      To.Next.change(Object.A).N[0] = Number;
      done(To.Next, T, Value::unknown());
    }
    if (Out.empty()) {
      Transition &To = add(S, T, Out);
      To.Next.change(Object.A).Open = true;
      done(To.Next, T, Value::unknown());
    }
    return;
  }
  case Operation::HasValue: { // is there one more element?
    Transition &None = Answer(0);
    None.Next.change(Container).Vague = false;
    done(None.Next, T, Value::integer(0));
    if (int(S.object(Container).Items.size()) >= M.roundLimit(S))
      return;
    Transition &More = Answer(1);
    Value Slot = Grow(More.Next);
    // The position moves on to the new element.
    for (Frame &F : More.Next.changeTask(T).Frames)
      for (Value &V : F.Registers)
        if (V.K == Value::Iter && V.A == Container && V.B < 0)
          V.B = Slot.A;
    done(More.Next, T, Value::integer(1));
    return;
  }
  case Operation::IsEmpty: {
    Transition &Empty = Answer(0);
    Empty.Next.change(Container).Items.clear();
    Empty.Next.change(Container).Vague = false;
    done(Empty.Next, T, Value::integer(1));
    Transition &Some = Answer(1);
    if (S.object(Container).Items.empty())
      Grow(Some.Next);
    done(Some.Next, T, Value::integer(0));
    return;
  }
  case Operation::Size: {
    int Have = int(S.object(Container).Items.size());
    for (int Count = S.object(Container).Open ? 0 : Have;
         Count <= std::max(2, Have); ++Count) {
      Transition &To = Answer(Count);
      if (Count < Have)
        To.Next.change(Container).Items.resize(Count);
      while (int(To.Next.object(Container).Items.size()) < Count)
        Grow(To.Next);
      To.Next.change(Container).Vague = false;
      done(To.Next, T, Value::integer(Count));
    }
    return;
  }
  case Operation::Find: {
    const auto &O = S.object(Container);
    Transition &None = Answer(0);
    // All that is there came in by keys as unknown as this one.
    None.Doubtful = !O.Vague && !O.Items.empty();
    done(None.Next, T, Value::make(Value::Iter, Container, -1));
    if (O.Vague && O.Items.empty()) {
      Transition &To = Answer(1);
      Value Slot = Grow(To.Next);
      done(To.Next, T, Value::make(Value::Iter, Container, Slot.A));
      return;
    }
    for (size_t Index = 0; Index < O.Items.size() && Index < 3; ++Index) {
      Transition &To = Answer(int(Index) + 1);
      To.ChoiceKey = true;
      done(To.Next, T, Value::make(Value::Iter, Container, O.Items[Index].A));
    }
    return;
  }
  case Operation::Insert: { // is it new?
    Transition &New = Answer(0);
    Value Made = insertNow(New.Next, T, Site, I, Container, Operand);
    done(New.Next, T, Made);
    const auto &Items = S.object(Container).Items;
    for (size_t Index = 0; Index < Items.size(); ++Index) {
      Transition &To = Answer(int(Index) + 1);
      To.ChoiceKey = true;
      Value Held = keyOf(To.Next, Container, Items[Index]).first;
      if (Held.K == Value::Cell)
        Held = M.load(To.Next, Held);
      if (Operand.K == Value::Symbol && Held.K == Value::Symbol)
        M.replace(To.Next, Operand.A, Held);
      M.write(To.Next, T, Site.Also, Value::integer(0));
      done(To.Next, T, Value::make(Value::Iter, Container, Items[Index].A));
    }
    return;
  }
  case Operation::Element:
  case Operation::ElementIfAny: {
    const auto &O = S.object(Container);
    for (size_t Index = 0; Index < O.Items.size() && Index < 4; ++Index) {
      Transition &To = Answer(int(Index));
      // Two unknown keys may lead to one element, but that they do is nothing
      // to build on.
      Value &Slot = To.Next.change(Container).Items[Index];
      To.Doubtful = Slot.Sub == Value::Chosen;
      To.ChoiceKey = true;
      Slot.Sub = Value::Chosen;
      if (Operand.K == Value::Symbol && O.Kind == model::Primitive::Sequence)
        M.assume(To.Next,
                 Value::make(Value::Test, Operand.A, int(Index), Value::Equal),
                 true);
      done(To.Next, T, mapped(To.Next, Container, O.Items[Index]));
    }
    if (O.Kind == model::Primitive::Map && Site.Op == Operation::Element &&
        O.Items.size() < MaxUnknownKeys) { // the key may be a new one
      Transition &To = Answer(int(O.Items.size()));
      To.ChoiceKey = true;
      const size_t Depth = To.Next.task(T).Frames.size();
      Value Made = addElement(To.Next, T, Container, Operand);
      if (To.Next.task(T).Frames.size() == Depth) // else it is done already
        done(To.Next, T, Made);
    }
    return;
  }
  default:
    answerUnknown(S, T, Out);
  }
}

} // namespace quiesce
