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

/// What tells the element in \p Slot from others: of maps its key, else the
/// element itself.  With its type, or -1.
std::pair<Value, int> Operations::keyOf(State &S, int Container, Value Slot) {
  const int Type = S.object(Container).Type;
  if (Type < 0)
    return {M.asAddress(S, Slot), -1};
  const TypeInfo &Info = P.Types[Type];
  if (Info.Kind != Primitive::Map)
    return {M.asAddress(S, Slot), Info.Element};
  int KeyType = M.fieldType(Info.Element, Info.KeyField);
  bool IsObject = KeyType >= 0 && !P.Types[KeyType].Scalar;
  return {
      M.fieldOf(S, Value::ref(Slot.A), Info.KeyField, IsObject ? KeyType : -1),
      KeyType};
}

/// Finds a slot by its key: 1 found, 0 surely absent, -1 who knows.
int Operations::findKey(State &S, int Container, Value Key, int &Index) {
  bool Maybe = false;
  const auto Items = S.object(Container).Items;
  for (size_t I = 0; I < Items.size(); ++I) {
    auto [Held, Type] = keyOf(S, Container, Items[I]);
    auto Order = M.compare(S, Held, Key, Type);
    if (Order && !*Order) {
      Index = int(I);
      return 1;
    }
    if (!Order) {
      Maybe = true;
      Index = int(I);
    }
  }
  return Maybe || S.object(Container).Vague ? -1 : 0;
}

/// How many elements of a container that may have several are like \p Key.
int Operations::count(State &S, int Container, Value Key) {
  int Count = 0;
  const auto Items = S.object(Container).Items;
  for (const Value &Slot : Items) {
    auto [Held, Type] = keyOf(S, Container, Slot);
    auto Order = M.compare(S, Held, Key, Type);
    Count += Order && !*Order;
  }
  return Count;
}

/// The number of the element that \p Position stands at, in its direction; of
/// the end, how many there are.
int Operations::indexOf(const State &S, Value Position) {
  const auto &Items = S.object(Position.A).Items;
  int At = int(slotAt(Items, Position) - Items.begin());
  return Position.Sub && At < int(Items.size()) ? int(Items.size()) - 1 - At
                                                : At;
}

/// The position at that number; the end if there is no element.
Value Operations::position(const State &S, int Container, int At,
                           bool Backwards) {
  const auto &Items = S.object(Container).Items;
  int Slot = -1;
  if (At >= 0 && At < int(Items.size()))
    Slot = Items[Backwards ? Items.size() - 1 - At : At].A;
  return Value::make(Value::Iter, Container, Slot, Backwards);
}

/// What the key of \p Slot leads to; of other containers, the element.
Value Operations::mapped(State &S, int Container, Value Slot) {
  const Object &Map = S.object(Container);
  if (Map.Kind != Primitive::Map || Map.Type < 0)
    return M.asAddress(S, Slot);
  const TypeInfo &Info = P.Types[Map.Type];
  int Type = M.fieldType(Info.Element, Info.MappedField);
  bool IsObject = Type >= 0 && !P.Types[Type].Scalar;
  return M.fieldOf(S, Value::ref(Slot.A), Info.MappedField,
                   IsObject ? Type : -1);
}

/// There is no such element, and the operation throws.
bool Operations::missing(State &S, int T, const OpSite &Site) {
  M.throwing(S, T, Site.ThrowType, Value());
  std::vector<Violation> Ignored;
  M.raise(S, T, Ignored);
  return true;
}

/// Reads what is not there: a correct program does not come here, so that
/// nothing follows from the run.
static void neverRuns(State &S) { S.Exited = S.Aborted = true; }

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
    if (Key.K == Value::Int && Site.Op == Operation::ElementIfAny)
      return missing(S, T, Site);
    if (O.Items.empty() || Key.K == Value::Int) {
      neverRuns(S);
      return true;
    }
    if (O.Items.size() == 1) {
      Result = M.asAddress(S, O.Items[0]);
      return true;
    }
    return false; // which one is a choice
  }
  int Index = -1;
  int Found = findKey(S, Container.A, Key, Index);
  if (Found == 1) {
    Result = mapped(S, Container.A, S.object(Container.A).Items[Index]);
    return true;
  }
  if (Found == 0 && Site.Op == Operation::ElementIfAny)
    return missing(S, T, Site);
  if (Found == -1 && !S.object(Container.A).Vague &&
      !S.object(Container.A).External)
    return false; // a choice
  Result = addElement(S, T, Container.A, Key);
  return true;
}

/// What operator[] of a map makes of a key that is missing.
Value Operations::addElement(State &S, int T, int Container, Value Key) {
  const int Type = S.object(Container).Type;
  const bool External =
      S.object(Container).Vague || S.object(Container).External;
  Value Slot = newPair(S, Type, Key, 0, External);
  put(S, T, Container, Slot);
  Value Result = mapped(S, Container, Slot);
  if (External)
    return Result;
  if (Result.K == Value::Cell && Type >= 0 &&
      !S.object(Result.A).find(Result.B))
    M.store(
        S, Result,
        M.zero(M.fieldType(P.Types[Type].Element, P.Types[Type].MappedField)));
  constructElements(S, T, Container, {Result}, Result);
  return Result;
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
  bool Unsure = false;
  int Count = 0;
  llvm::SmallVector<Value, 4> Left;
  for (const Value &Slot : Items) {
    auto [Held, Type] = keyOf(S, Container, Slot);
    auto Order = M.compare(S, Held, Operand, Type);
    Unsure |= !Order;
    if (Order && !*Order) {
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

/// Takes out the element at a position or of a key.  Who gets it may do with it
/// what he likes.
Value Operations::extract(State &S, int Container, Value Operand) {
  int Index = -1;
  int Found = 0;
  if (Operand.K == Value::Iter && Operand.A == Container) {
    Index = indexOf(S, Operand);
    Found = size_t(Index) < S.object(Container).Items.size() ? 1 : -1;
  } else {
    Found = findKey(S, Container, Operand, Index);
  }
  if (Found < 0) {
    M.escape(S, Value::ref(Container));
    return Value::lost();
  }
  if (!Found)
    return Value::null();
  const Value Slot = S.object(Container).Items[Index];
  M.escape(S, Slot);
  auto &Items = S.change(Container).Items;
  Items.erase(Items.begin() + Index);
  M.forgetScalars(S, Slot.A); // its key too
  return Value::ref(Slot.A, Value::Owning);
}

/// Fills the view \p View: with elements of what \p Range refers to, or with
/// numbers from \p Range on.  Where it begins and where it ends may be unknown;
/// then it is vague, and what it may give out is open.
void Operations::view(State &S, int T, const OpSite &Site, int View,
                      Value Range) {
  auto Number = [&](Reg R, int64_t Otherwise) -> std::optional<int64_t> {
    if (R < 0)
      return Otherwise;
    Value V = M.read(S, T, R);
    return V.K == Value::Int ? std::optional<int64_t>(V.A) : std::nullopt;
  };
  llvm::SmallVector<Value, 8> Items;
  bool Known = false;
  if (Site.Op == Operation::Iota) {
    auto End = Site.Count < 0 ? std::nullopt : Number(Site.Count, -1);
    Known = Range.K == Value::Int && End && *End - Range.A <= 64;
    for (int64_t N = Range.A; Known && N < *End; ++N)
      Items.push_back(
          Value::ref(M.box(S, Value::integer(N), S.object(View).Site).A));
  } else if (Range.K == Value::Ref) {
    const Object &Of = S.object(Range.A);
    auto From = Number(Site.Into, 0), Count = Number(Site.Count, -1);
    Known = From && Count && !Of.Vague && isContainer(Of.Kind);
    if (Known) {
      llvm::ArrayRef<Value> All = Of.Items;
      All = All.drop_front(std::min<size_t>(*From, All.size()));
      if (*Count >= 0) // npos and dynamic_extent are not
        All = All.take_front(*Count);
      Items.assign(All.begin(), All.end());
      if (Site.Op == Operation::Reversed)
        std::reverse(Items.begin(), Items.end());
    } else {
      M.escape(S, Range);
    }
  }
  Object &Made = S.change(View);
  Made.Items.assign(Items.begin(), Items.end());
  Made.Vague = !Known;
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
  case Operation::InsertOrAssign:
    return insert(S, T, Site, I, Object.K == Value::Ref ? Object.A : -1,
                  Result);
  case Operation::Begin:
  case Operation::ReverseBegin:
    if (Container >= 0)
      Result = position(S, Container, 0, Site.Op == Operation::ReverseBegin);
    return true;
  case Operation::End:
  case Operation::ReverseEnd:
    if (Container >= 0)
      Result = position(S, Container, -1, Site.Op == Operation::ReverseEnd);
    return true;
  case Operation::Next:
  case Operation::Previous: {
    Value Count =
        Site.Count >= 0 ? M.read(S, T, Site.Count) : Value::integer(1);
    if (Operand.K != Value::Iter || Count.K != Value::Int)
      return true;
    int By = Site.Op == Operation::Next ? Count.A : -Count.A;
    Result = position(S, Operand.A, indexOf(S, Operand) + By, Operand.Sub);
    return true;
  }
  case Operation::Distance: {
    Value To = M.read(S, T, Site.Into);
    if (Operand.K == Value::Iter && To.K == Value::Iter && Operand.A == To.A &&
        Operand.Sub == To.Sub && !S.object(To.A).Vague)
      Result = Value::integer(indexOf(S, To) - indexOf(S, Operand));
    else
      Result = M.symbol(S);
    return true;
  }
  case Operation::View:
  case Operation::Reversed:
  case Operation::Iota:
    if (Container >= 0)
      view(S, T, Site, Container, Operand);
    return true;
  case Operation::Sort:
  case Operation::ReverseOrder:
    arrange(S, T, Site, Operand);
    return true;
  case Operation::Size:
    if (Container < 0)
      return true;
    if (Vague())
      return false;
    Result = Value::integer(int64_t(S.object(Container).Items.size()));
    return true;
  case Operation::IsEmpty:
    if (Container < 0)
      return true;
    // Code that is not visible may have taken out what an open one held.
    if (Vague() &&
        (S.object(Container).Items.empty() || S.object(Container).Open))
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
        neverRuns(S);
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
    int Found = findKey(S, Container, Operand, Index);
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
    int Found = findKey(S, Container, Operand, Index);
    if (Found < 0)
      Result = M.symbol(S);
    else
      Result = Value::integer(count(S, Container, Operand));
    return true;
  }
  case Operation::Erase:
    return Container < 0 || erase(S, T, Site, Container, Operand, Result);
  case Operation::Extract:
    Result = Container < 0 ? M.symbol(S) : extract(S, Container, Operand);
    return true;
  case Operation::Inserter:
    if (Container >= 0)
      S.change(Container).Vague = S.change(Container).Filled = true;
    Result = Value::unknown();
    return true;
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
          Value Slot =
              Site.Value >= 0
                  ? copiedSlot(S, Container, Operand, I.Where)
                  : newSlot(S, S.object(Container).Type, false, I.Where);
          put(S, T, Container, Slot);
          if (Site.Value < 0)
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
      std::swap(A.Filled, B.Filled);
    }
    return true;
  default:
    return true;
  }
}

} // namespace quiesce
