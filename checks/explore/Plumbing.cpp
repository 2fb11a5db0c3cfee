//===- Plumbing.cpp - containers, pointers, callables ---------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A container is its slots, in order; each slot is an object (the element, or
// a box for a scalar).  A vague container is one whose size nobody knows yet:
// a question about it is a choice, and answering it makes it definite as far as
// it was asked.
//
//===----------------------------------------------------------------------===//

#include "explore/Operations.h"

namespace quiesce {

using model::Mode;
using model::Operation;
using model::Primitive;

Value Operations::slotAddress(State &S, Value Slot) {
  return M.asAddress(S, Slot);
}

/// An element made by default, or one nobody knows.
Value Operations::newSlot(State &S, int Type, bool External, uint32_t Where) {
  if (Type < 0)
    return Value::ref(M.box(S, M.symbol(S), Where).A);
  const TypeInfo &Info = P.Types[Type];
  if (Info.ElementScalar) {
    Value Content = M.symbol(S);
    if (!External && Info.Element >= 0 &&
        P.Types[Info.Element].Kind != Primitive::Value)
      Content = Value::null();
    // A known pointer to something unknown can be followed.
    if (External && Info.Element >= 0 &&
        P.Types[Info.Element].Kind == Primitive::Pointer &&
        P.Types[Info.Element].Element >= 0 &&
        !P.Types[Info.Element].ElementScalar)
      Content = Value::ref(M.make(S, P.Types[Info.Element].Element, Where,
                                  true),
                           Value::Owning);
    return Value::ref(M.box(S, Content, Where).A);
  }
  return Value::ref(M.make(S, Info.Element, Where, External));
}

static int containerOf(Value V) {
  return V.K == Value::Ref || V.K == Value::Iter ? V.A : -1;
}

/// Finds a map's slot by key: 1 found, 0 surely absent, -1 who knows.
static int findKey(Machine &M, const State &S, const Object &Map, Value Key,
                   Program &P, int &Index,
                   llvm::function_ref<Value(Value, Value)> Compare) {
  (void)M;
  int KeyField = Map.Type >= 0 ? P.Types[Map.Type].KeyField : -1;
  bool Maybe = false;
  for (size_t I = 0; I < Map.Items.size(); ++I) {
    const Object &Slot = S.object(Map.Items[I].A);
    const Value *Held = Slot.find(Map.Kind == Primitive::Map ? KeyField : 0);
    Value Same = Held ? Compare(*Held, Key) : Value::unknown();
    if (Same.K == Value::Int && Same.A) {
      Index = int(I);
      return 1;
    }
    if (Same.K != Value::Int) {
      Maybe = true;
      Index = int(I);
    }
  }
  return Maybe || Map.Vague ? -1 : 0;
}

bool Operations::element(State &S, int T, const OpSite &Site, Value Container,
                         Value Key, Value &Result) {
  if (Container.K == Value::Iter)
    Container = Value::ref(Container.A);
  if (Container.K != Value::Ref) {
    Result = Value::unknown();
    return true;
  }
  const Object &O = S.object(Container.A);
  bool IsMap = O.Kind == Primitive::Map || O.Kind == Primitive::Set;
  auto Mapped = [&](Value Slot) -> Value {
    const Object &Map = S.object(Container.A);
    if (Map.Kind != Primitive::Map || Map.Type < 0)
      return slotAddress(S, Slot);
    int Field = P.Types[Map.Type].MappedField;
    int Pair = P.Types[Map.Type].Element;
    int Type = -1;
    if (Pair >= 0)
      for (auto [Number, Each] : P.Types[Pair].ObjectFields)
        if (Number == Field)
          Type = Each;
    return M.fieldOf(S, Value::ref(Slot.A), Field, Type);
  };
  if (!IsMap) {
    if (Key.K == Value::Int && Key.A >= 0 && size_t(Key.A) < O.Items.size()) {
      Result = slotAddress(S, O.Items[Key.A]);
      return true;
    }
    if (O.Vague || O.External) {
      if (Key.K == Value::Int && Key.A >= 0 && Key.A < 16) {
        while (S.object(Container.A).Items.size() <= size_t(Key.A)) {
          Value Slot = newSlot(S, S.object(Container.A).Type, true, 0);
          S.change(Container.A).Items.push_back(Slot);
        }
        Result = slotAddress(S, S.object(Container.A).Items[Key.A]);
      } else {
        Result = slotAddress(S, newSlot(S, O.Type, true, 0));
      }
      return true;
    }
    if (O.Items.empty() || (Key.K == Value::Int)) {
      Result = Value::unknown();
      return true;
    }
    if (O.Items.size() == 1) {
      Result = slotAddress(S, O.Items[0]);
      return true;
    }
    return false; // which one is a choice
  }
  auto Compare = [&](Value A, Value B) {
    return M.arithmetic(S, Arith::Eq, A, B, false);
  };
  int Index = -1;
  int Found = findKey(M, S, O, Key, P, Index, Compare);
  if (Found == 1) {
    Result = Mapped(O.Items[Index]);
    return true;
  }
  if (Found == 0 && Site.Op == Operation::ElementIfAny) {
    Result = Value::unknown();
    S.changeTask(T).Exception = -1;
    std::vector<Violation> Ignored;
    M.raise(S, T, Ignored);
    return true;
  }
  if (Found == -1 && !O.Vague && !O.External)
    return false; // a choice
  bool External = O.Vague || O.External;
  // operator[] makes what is missing.
  int Pair = O.Type >= 0 ? P.Types[O.Type].Element : -1;
  int KeyField = O.Type >= 0 ? P.Types[O.Type].KeyField : 0;
  Value Slot = Value::ref(M.make(S, Pair, 0, External));
  M.store(S, T, Value::cell(Slot.A, std::max(KeyField, 0)), Key);
  bool Shared = S.object(Container.A).Shared;
  S.change(Container.A).Items.push_back(Slot);
  if (Shared)
    M.share(S, Slot);
  Result = Mapped(Slot);
  if (Result.K == Value::Cell && !External && O.Type >= 0 &&
      !S.object(Result.A).find(Result.B))
    M.store(S, T, Result, Value::null());
  return true;
}

bool Operations::insert(State &S, int T, const OpSite &Site,
                        const Instruction &I, int Container, Value &Result) {
  if (Container < 0) {
    M.escape(S, M.read(S, T, Site.Value));
    if (Site.Into >= 0)
      M.escape(S, M.read(S, T, Site.Into));
    Result = Value::unknown();
    return true;
  }
  const Object &O = S.object(Container);
  Value New = M.read(S, T, Site.Value);
  if (Site.Amount == 3) {
    S.change(Container).Vague = true;
    Result = Value::unknown();
    return true;
  }
  if (O.Items.size() > 300) {
    M.Failure = "a container of more than 300 elements";
    return true;
  }
  Value Slot;
  if (O.Kind == Primitive::Map) {
    int KeyField = O.Type >= 0 ? P.Types[O.Type].KeyField : -1;
    int MappedField = O.Type >= 0 ? P.Types[O.Type].MappedField : -1;
    if (Site.Amount == 2) { // a pair that was made already
      Slot = New.K == Value::Ref ? New : newSlot(S, O.Type, true, I.Where);
    } else {
      int Pair = O.Type >= 0 ? P.Types[O.Type].Element : -1;
      Slot = Value::ref(M.make(S, Pair, I.Where));
      M.store(S, T, Value::cell(Slot.A, KeyField), New);
      Value Mapped = M.read(S, T, Site.Into);
      M.store(S, T, Value::cell(Slot.A, MappedField), Mapped);
    }
    Value Key;
    if (const Value *Held = S.object(Slot.A).find(KeyField))
      Key = *Held;
    int Index = -1;
    auto Compare = [&](Value A, Value B) {
      return M.arithmetic(S, Arith::Eq, A, B, false);
    };
    if (findKey(M, S, S.object(Container), Key, P, Index, Compare) == 1) {
      Result = Value::make(Value::Iter, Container,
                           S.object(Container).Items[Index].A);
      return true;
    }
  } else if (New.K == Value::Ref && New.Sub == Value::Plain &&
             !(O.Type >= 0 && P.Types[O.Type].ElementScalar)) {
    Slot = New;
  } else {
    Slot = Value::ref(M.box(S, New, I.Where).A);
  }
  bool Shared = S.object(Container).Shared,
       Open = S.object(Container).Open || S.object(Container).External;
  Object &Changed = S.change(Container);
  if (Site.Op == Operation::Prepend)
    Changed.Items.insert(Changed.Items.begin(), Slot);
  else
    Changed.Items.push_back(Slot);
  if (Open)
    M.escape(S, Slot);
  else if (Shared)
    M.share(S, Slot);
  // emplace_back gives the element, a map's emplace a position.
  if (Site.Op == Operation::Insert)
    Result = Value::make(Value::Iter, Container, Slot.A);
  else
    Result = slotAddress(S, Slot);
  return true;
}

bool Operations::plumbing(State &S, int T, const OpSite &Site,
                          const Instruction &I, Value &Result) {
  Value Object = Site.Object >= 0
                     ? M.asAddress(S, M.read(S, T, Site.Object))
                     : Value::unknown();
  Value Operand = Site.Value >= 0 ? M.read(S, T, Site.Value) : Value();
  Result = Value::unknown();
  int Container = containerOf(Object);
  if (Container >= 0 && Object.K == Value::Iter)
    Container = Object.A;
  auto Vague = [&] { return S.object(Container).Vague; };
  switch (Site.Op) {
  case Operation::Construct:
    switch (Site.Kind) {
    case Primitive::Channel:
    case Primitive::Semaphore:
    case Primitive::Latch:
    case Primitive::Barrier: {
      if (Object.K != Value::Ref)
        return true;
      Value Count = M.read(S, T, Site.Count);
      if (Count.K == Value::Symbol && Site.Kind != Primitive::Channel)
        return false; // a small one is chosen
      auto &O = S.change(Object.A);
      if (Count.K == Value::Int) {
        O.N[0] = std::max(0, Count.A -
                                 (O.Type >= 0 ? P.Types[O.Type].CapacityLess
                                              : 0));
        if (Site.Kind == Primitive::Semaphore)
          O.N[1] = O.N[0]; // what it started with
      } else
        O.Open = true; // of a size nobody knows: silence
      return true;
    }
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
        M.store(S, T, Value::cell(Object.A, 0), Body);
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
        Result.Sub = Site.Amount == Value::Owning ? Value::Owning
                                                  : Value::Plain;
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
      Result = engaged(S, Operand);
      return true;
    case Primitive::Sequence:
    case Primitive::Set:
    case Primitive::Map: {
      if (Object.K != Value::Ref)
        return true;
      if (Site.Count >= 0) {
        Value Count = M.read(S, T, Site.Count);
        if (Count.K == Value::Int && Count.A >= 0 && Count.A <= 64) {
          for (int N = 0; N < Count.A; ++N) {
            Value Slot = Site.Value >= 0
                             ? Value::ref(M.box(S, Operand, I.Where).A)
                             : newSlot(S, S.object(Object.A).Type, false,
                                       I.Where);
            S.change(Object.A).Items.push_back(Slot);
          }
        } else {
          S.change(Object.A).Vague = true;
        }
        return true;
      }
      // A view shares its elements; a copy would look the same to tasks.
      if (Operand.K == Value::Ref && S.object(Operand.A).Kind != Primitive::None) {
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
  case Operation::Dereference:
    if (Site.Kind == Primitive::Optional) {
      if (Operand.K == Value::Cell || Operand.K == Value::Ref)
        Result = Operand;
      else
        Result = Object;
      if (Site.Object >= 0 && Site.Value >= 0 && Object.K == Value::Cell &&
          Operand.K != Value::Cell && Operand.K != Value::Ref)
        Result = Object;
      return true;
    }
    Result = M.asAddress(S, Operand);
    if (Result.K == Value::Symbol || Result.K == Value::Unknown)
      Result = Value::unknown();
    if (Result.K == Value::Ref || Result.K == Value::Cell)
      Result.Sub = Value::Plain;
    return true;
  case Operation::Address:
    if (Site.Kind == Primitive::PackagedTask && Operand.K == Value::Ref &&
        !S.object(Operand.A).Items.empty())
      Result = S.object(Operand.A).Items[0];
    else
      Result = Operand;
    if (Result.K == Value::Ref)
      Result.Sub = Value::Plain;
    return true;
  case Operation::HasValue:
    if (Operand.K == Value::Iter && Operand.B < 0 &&
        S.object(Operand.A).Vague)
      return false;
    if (Site.Kind == Primitive::Optional && !Operand.open()) {
      Result = Value::integer(Operand.K != Value::Null);
      return true;
    }
    if (auto Known = M.truth(S, Operand))
      Result = Value::integer(*Known);
    else if (Operand.K == Value::Symbol || Operand.K == Value::Test)
      Result = Operand.K == Value::Test
                   ? Operand
                   : M.arithmetic(S, Arith::Ne, Operand, Value::integer(0),
                                  false);
    else
      Result = M.symbol(S);
    return true;
  case Operation::ReceiveArm:
  case Operation::SendArm:
  case Operation::DefaultArm:
  case Operation::TimeoutArm: {
    quiesce::Object Arm;
    Arm.Kind = Primitive::SelectArm;
    Arm.N[0] = int(Site.Op);
    Arm.Items.push_back(Object);
    Arm.Items.push_back(Site.Body >= 0 ? M.read(S, T, Site.Body) : Value());
    Arm.Items.push_back(Operand);
    Result = Value::ref(S.add(std::move(Arm)));
    return true;
  }
  case Operation::Bind: {
    quiesce::Object Bound;
    Bound.Kind = Primitive::Callable;
    Bound.Site = I.Where;
    Bound.Items.push_back(M.read(S, T, Site.Body));
    for (Reg R : Site.Rest)
      Bound.Items.push_back(M.read(S, T, R));
    Result = Value::ref(S.add(std::move(Bound)));
    return true;
  }
  case Operation::GetFuture:
    if (Operand.K == Value::Ref) {
      Result = Operand;
      if (S.object(Operand.A).Kind == Primitive::PackagedTask)
        Result = Value::ref(S.object(Operand.A).N[1] - 1);
    }
    return true;
  case Operation::Share:
    Result = Operand;
    return true;
  case Operation::Valid:
    Result = Operand.open() ? M.symbol(S)
                            : Value::integer(Operand.K != Value::Null);
    return true;
  case Operation::GetToken:
  case Operation::GetSource:
    Result = Operand;
    if (Operand.K == Value::Task) {
      int Stop = S.task(Operand.A).StopState;
      Result = Stop >= 0 ? Value::ref(Stop) : Value::null();
    }
    return true;
  case Operation::StopPossible:
    Result = Operand.open() ? M.symbol(S)
                            : Value::integer(Operand.K != Value::Null);
    return true;
  case Operation::Element:
  case Operation::ElementIfAny:
    return element(S, T, Site, Object, Operand, Result);
  case Operation::Append:
  case Operation::Prepend:
  case Operation::Insert:
    return insert(S, T, Site, I, Object.K == Value::Ref ? Object.A : -1,
                  Result);
  case Operation::Begin:
    if (Container < 0)
      return true;
    Result = Value::make(Value::Iter, Container,
                         S.object(Container).Items.empty()
                             ? -1
                             : S.object(Container).Items[0].A);
    return true;
  case Operation::End:
    if (Container >= 0)
      Result = Value::make(Value::Iter, Container, -1);
    return true;
  case Operation::Next:
  case Operation::Previous: {
    if (Operand.K != Value::Iter)
      return true;
    const auto &Items = S.object(Operand.A).Items;
    int At = Operand.B < 0 ? int(Items.size()) : 0;
    if (Operand.B >= 0)
      while (At < int(Items.size()) && Items[At].A != Operand.B)
        ++At;
    At += Site.Op == Operation::Next ? 1 : -1;
    Result = Value::make(Value::Iter, Operand.A,
                         At >= 0 && At < int(Items.size()) ? Items[At].A : -1);
    return true;
  }
  case Operation::Size:
    if (Site.Kind == Primitive::Value) {
      Result = Operand.K == Value::Text
                   ? Value::integer(int64_t(P.Texts[Operand.A].size()))
                   : M.symbol(S);
      return true;
    }
    if (Container < 0)
      return true;
    if (Vague())
      return false;
    Result = Value::integer(int64_t(S.object(Container).Items.size()));
    return true;
  case Operation::IsEmpty:
    if (Container < 0)
      return true;
    if (Vague() && S.object(Container).Items.empty())
      return false;
    Result = Value::integer(S.object(Container).Items.empty());
    return true;
  case Operation::First:
  case Operation::Last: {
    if (Container < 0)
      return true;
    if (S.object(Container).Items.empty()) {
      if (Vague()) {
        Value Slot = newSlot(S, S.object(Container).Type, true, I.Where);
        S.change(Container).Items.push_back(Slot);
      } else {
        return true;
      }
    }
    const auto &Items = S.object(Container).Items;
    Result = slotAddress(S, Site.Op == Operation::First ? Items.front()
                                                        : Items.back());
    return true;
  }
  case Operation::RemoveFirst:
  case Operation::RemoveLast: {
    if (Container < 0 || S.object(Container).Items.empty())
      return true;
    auto &Items = S.change(Container).Items;
    if (Site.Op == Operation::RemoveFirst)
      Items.erase(Items.begin());
    else
      Items.pop_back();
    return true;
  }
  case Operation::Find: {
    if (Container < 0)
      return true;
    int Index = -1;
    auto Compare = [&](Value A, Value B) {
      return M.arithmetic(S, Arith::Eq, A, B, false);
    };
    int Found = findKey(M, S, S.object(Container), Operand, P, Index, Compare);
    if (Found < 0)
      return false;
    Result = Value::make(Value::Iter, Container,
                         Found ? S.object(Container).Items[Index].A : -1);
    return true;
  }
  case Operation::Contains: {
    if (Container < 0) {
      Result = M.symbol(S);
      return true;
    }
    int Index = -1;
    auto Compare = [&](Value A, Value B) {
      return M.arithmetic(S, Arith::Eq, A, B, false);
    };
    int Found = findKey(M, S, S.object(Container), Operand, P, Index, Compare);
    if (Found < 0)
      Result = M.symbol(S);
    else
      Result = Value::integer(Found);
    return true;
  }
  case Operation::Erase: {
    if (Container < 0)
      return true;
    if (Site.Amount == 3) {
      S.change(Container).Vague = true;
      return true;
    }
    auto &Items = S.change(Container).Items;
    if (Operand.K == Value::Iter) {
      size_t At = 0;
      while (At < Items.size() && Items[At].A != Operand.B)
        ++At;
      if (At < Items.size()) {
        Items.erase(Items.begin() + At);
        Result = Value::make(Value::Iter, Container,
                             At < Items.size() ? Items[At].A : -1);
      }
      return true;
    }
    bool IsMap = S.object(Container).Kind == Primitive::Map;
    int KeyField = S.object(Container).Type >= 0
                       ? P.Types[S.object(Container).Type].KeyField
                       : 0;
    bool Unsure = false;
    llvm::erase_if(Items, [&](const Value &Slot) {
      const Value *Held = S.object(Slot.A).find(IsMap ? KeyField : 0);
      Value Same = Held ? M.arithmetic(S, Arith::Eq, *Held, Operand, false)
                        : Value::unknown();
      Unsure |= Same.K != Value::Int;
      return Same.K == Value::Int && Same.A;
    });
    if (Unsure)
      S.change(Container).Vague = true;
    return true;
  }
  case Operation::Clear:
    if (Container >= 0) {
      S.change(Container).Items.clear();
      S.change(Container).Vague = false;
    }
    return true;
  case Operation::Resize:
    if (Container >= 0) {
      Value Count = M.read(S, T, Site.Count);
      if (Count.K == Value::Int && Count.A >= 0 && Count.A <= 64) {
        while (S.object(Container).Items.size() > size_t(Count.A))
          S.change(Container).Items.pop_back();
        while (S.object(Container).Items.size() < size_t(Count.A)) {
          Value Slot = newSlot(S, S.object(Container).Type, false, I.Where);
          S.change(Container).Items.push_back(Slot);
        }
      } else {
        S.change(Container).Vague = true;
      }
    }
    return true;
  case Operation::Swap:
    if (Object.K == Value::Ref && Operand.K == Value::Ref &&
        Object.A != Operand.A) {
      auto &A = S.change(Object.A);
      auto &B = S.change(Operand.A);
      std::swap(A.Fields, B.Fields);
      std::swap(A.Items, B.Items);
      std::swap(A.Vague, B.Vague);
    }
    return true;
  default:
    return true;
  }
}

/// Outcomes of a question about a vague container.
void Operations::choices(const State &S, int T, const OpSite &Site,
                         Outcomes &Out) {
  const Instruction &I = M.instruction(S, T);
  auto Answer = [&](int Taken, int Options) -> Transition & {
    Transition &To = add(S, T, Out);
    To.Choice = M.choiceKey(S, T);
    To.Taken = Taken;
    To.Options = Options;
    To.ChoiceWhere = I.Where;
    To.ChoiceLoop = Site.Op == Operation::HasValue;
    To.ChoiceLeaves = To.ChoiceLoop && !Taken;
    return To;
  };
  State Scratch = S;
  Value Object = Site.Object >= 0 ? M.asAddress(S, M.read(S, T, Site.Object))
                                  : Value::unknown();
  Value Operand = Site.Value >= 0 ? M.read(S, T, Site.Value) : Value();
  int Container = Site.Op == Operation::HasValue ? Operand.A : Object.A;
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
      Transition &To = Answer(Number, 2);
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
    Transition &None = Answer(0, 2);
    None.Next.change(Container).Vague = false;
    done(None.Next, T, Value::integer(0));
    if (int(S.object(Container).Items.size()) >= M.roundLimit(S))
      return;
    Transition &More = Answer(1, 2);
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
    Transition &Empty = Answer(0, 2);
    Empty.Next.change(Container).Vague = false;
    done(Empty.Next, T, Value::integer(1));
    Transition &Some = Answer(1, 2);
    Grow(Some.Next);
    done(Some.Next, T, Value::integer(0));
    return;
  }
  case Operation::Size: {
    int Have = int(S.object(Container).Items.size());
    for (int Count = Have; Count <= std::max(2, Have); ++Count) {
      Transition &To = Answer(Count, 3);
      while (int(To.Next.object(Container).Items.size()) < Count)
        Grow(To.Next);
      To.Next.change(Container).Vague = false;
      done(To.Next, T, Value::integer(Count));
    }
    return;
  }
  case Operation::Find: {
    const auto &O = S.object(Container);
    Transition &None = Answer(0, 2);
    done(None.Next, T, Value::make(Value::Iter, Container, -1));
    if (O.Vague && O.Items.empty()) {
      Transition &To = Answer(1, 2);
      Value Slot = Grow(To.Next);
      done(To.Next, T, Value::make(Value::Iter, Container, Slot.A));
      return;
    }
    for (size_t Index = 0; Index < O.Items.size() && Index < 3; ++Index) {
      Transition &To = Answer(int(Index) + 1, 2);
      done(To.Next, T,
           Value::make(Value::Iter, Container, O.Items[Index].A));
    }
    return;
  }
  case Operation::Element:
  case Operation::ElementIfAny: {
    const auto &O = S.object(Container);
    bool IsMap = O.Kind == Primitive::Map;
    int Field = IsMap && O.Type >= 0 ? P.Types[O.Type].MappedField : -1;
    int Pair = IsMap && O.Type >= 0 ? P.Types[O.Type].Element : -1;
    int Type = -1;
    if (Pair >= 0)
      for (auto [Number, Each] : P.Types[Pair].ObjectFields)
        if (Number == Field)
          Type = Each;
    for (size_t Index = 0; Index < O.Items.size() && Index < 4; ++Index) {
      Transition &To = Answer(int(Index), int(O.Items.size()));
      Value A = IsMap ? M.fieldOf(To.Next, Value::ref(O.Items[Index].A), Field,
                                  Type)
                      : slotAddress(To.Next, O.Items[Index]);
      done(To.Next, T, A);
    }
    return;
  }
  default: {
    Transition &To = add(S, T, Out);
    Value V = M.symbol(To.Next);
    done(To.Next, T, V);
  }
  }
}

} // namespace quiesce
