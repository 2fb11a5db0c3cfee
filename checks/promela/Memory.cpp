//===- Memory.cpp - objects, variables, and what of them is shared --------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "promela/Translator.h"
#include "llvm/Support/SaveAndRestore.h"

namespace quiesce::promela {

using model::Primitive;

/// Values that a shared variable, or the messages of a channel, may take.
static constexpr size_t MaxValues = 12;
/// Elements of an array that are followed.
static constexpr int MaxElements = 64;

Value Translator::read(const View &V, Reg R) const {
  if (R < 0)
    return Value::unknown();
  const auto &Registers = V.Frames.back().Registers;
  return size_t(R) < Registers.size() ? Registers[R] : Value();
}

void Translator::write(View &V, Reg R, Value X) {
  if (R < 0)
    return;
  auto &Registers = V.Frames.back().Registers;
  if (size_t(R) >= Registers.size())
    Registers.resize(R + 1);
  Registers[R] = X;
}

/// A new object with all its parts: a part that is made when it is first looked
/// at would be another one in each task.
int Translator::make(View &V, int Type) {
  Thing T;
  T.Type = Type;
  if (Type < 0)
    return V.add(std::move(T));
  const TypeInfo &Info = P.Types[Type];
  // In code that does not compile a class may be a part of itself.
  if (Info.Opaque || llvm::is_contained(Making, Type)) {
    T.Type = -2; // nothing in it is followed
    if (!Info.Opaque)
      return V.add(std::move(T));
  }
  llvm::SaveAndRestore Now(Making, Making);
  Making.push_back(Type);
  T.Kind = Info.Kind;
  if (Info.Maximum)
    fail(V, "a counter with a limit");
  if (Info.Kind == Primitive::Channel)
    T.Amount = Info.Unbounded ? -1 : Info.DefaultCapacity;
  int Number = V.add(std::move(T));
  if (Info.Kind == Primitive::Sequence && Info.DefaultCapacity > 0) {
    if (Info.DefaultCapacity > MaxElements)
      fail(V, "a large array");
    for (int I = 0; I < std::min(Info.DefaultCapacity, MaxElements); ++I) {
      Value Slot = Value::ref(
          Info.ElementScalar
              ? box(V, Info.Element >= 0 ? Value::null() : Value::integer(0)).A
              : make(V, Info.Element));
      V.Heap[Number].Items.push_back(Slot);
    }
  }
  for (auto [Field, Sub] : P.Types[Type].ObjectFields) {
    int Part = make(V, Sub);
    V.Heap[Number].Fields[Field] = Value::ref(Part);
  }
  return Number;
}

Value Translator::box(View &V, Value X) {
  Thing T;
  if (X.K != Value::None)
    T.Fields[0] = X;
  return Value::cell(V.add(std::move(T)), 0);
}

Value Translator::asAddress(const View &V, Value X) const {
  if (X.K == Value::Iter) {
    if (X.B < 0)
      return Value::unknown();
    X = Value::ref(X.B);
  }
  if (X.K != Value::Ref)
    return X;
  auto It = V.Heap.find(X.A);
  bool Box = It != V.Heap.end() && It->second.Type == -1 &&
             It->second.Kind == Primitive::None;
  return Box ? Value::cell(X.A, 0) : X;
}

Thing *Translator::thing(View &V, int Object) {
  auto It = V.Heap.find(Object);
  if (It != V.Heap.end())
    return &It->second;
  fail(V, "an object that another task made is used");
  static Thing Nothing;
  return &(Nothing = Thing());
}

void Translator::use(const View &V, Variable Which, bool Write) {
  auto It = V.Heap.find(Which.first);
  if (It == V.Heap.end() || !It->second.Shared)
    return;
  Users &U = Used[Which];
  U.Tasks.insert(V.Task);
  U.Written |= Write;
}

bool Translator::isDynamic(Value Address) const {
  return Address.K == Value::Cell && Dynamic.count({Address.A, Address.B});
}

/// What a variable holds before anything is stored to it.
Value Translator::initial(const View &V, Variable Which) const {
  auto It = V.Heap.find(Which.first);
  int Type = It == V.Heap.end() ? -1 : It->second.Type;
  if (Type < 0)
    return Value();
  for (auto [Field, Default] : P.Types[Type].FieldDefaults)
    if (Field == Which.second)
      return Default;
  for (auto [Field, Sub] : P.Types[Type].ScalarFields)
    if (Field == Which.second && P.Types[Sub].Kind != Primitive::Value &&
        P.Types[Sub].Kind != Primitive::Atomic && !P.Types[Sub].Opaque)
      return Value::null();
  return Value();
}

/// The number that stands for \p X in the model; a new one if it has none.
/// There are only so many, and a run that stores one more ends the search: a
/// counter grows for ever only for who does not look at the order of steps.
int Translator::numberOf(Variable Which, Value X) {
  auto &Domain = Domains[Which];
  auto It = llvm::find(Domain, X);
  if (It != Domain.end())
    return int(It - Domain.begin());
  if (Domain.size() >= MaxValues)
    return -1;
  Grown = true;
  Domain.push_back(X);
  return int(Domain.size()) - 1;
}

Value Translator::load(View &V, Value Address) {
  Address = asAddress(V, Address);
  if (Address.K == Value::Ref || Address.K == Value::Fn ||
      Address.K == Value::Text)
    return Address;
  if (Address.K != Value::Cell)
    return Value::unknown();
  Variable Which{Address.A, Address.B};
  if (Dynamic.count(Which)) {
    fail(V, "a handle or reference that several tasks use and change");
    return Value::unknown();
  }
  use(V, Which, false);
  Thing *T = thing(V, Address.A);
  Value &X = T->Fields[Address.B];
  if (X.K == Value::None)
    X = initial(V, Which);
  if (X.K == Value::None)
    X = Value::make(Value::Symbol, V.addSymbol());
  return X;
}

void Translator::store(View &V, Value Address, Value X) {
  Address = asAddress(V, Address);
  if (Address.K != Value::Cell)
    return fail(V, "something is stored nobody knows where");
  if (isDynamic(Address))
    return fail(V, "a handle or reference that several tasks use and change");
  use(V, {Address.A, Address.B}, true);
  Thing *T = thing(V, Address.A);
  T->Fields[Address.B] = X;
  if (T->Shared)
    share(V, X);
}

std::vector<Value> *Translator::slots(View &V, int Container, bool Write) {
  if (Dynamic.count({Container, Slots}))
    fail(V, "a container that several tasks use and change");
  use(V, {Container, Slots}, Write);
  return &thing(V, Container)->Items;
}

Value Translator::fieldOf(View &V, Value Base, int Field, int Type) {
  Base = asAddress(V, Base);
  if (Base.K == Value::Cell)
    Base = load(V, Base);
  if (Base.K != Value::Ref) {
    fail(V, "a member of an object that is not known");
    return Value::unknown();
  }
  if (Type < 0)
    return Value::cell(Base.A, Field);
  Thing *T = thing(V, Base.A);
  auto It = T->Fields.find(Field);
  if (It != T->Fields.end() && It->second.K == Value::Ref)
    return Value::ref(It->second.A);
  if (T->Shared)
    fail(V, "a member that is not known");
  int Part = make(V, Type);
  thing(V, Base.A)->Fields[Field] = Value::ref(Part);
  return Value::ref(Part);
}

void Translator::copy(View &V, Value To, Value From, bool Steal) {
  To = asAddress(V, To);
  From = asAddress(V, From);
  if (To.K == Value::Cell && From.K == Value::Cell)
    return store(V, To, load(V, From));
  if (To.K != Value::Ref || From.K != Value::Ref)
    return fail(V, "a copy of what is not known");
  if (To.A == From.A)
    return;
  const Thing Source = *thing(V, From.A);
  for (const auto &[Field, X] : Source.Fields) {
    bool IsObject =
        Source.Type >= 0 && llvm::any_of(P.Types[Source.Type].ObjectFields,
                                         [&, F = Field](const auto &Each) {
                                           return Each.first == F;
                                         });
    if (IsObject && X.K == Value::Ref)
      copy(V, fieldOf(V, To, Field, thing(V, X.A)->Type), X, Steal);
    else
      store(V, Value::cell(To.A, Field), load(V, Value::cell(From.A, Field)));
  }
  if (!Source.Items.empty()) {
    std::vector<Value> Items;
    for (const Value &X : *slots(V, From.A, false)) {
      if (Steal || X.K != Value::Ref) {
        Items.push_back(X);
        continue;
      }
      Thing Slot = *thing(V, X.A);
      int Copy = Slot.Type == -1 ? box(V, load(V, X)).A : make(V, Slot.Type);
      if (Slot.Type != -1)
        copy(V, Value::ref(Copy), X, false);
      Items.push_back(Value::ref(Copy));
    }
    *slots(V, To.A, true) = Items;
  }
  if (!Steal)
    return;
  // What moves leaves nothing behind that its owner would destroy.
  if (!Source.Items.empty())
    slots(V, From.A, true)->clear();
  for (const auto &[Field, X] : Source.Fields)
    if (X.K == Value::Task || X.K == Value::Guard ||
        (X.K == Value::Ref && X.Sub == Value::Owning))
      store(V, Value::cell(From.A, Field), Value::null());
}

/// From now on another task can reach what \p Roots lead to.
void Translator::share(View &V, llvm::ArrayRef<Value> Roots) {
  for (int Number : V.reach(Roots, Domains)) {
    V.Heap[Number].Shared = true;
    if (Number / View::PerTask == V.Task)
      V.Taken.insert(Number);
  }
}

/// False when the global was not there from the start; then it will be.
bool Translator::global(View &V, const Instruction &I) {
  const GlobalInfo &Info = P.Globals[I.Imm];
  auto It = V.Globals.find(I.Imm);
  if (It != V.Globals.end()) {
    write(V, I.Dst, It->second);
    return true;
  }
  if (!Whole && !Info.Constant) {
    fail(V, "the global variable '" + Info.Name + "'");
    return false;
  }
  if (UsedGlobals.insert(I.Imm).second)
    Grown = true;
  fail(V, "the global variable '" + Info.Name + "'");
  return false;
}

std::string Translator::name(int Object) const {
  return std::to_string(Object / View::PerTask) + "_" +
         std::to_string(Object % View::PerTask);
}

std::string Translator::assigned(Variable Which, Value X) {
  int Number = numberOf(Which, X);
  return Number < 0 ? "assert(false)"
                    : variable(Which) + " = " + std::to_string(Number);
}

std::string Translator::variable(Variable Which) {
  return declare("x" + name(Which.first) + "_" +
                     (Which.second < 0 ? "v" : std::to_string(Which.second)),
                 "byte");
}

} // namespace quiesce::promela
