//===- Containers.cpp - sequences, sets and maps --------------------------===//
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

using model::Operation;
using model::Primitive;

/// The slot that the iterator \p Position stands at; the end if none.
static const Value *slotAt(llvm::ArrayRef<Value> Items, const Value &Position) {
  return llvm::find_if(Items, [&](const Value &Slot) {
    return Position.B >= 0 && Slot.A == Position.B;
  });
}

/// Finds a map's slot by key: 1 found, 0 surely absent, -1 who knows.
static int findKey(const Program &P, const State &S, const Object &Map,
                   Value Key, int &Index) {
  int KeyField = Map.Type >= 0 ? P.Types[Map.Type].KeyField : -1;
  bool Maybe = false;
  for (size_t I = 0; I < Map.Items.size(); ++I) {
    const Object &Slot = S.object(Map.Items[I].A);
    const Value *Held = Slot.find(Map.Kind == Primitive::Map ? KeyField : 0);
    Value Same = Held ? arithmetic(Arith::Eq, *Held, Key) : Value::unknown();
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

/// What the key of \p Slot leads to; of other containers, the element.
Value Operations::mapped(State &S, int Container, Value Slot) {
  const Object &Map = S.object(Container);
  if (Map.Kind != Primitive::Map || Map.Type < 0)
    return M.asAddress(S, Slot);
  int Field = P.Types[Map.Type].MappedField;
  int Pair = P.Types[Map.Type].Element;
  int Type = -1;
  if (Pair >= 0)
    for (auto [Number, Each] : P.Types[Pair].ObjectFields)
      if (Number == Field)
        Type = Each;
  return M.fieldOf(S, Value::ref(Slot.A), Field, Type);
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
  if (!IsMap) {
    if (Key.K == Value::Int && Key.A >= 0 && size_t(Key.A) < O.Items.size()) {
      Result = M.asAddress(S, O.Items[Key.A]);
      return true;
    }
    if (O.Vague || O.External) {
      if (Key.K == Value::Int && Key.A >= 0 && Key.A < 16) {
        while (S.object(Container.A).Items.size() <= size_t(Key.A)) {
          Value Slot = newSlot(S, S.object(Container.A).Type, true, 0);
          S.change(Container.A).Items.push_back(Slot);
        }
        Result = M.asAddress(S, S.object(Container.A).Items[Key.A]);
      } else {
        Result = M.asAddress(S, newSlot(S, O.Type, true, 0));
      }
      return true;
    }
    if (O.Items.empty() || (Key.K == Value::Int)) {
      Result = Value::unknown();
      return true;
    }
    if (O.Items.size() == 1) {
      Result = M.asAddress(S, O.Items[0]);
      return true;
    }
    return false; // which one is a choice
  }
  int Index = -1;
  int Found = findKey(P, S, O, Key, Index);
  if (Found == 1) {
    Result = mapped(S, Container.A, O.Items[Index]);
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
  M.store(S, Value::cell(Slot.A, std::max(KeyField, 0)), Key);
  bool Shared = S.object(Container.A).Shared;
  S.change(Container.A).Items.push_back(Slot);
  if (Shared)
    M.share(S, Slot);
  Result = mapped(S, Container.A, Slot);
  if (Result.K == Value::Cell && !External && O.Type >= 0 &&
      !S.object(Result.A).find(Result.B))
    M.store(S, Result, Value::null());
  if (!External)
    constructElements(S, T, Container.A, {Result}, Result);
  return true;
}

/// Runs the constructor of what the container has made by itself; with that the
/// operation is done.
void Operations::constructElements(State &S, int T, int Container,
                                   llvm::ArrayRef<Value> Made, Value Result) {
  int Type = S.object(Container).Type;
  int Constructor = Type >= 0 ? P.Types[Type].ElementConstructor : -1;
  if (Constructor < 0 || Made.empty())
    return;
  done(S, T, Result);
  for (const Value &Each : llvm::reverse(Made))
    M.enter(S, T, Constructor, {Each}, -1, false, /*Drop=*/true);
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
    append(S, Container, New, M.read(S, T, Site.Into));
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
      M.store(S, Value::cell(Slot.A, KeyField), New);
      Value Mapped = M.read(S, T, Site.Into);
      M.store(S, Value::cell(Slot.A, MappedField), Mapped);
    }
    Value Key;
    if (const Value *Held = S.object(Slot.A).find(KeyField))
      Key = *Held;
    int Index = -1;
    if (findKey(P, S, S.object(Container), Key, Index) == 1) {
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
    Result = M.asAddress(S, Slot);
  return true;
}

/// Appends copies of the elements from \p First up to \p Last.
void Operations::append(State &S, int Container, Value First, Value Last) {
  if (First.K != Value::Iter || Last.K != Value::Iter || First.A != Last.A ||
      S.object(First.A).Vague || S.object(First.A).External) {
    S.change(Container).Vague = true;
    return;
  }
  const auto Items = S.object(First.A).Items;
  auto At = [&](const Value &Position) { return slotAt(Items, Position); };
  for (auto I = At(First); I != At(Last) && I != Items.end(); ++I) {
    Value Slot =
        Value::ref(M.copyObject(S, I->A, false, S.object(First.A).Site));
    if (S.object(Container).Shared)
      M.share(S, Slot);
    S.change(Container).Items.push_back(Slot);
  }
}

/// Puts a removed slot where its life will end.
void Operations::discard(State &S, int T, const OpSite &Site, Value Slot) {
  Value Trash = M.asAddress(S, M.read(S, T, Site.Trash));
  if (Site.Trash >= 0 && Trash.K == Value::Ref)
    S.change(Trash.A).Items.push_back(Slot);
}

/// By position, by range, or by key.
bool Operations::erase(State &S, int T, const OpSite &Site, int Container,
                       Value Operand, Value &Result) {
  const auto Items = S.object(Container).Items;
  auto Keep = [&](llvm::ArrayRef<Value> Left) {
    S.change(Container).Items.assign(Left.begin(), Left.end());
  };
  auto At = [&](const Value &Position) { return slotAt(Items, Position); };
  Value End = Site.Into >= 0 ? M.read(S, T, Site.Into) : Value();
  bool Range = Site.Into >= 0;
  if (Operand.K == Value::Iter && (!Range || End.K == Value::Iter)) {
    auto From = At(Operand);
    auto To = Range ? At(End) : From == Items.end() ? From : From + 1;
    if (From > To)
      return true;
    for (const Value &Slot : llvm::make_range(From, To))
      discard(S, T, Site, Slot);
    Result =
        Value::make(Value::Iter, Container, To == Items.end() ? -1 : To->A);
    llvm::SmallVector<Value, 4> Left(Items.begin(), From);
    Left.append(To, Items.end());
    Keep(Left);
    return true;
  }
  if (Range || Operand.K == Value::Iter) { // nobody knows which
    M.escape(S, Value::ref(Container));
    return true;
  }
  bool IsMap = S.object(Container).Kind == Primitive::Map;
  int KeyField = S.object(Container).Type >= 0
                     ? P.Types[S.object(Container).Type].KeyField
                     : 0;
  bool Unsure = false;
  int Count = 0;
  llvm::SmallVector<Value, 4> Left;
  for (const Value &Slot : Items) {
    const Value *Held = S.object(Slot.A).find(IsMap ? KeyField : 0);
    Value Same =
        Held ? arithmetic(Arith::Eq, *Held, Operand) : Value::unknown();
    Unsure |= Same.K != Value::Int;
    if (Same.K == Value::Int && Same.A) {
      discard(S, T, Site, Slot);
      ++Count;
    } else {
      Left.push_back(Slot);
    }
  }
  Keep(Left);
  if (Unsure && Site.Trash >= 0)
    M.escape(S, Value::ref(Container));
  if (Unsure)
    S.change(Container).Vague = true;
  else if (!S.object(Container).Vague)
    Result = Value::integer(Count);
  return true;
}

bool Operations::container(State &S, int T, const OpSite &Site,
                           const Instruction &I, Value Object, Value Operand,
                           Value &Result) {
  int Container =
      Object.K == Value::Ref || Object.K == Value::Iter ? Object.A : -1;
  auto Vague = [&] { return S.object(Container).Vague; };
  switch (Site.Op) {
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
    Result = M.asAddress(S, Site.Op == Operation::First ? Items.front()
                                                        : Items.back());
    return true;
  }
  case Operation::RemoveFirst:
  case Operation::RemoveLast: {
    if (Container < 0 || S.object(Container).Items.empty())
      return true;
    auto &Items = S.change(Container).Items;
    bool First = Site.Op == Operation::RemoveFirst;
    Value Slot = First ? Items.front() : Items.back();
    Items.erase(First ? Items.begin() : Items.end() - 1);
    discard(S, T, Site, Slot);
    return true;
  }
  case Operation::Find: {
    if (Container < 0)
      return true;
    int Index = -1;
    int Found = findKey(P, S, S.object(Container), Operand, Index);
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
    int Found = findKey(P, S, S.object(Container), Operand, Index);
    if (Found < 0)
      Result = M.symbol(S);
    else
      Result = Value::integer(Found);
    return true;
  }
  case Operation::Erase:
    return Container < 0 || erase(S, T, Site, Container, Operand, Result);
  case Operation::Clear:
    if (Container >= 0) {
      for (const Value &Slot : S.object(Container).Items)
        discard(S, T, Site, Slot);
      S.change(Container).Items.clear();
      S.change(Container).Vague = false;
      if (Site.Kind == Primitive::Variant)
        S.change(Container).Fields.clear();
    }
    return true;
  case Operation::Resize:
    if (Container >= 0) {
      Value Count = M.read(S, T, Site.Count);
      llvm::SmallVector<Value, 4> Made;
      if (Count.K == Value::Int && Count.A >= 0 && Count.A <= 64) {
        while (S.object(Container).Items.size() > size_t(Count.A)) {
          discard(S, T, Site, S.object(Container).Items.back());
          S.change(Container).Items.pop_back();
        }
        while (S.object(Container).Items.size() < size_t(Count.A)) {
          Value Slot = newSlot(S, S.object(Container).Type, false, I.Where);
          S.change(Container).Items.push_back(Slot);
          Made.push_back(Slot);
        }
      } else {
        S.change(Container).Vague = true;
      }
      constructElements(S, T, Container, Made, Result);
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

} // namespace quiesce
