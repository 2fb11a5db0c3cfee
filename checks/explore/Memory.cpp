//===- Memory.cpp - registers, objects and what they hold -----------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "explore/Machine.h"

namespace quiesce {

using model::Primitive;

Value Machine::read(const State &S, int T, Reg R) const {
  if (R < 0)
    return Value::unknown();
  const Frame &F = S.task(T).Frames.back();
  return size_t(R) < F.Registers.size() ? F.Registers[R] : Value();
}

void Machine::write(State &S, int T, Reg R, Value V) {
  if (R < 0)
    return;
  Frame &F = S.changeTask(T).Frames.back();
  if (size_t(R) >= F.Registers.size())
    F.Registers.resize(R + 1);
  F.Registers[R] = V;
}

Value Machine::symbol(State &S) {
  return Value::make(Value::Symbol, S.NextSymbol++);
}

int Machine::make(State &S, int Type, uint32_t Site, bool External) {
  Object O;
  O.Type = Type;
  O.Site = Site;
  O.External = External;
  if (Type >= 0) {
    const TypeInfo &Info = P.Types[Type];
    O.Kind = Info.Kind;
    switch (Info.Kind) {
    case Primitive::Channel:
      O.N[0] = Info.Unbounded ? -1 : Info.DefaultCapacity;
      break;
    case Primitive::Latch:
    case Primitive::Semaphore:
    case Primitive::Barrier:
      O.N[0] = Info.DefaultCapacity;
      break;
    default:
      break;
    }
    if (External) {
      // A lock is taken and given back by everybody; anything else that lives
      // elsewhere may be acted on by code we do not see.
      O.Open = !hasFields(Info.Kind) && Info.Kind != Primitive::Mutex &&
               !isContainer(Info.Kind);
      O.Vague = isContainer(Info.Kind) ||
                (Info.Kind == Primitive::Mutex && Info.HasAttributes);
    }
  }
  int Number = S.add(std::move(O));
  if (Type >= 0 && !External && P.Types[Type].Kind == Primitive::Sequence &&
      P.Types[Type].DefaultCapacity > 0) {
    // Arrays come with their elements.
    const int Element = P.Types[Type].Element;
    bool Scalar = P.Types[Type].ElementScalar;
    int Count = P.Types[Type].DefaultCapacity;
    if (Count > 64) {
      S.change(Number).Vague = true;
      return Number;
    }
    for (int I = 0; I < Count; ++I) {
      Value Slot = Scalar
                       ? box(S, Element >= 0 ? Value::null() : symbol(S), Site)
                       : Value::ref(make(S, Element, Site));
      S.change(Number).Items.push_back(Value::ref(Slot.A));
    }
  }
  return Number;
}

Value Machine::box(State &S, Value V, uint32_t Site) {
  Object O;
  O.Site = Site;
  O.Fields.push_back({0, V});
  return Value::cell(S.add(std::move(O)), 0);
}

Value Machine::asAddress(const State &S, Value V) const {
  if (V.K == Value::Iter) {
    if (V.B < 0)
      return Value::unknown();
    return S.object(V.B).Type == -1 ? Value::cell(V.B, 0) : Value::ref(V.B);
  }
  // A reference to a box is the address of what is in it.
  if (V.K == Value::Ref && S.object(V.A).Type == -1 &&
      S.object(V.A).Kind == Primitive::None)
    return Value::cell(V.A, 0);
  return V;
}

bool Machine::isFixed(const Object &O, int Field) const {
  return O.Type >= 0 && llvm::is_contained(P.Types[O.Type].Fixed, Field);
}

/// What load() would give, or nothing where it would have to name the value.
Value Machine::held(const State &S, Value Cell) const {
  const Object &O = S.object(Cell.A);
  const Value *V = O.find(Cell.B);
  return V && (!O.Open || O.External || isFixed(O, Cell.B)) ? *V : Value();
}

Value Machine::load(State &S, Value Address) {
  Address = asAddress(S, Address);
  if (Address.K == Value::Ref || Address.K == Value::Fn ||
      Address.K == Value::Text)
    return Address;
  if (Address.K != Value::Cell)
    return Value::unknown();
  const Object &O = S.object(Address.A);
  if (Value Known = held(S, Address); Known.K != Value::None)
    return Known;
  if (O.Open && !isFixed(O, Address.B))
    return Value::unknown();
  // First look at something unknown: it keeps its value until it may change.
  Value New = symbol(S);
  if (O.Type >= 0 && !O.External)
    for (auto [Field, Type] : P.Types[O.Type].ScalarFields)
      if (Field == Address.B && P.Types[Type].Kind != Primitive::Value &&
          P.Types[Type].Kind != Primitive::Atomic && !P.Types[Type].Opaque)
        New = Value::null();
  if (O.Type >= 0 && !O.External)
    for (auto [Field, Default] : P.Types[O.Type].FieldDefaults)
      if (Field == Address.B)
        New = Default;
  Object &Changed = S.change(Address.A);
  for (auto &[Field, Old] : Changed.Fields)
    if (Field == Address.B) {
      Old = New;
      return New;
    }
  Changed.Fields.push_back({Address.B, New});
  llvm::sort(Changed.Fields,
             [](const auto &X, const auto &Y) { return X.first < Y.first; });
  return New;
}

void Machine::store(State &S, Value Address, Value V) {
  Address = asAddress(S, Address);
  if (Address.K != Value::Cell) {
    escape(S, V);
    return;
  }
  if (V.K == Value::Int && !decides(S, Address))
    V = Value::unknown();
  Object &O = S.change(Address.A);
  bool Shared = O.Shared, Open = O.Open || O.External;
  auto It = std::find_if(O.Fields.begin(), O.Fields.end(),
                         [&](const auto &F) { return F.first >= Address.B; });
  if (It != O.Fields.end() && It->first == Address.B)
    It->second = V;
  else
    O.Fields.insert(It, {Address.B, V});
  if (Open)
    escape(S, V);
  else if (Shared)
    share(S, V);
}

void Machine::assign(State &S, Value Address, Value V) {
  Address = asAddress(S, Address);
  if (Address.K != Value::Ref)
    return store(S, Address, V);
  if (V.K == Value::Ref)
    return copy(S, Address, V, /*Steal=*/true);
  Object &O = S.change(Address.A);
  O.Fields.clear();
  O.External = true;
}

/// Its bytes are zeros.
void Machine::zero(State &S, int Number) {
  const TypeInfo &Type = P.Types[S.object(Number).Type];
  for (const auto &[Field, Zero] : Type.Zeros)
    store(S, Value::cell(Number, Field), Zero);
  for (const auto &[Field, Part] : Type.ObjectFields) {
    if (!hasFields(P.Types[Part].Kind))
      continue;
    if (Value Inside = fieldOf(S, Value::ref(Number), Field, Part);
        Inside.K == Value::Ref)
      zero(S, Inside.A);
  }
}

/// What a pointer nobody knows leads to: an object nobody knows, which it leads
/// to whenever it is looked at.
/// That of an allocation is new.
Value Machine::behind(State &S, Value Pointer, Primitive Kind) {
  if (Pointer.B > 0) {
    Value New = Value::ref(make(S, Pointer.B - 1, 0));
    if (Pointer.Sub == Value::Zeros)
      zero(S, New.A);
    replace(S, Pointer.A, New);
    for (size_t I = 0; I < S.Heap.size(); ++I) {
      const Object &Holder = S.object(I);
      if (!llvm::any_of(Holder.Fields,
                        [&](const auto &F) { return F.second == New; }))
        continue;
      if (Holder.Open)
        escape(S, New);
      else if (Holder.Shared)
        share(S, New);
    }
    return New;
  }
  Value Unknown = Value::ref(make(S, -2, 0, /*External=*/true));
  Object &O = S.change(Unknown.A);
  O.Kind = Kind;
  O.Vague = Kind == Primitive::Mutex;
  replace(S, Pointer.A, Unknown);
  return Unknown;
}

Value Machine::fieldOf(State &S, Value Base, int Field, int Type) {
  Base = asAddress(S, Base);
  if (Base.K == Value::Cell) // a box that holds a pointer
    Base = load(S, Base);
  if (Base.K == Value::Symbol)
    Base = behind(S, Base);
  if (Base.K != Value::Ref) {
    // Behind a pointer nobody knows: an object nobody knows.
    int Unknown = make(S, Type >= 0 ? Type : -2, 0, true);
    if (Type < 0)
      return Value::cell(Unknown, Field);
    return Value::ref(Unknown);
  }
  if (Type < 0)
    return Value::cell(Base.A, Field);
  if (const Value *V = S.object(Base.A).find(Field))
    if (V->K == Value::Ref)
      return Value::ref(V->A);
  const Object &O = S.object(Base.A);
  bool External = O.External, Open = O.Open, Shared = O.Shared;
  int Sub = make(S, Type, O.Site, External || Open);
  if (Shared)
    share(S, Value::ref(Sub));
  if (Open)
    S.change(Sub).Open = true;
  Object &Changed = S.change(Base.A);
  auto It = std::find_if(Changed.Fields.begin(), Changed.Fields.end(),
                         [&](const auto &F) { return F.first >= Field; });
  if (It != Changed.Fields.end() && It->first == Field)
    It->second = Value::ref(Sub);
  else
    Changed.Fields.insert(It, {Field, Value::ref(Sub)});
  return Value::ref(Sub);
}

Value Machine::global(State &S, int T, int Number, bool &Again) {
  if (S.Globals.size() <= size_t(Number))
    S.Globals.resize(P.Globals.size());
  Value &G = S.Globals[Number];
  if (G.K != Value::None)
    return G;
  const GlobalInfo &Info = P.Globals[Number];
  bool Known = Whole || Info.Constant;
  Value Address;
  if (Info.Type >= 0) {
    Address = Value::ref(make(S, Info.Type, 0, !Known));
    if (Info.Initializer >= 0 && S.object(Address.A).Kind == Primitive::Mutex)
      S.change(Address.A).Vague = false; // it is made right there
  } else {
    Address = box(S, Value(), 0);
    S.change(Address.A).Site = FirstGlobalSite + unsigned(Number);
    S.change(Address.A).External = !Known;
    if (Known && Info.Initializer < 0)
      S.change(Address.A).Fields[0].second = Value::integer(0);
  }
  share(S, Address.K == Value::Cell ? Value::ref(Address.A) : Address);
  S.Globals[Number] = Address;
  if (Known && Info.Initializer >= 0) {
    Again = true;
    enter(S, T, Info.Initializer, {Address}, -1, false, true, true);
  }
  return Address;
}

/// What a variable of \p Type holds that is given nothing.
Value Machine::zero(int Type) const {
  if (Type < 0 || P.Types[Type].Kind == Primitive::Atomic)
    return Value::integer(0);
  if (P.Types[Type].Kind == Primitive::Value)
    return Value::make(Value::Text, P.text(""));
  return P.Types[Type].Opaque ? Value::unknown() : Value::null();
}

/// What a scalar of \p Type, or -1, holds when \p Old has moved out of it.
Value Machine::movedFrom(Value Old, int Type) const {
  if (Type >= 0 && P.Types[Type].Emptied && Old.K == Value::Text)
    return zero(Type);
  bool Owns = Old.K == Value::Task || Old.K == Value::Guard ||
              ((Old.K == Value::Ref || Old.K == Value::Cell) &&
               Old.Sub == Value::Owning);
  return Owns ? Value::null() : Old;
}

/// What a copy of an optional holds, or one that \p Held moves into: an object
/// or box of its own.
Value Machine::held(State &S, Value Held, bool Steal) {
  bool IsOwn = Held.K == Value::Cell ||
               (Held.K == Value::Ref && Held.Sub == Value::Plain);
  if (IsOwn)
    Held.A = copyObject(S, Held.A, Steal, S.object(Held.A).Site);
  return Held;
}

int Machine::copyObject(State &S, int From, bool Steal, uint32_t Site,
                        int ItemType) {
  int To = make(S, S.object(From).Type, Site);
  copy(S, Value::ref(To), Value::ref(From), Steal, ItemType);
  return To;
}

/// Copies or moves what is at \p From.  \p ItemType is the type of what a box
/// holds, or -1.
void Machine::copy(State &S, Value To, Value From, bool Steal, int ItemType) {
  auto Copied = [&](const Value &V, int Type) {
    bool Optional = Type >= 0 && P.Types[Type].Kind == Primitive::Optional;
    return Optional ? held(S, V, Steal) : V;
  };
  To = asAddress(S, To);
  From = asAddress(S, From);
  if (To.K == Value::Cell && From.K == Value::Cell) {
    Value Held = load(S, From);
    store(S, To, Copied(Held, ItemType));
    if (Steal)
      store(S, From, movedFrom(Held, ItemType));
    return;
  }
  if (To.K != Value::Ref)
    return;
  if (From.K != Value::Ref) {
    Object &O = S.change(To.A);
    O.Fields.clear();
    O.External = true;
    O.Open = O.Kind != Primitive::None && O.Kind != Primitive::Mutex;
    return;
  }
  if (To.A == From.A)
    return;
  if (S.object(From.A).External || S.object(From.A).Vague) {
    bool External = S.object(From.A).External, Vague = S.object(From.A).Vague,
         Open = S.object(From.A).Open, Filled = S.object(From.A).Filled;
    Object &O = S.change(To.A);
    O.External |= External;
    O.Vague |= Vague;
    O.Filled |= Filled;
    O.Open |= Open;
  } else if (isContainer(S.object(To.A).Kind)) {
    S.change(To.A).Vague = false;
  }
  auto Source = S.Heap[From.A]; // keeps it while the heap grows
  int Type = Source->Type;
  if (Type == S.object(To.A).Type) // and not a part of a derived class
    llvm::erase_if(S.change(To.A).Fields,
                   [&](const auto &F) { return !Source->find(F.first); });
  bool Element = !hasFields(Source->Kind);
  // Scalars and references are copied, sub-objects get copies of their own.
  for (const auto &[Field, V] : Source->Fields) {
    bool IsObject = false;
    if (Type >= 0)
      for (auto [Number, Sub] : P.Types[Type].ObjectFields)
        IsObject |= Number == Field;
    if (IsObject && V.K == Value::Ref) {
      Value Inner = fieldOf(S, To, Field, S.object(V.A).Type);
      copy(S, Inner, V, Steal);
    } else {
      store(S, Value::cell(To.A, Field), Copied(V, fieldType(Type, Field)));
    }
  }
  // The elements of an array move one by one.
  bool InPlace = isContainer(Source->Kind) && Type >= 0 &&
                 P.Types[Type].Kind == Primitive::Sequence &&
                 P.Types[Type].DefaultCapacity > 0;
  if (Element || !Source->Items.empty()) {
    llvm::SmallVector<Value, 4> Items;
    bool Container = isContainer(Source->Kind);
    bool IsView = Type >= 0 && P.Types[Type].isView();
    for (const Value &V : Source->Items) {
      if ((Steal && !InPlace) || !Container || IsView || V.K != Value::Ref)
        Items.push_back(V);
      else
        Items.push_back(
            Value::ref(copyObject(S, V.A, Steal, Source->Site,
                                  Type >= 0 ? P.Types[Type].Element : -1)));
    }
    Object &O = S.change(To.A);
    O.Items.assign(Items.begin(), Items.end());
    O.N = Source->N;
    O.Closed = Source->Closed;
  }
  if (!Steal)
    return;
  // What moves leaves nothing behind that its owner would destroy.
  Object &O = S.change(From.A);
  if (!InPlace)
    O.Items.clear();
  if (Type < 0)
    return;
  for (auto &[Field, V] : O.Fields)
    V = movedFrom(V, fieldType(Type, Field));
}

} // namespace quiesce
