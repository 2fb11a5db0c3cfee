//===- Memory.cpp - values, objects and what is known about them ----------===//
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

static bool isContainer(Primitive K) {
  return K == Primitive::Sequence || K == Primitive::Map || K == Primitive::Set;
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
      O.Open = Info.Kind != Primitive::None && Info.Kind != Primitive::Mutex &&
               Info.Kind != Primitive::Record && !isContainer(Info.Kind);
      O.Vague = isContainer(Info.Kind);
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
      Value Slot = Scalar ? box(S, Element >= 0 ? Value::null() : symbol(S),
                                Site)
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

static int64_t variable(const Object &O, int Field) {
  return Field ? int64_t(Field) : -int64_t(O.Site) - 1;
}

bool Machine::alone(const State &S, int T) const {
  for (size_t I = 0; I < S.Tasks.size(); ++I)
    if (int(I) != T && !S.task(I).Ended)
      return false;
  return true;
}

bool Machine::holdsMutex(const State &S, int T) const {
  for (const auto &O : S.Heap)
    if (O->Kind == Primitive::Mutex && O->N[0] == T + 1)
      return true;
  return false;
}

/// Notes an access to a shared variable; true when it must be a step of its
/// own because somebody else writes (or reads) the variable too.
bool Machine::contended(const State &S, Value Address, bool Write) {
  if (Address.K != Value::Cell)
    return false;
  const Object &O = S.object(Address.A);
  if (!O.Shared)
    return false;
  int64_t Key = variable(O, Address.B);
  (Write ? WrittenShared : ReadShared).insert(Key);
  return Contended.count(Key);
}

Value Machine::load(State &S, int T, Value Address) {
  Address = asAddress(S, Address);
  if (Address.K == Value::Ref || Address.K == Value::Fn ||
      Address.K == Value::Text)
    return Address;
  if (Address.K != Value::Cell)
    return Value::unknown();
  const Object &O = S.object(Address.A);
  const Value *V = O.find(Address.B);
  if (V && V->K != Value::None && !(O.Open && !O.External))
    return *V;
  if (O.Open)
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
  (void)T;
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

void Machine::store(State &S, int T, Value Address, Value V) {
  (void)T;
  Address = asAddress(S, Address);
  if (Address.K != Value::Cell) {
    escape(S, V);
    return;
  }
  Object &O = S.change(Address.A);
  bool Shared = O.Shared, Open = O.Open || O.External;
  auto It = std::find_if(O.Fields.begin(), O.Fields.end(), [&](const auto &F) {
    return F.first >= Address.B;
  });
  if (It != O.Fields.end() && It->first == Address.B)
    It->second = V;
  else
    O.Fields.insert(It, {Address.B, V});
  if (Open)
    escape(S, V);
  else if (Shared)
    share(S, V);
}

void Machine::assign(State &S, int T, Value Address, Value V) {
  Address = asAddress(S, Address);
  if (Address.K != Value::Ref)
    return store(S, T, Address, V);
  if (V.K == Value::Ref)
    return copy(S, Address, V, /*Steal=*/true);
  Object &O = S.change(Address.A);
  O.Fields.clear();
  O.External = true;
}

Value Machine::fieldOf(State &S, Value Base, int Field, int Type) {
  Base = asAddress(S, Base);
  if (Base.K == Value::Cell) // a box that holds a pointer
    Base = load(S, 0, Base);
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

/// Visits the objects a value leads to directly.
static int target(const Value &V) {
  switch (V.K) {
  case Value::Ref:
  case Value::Cell:
  case Value::Iter:
  case Value::Guard:
    return V.A;
  default:
    return -1;
  }
}

void Machine::share(State &S, Value V) {
  llvm::SmallVector<int, 8> Work;
  if (int O = target(V); O >= 0)
    Work.push_back(O);
  while (!Work.empty()) {
    int I = Work.pop_back_val();
    if (S.object(I).Shared)
      continue;
    Object &O = S.change(I);
    O.Shared = true;
    for (const auto &[Field, Each] : O.Fields)
      if (int Next = target(Each); Next >= 0)
        Work.push_back(Next);
    for (const Value &Each : O.Items)
      if (int Next = target(Each); Next >= 0)
        Work.push_back(Next);
  }
}

void Machine::escape(State &S, Value V) {
  llvm::SmallVector<int, 8> Work;
  auto EscapeTask = [&](int T) {
    if (!S.task(T).Detached) // somebody else may join it
      S.changeTask(T).Detached = S.changeTask(T).Escaped = true;
    if (S.task(T).StopState >= 0)
      Work.push_back(S.task(T).StopState);
  };
  if (V.K == Value::Task)
    EscapeTask(V.A);
  if (int O = target(V); O >= 0)
    Work.push_back(O);
  while (!Work.empty()) {
    int I = Work.pop_back_val();
    if (S.object(I).Open)
      continue;
    Object &O = S.change(I);
    O.Open = O.Shared = true;
    if (O.Kind == Primitive::Sequence || O.Kind == Primitive::Map ||
        O.Kind == Primitive::Set)
      O.Vague = true;
    for (auto &[Field, Each] : O.Fields) {
      if (int Next = target(Each); Next >= 0)
        Work.push_back(Next);
      if (Each.K == Value::Task)
        EscapeTask(Each.A);
    }
    for (const Value &Each : O.Items)
      if (int Next = target(Each); Next >= 0)
        Work.push_back(Next);
  }
}

/// Forgets the scalars of objects that live elsewhere: other code has run.
void Machine::forget(State &S) {
  for (size_t I = 0; I < S.Heap.size(); ++I) {
    const Object &O = S.object(I);
    if (!O.External || O.Fields.empty())
      continue;
    bool Any = llvm::any_of(O.Fields, [](const auto &F) {
      return F.second.open() || F.second.K == Value::Int;
    });
    if (!Any)
      continue;
    Object &Changed = S.change(I);
    llvm::erase_if(Changed.Fields, [](const auto &F) {
      return F.second.open() || F.second.K == Value::Int;
    });
  }
}

int Machine::copyObject(State &S, int From, bool Steal, uint32_t Site) {
  int To = make(S, S.object(From).Type, Site);
  copy(S, Value::ref(To), Value::ref(From), Steal);
  return To;
}

void Machine::copy(State &S, Value To, Value From, bool Steal) {
  To = asAddress(S, To);
  From = asAddress(S, From);
  if (To.K == Value::Cell && From.K == Value::Cell) {
    store(S, 0, To, load(S, 0, From));
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
         Open = S.object(From.A).Open;
    Object &O = S.change(To.A);
    O.External |= External;
    O.Vague |= Vague;
    O.Open |= Open;
  }
  auto Source = S.Heap[From.A]; // keeps it while the heap grows
  int Type = Source->Type;
  bool Element = Source->Kind != Primitive::None &&
                 Source->Kind != Primitive::Record;
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
      store(S, 0, Value::cell(To.A, Field), V);
    }
  }
  if (Element || !Source->Items.empty()) {
    llvm::SmallVector<Value, 4> Items;
    bool Container = Source->Kind == Primitive::Sequence ||
                     Source->Kind == Primitive::Map ||
                     Source->Kind == Primitive::Set;
    for (const Value &V : Source->Items) {
      if (Steal || !Container || V.K != Value::Ref)
        Items.push_back(V);
      else
        Items.push_back(Value::ref(copyObject(S, V.A, false, Source->Site)));
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
  O.Items.clear();
  if (Type < 0)
    return;
  for (auto &[Field, V] : O.Fields)
    if (V.K == Value::Task || V.K == Value::Guard ||
        (V.K == Value::Ref && V.Sub == Value::Owning))
      V = Value::null();
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
  } else {
    Address = box(S, Value(), 0);
    S.change(Address.A).Site = 0x40000000u + unsigned(Number);
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

std::optional<bool> Machine::decide(const State &S, Value Test) const {
  int64_t Low = INT64_MIN, High = INT64_MAX;
  llvm::SmallVector<int, 4> Excluded;
  for (const auto &[Known, Truth] : S.Facts) {
    if (Known.A != Test.A)
      continue;
    if (Known.Sub == Value::Less) {
      if (Truth)
        High = std::min<int64_t>(High, int64_t(Known.B) - 1);
      else
        Low = std::max<int64_t>(Low, Known.B);
    } else if (!Truth) {
      Excluded.push_back(Known.B);
    }
  }
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (int X : Excluded) {
      if (Low == X) {
        ++Low;
        Changed = true;
      }
      if (High == X) {
        --High;
        Changed = true;
      }
    }
  }
  std::optional<bool> Result;
  if (Test.Sub == Value::Less) {
    if (High < Test.B)
      Result = true;
    else if (Low >= Test.B)
      Result = false;
  } else {
    if (Test.B < Low || Test.B > High || llvm::is_contained(Excluded, Test.B))
      Result = false;
    else if (Low == High && Low == Test.B)
      Result = true;
  }
  if (Result && Test.Not)
    return !*Result;
  return Result;
}

static Value zeroTest(int Symbol) {
  Value Test = Value::make(Value::Test, Symbol, 0, Value::Equal);
  Test.Not = true;
  return Test;
}

std::optional<bool> Machine::truth(const State &S, Value V) const {
  switch (V.K) {
  case Value::Int:
    return V.A != 0;
  case Value::Null:
    return false;
  case Value::None:
  case Value::Unknown:
    return std::nullopt;
  case Value::Symbol:
    return decide(S, zeroTest(V.A));
  case Value::Test:
    return decide(S, V);
  case Value::Iter:
    return V.B >= 0;
  case Value::Guard:
    return V.B != 0;
  default:
    return true;
  }
}

void Machine::assume(State &S, Value V, bool Truth) {
  if (V.K == Value::Symbol)
    V = zeroTest(V.A);
  if (V.K != Value::Test)
    return;
  if (V.Not) {
    V.Not = false;
    Truth = !Truth;
  }
  if (!(V.Sub == Value::Equal && Truth)) {
    S.Facts.push_back({V, Truth});
    llvm::sort(S.Facts, [](const auto &A, const auto &B) {
      return std::tie(A.first.A, A.first.Sub, A.first.B) <
             std::tie(B.first.A, B.first.Sub, B.first.B);
    });
    return;
  }
  // The symbol is now a number everywhere.
  const int Symbol = V.A;
  const Value Known = Value::integer(V.B);
  auto Replace = [&](Value &X) {
    if (X.K == Value::Symbol && X.A == Symbol) {
      X = Known;
    } else if (X.K == Value::Test && X.A == Symbol) {
      bool Holds = X.Sub == Value::Equal ? Known.A == X.B : Known.A < X.B;
      X = Value::integer(Holds != X.Not);
    }
  };
  auto Mentions = [&](const Value &X) {
    return (X.K == Value::Symbol || X.K == Value::Test) && X.A == Symbol;
  };
  for (size_t I = 0; I < S.Heap.size(); ++I) {
    const Object &O = S.object(I);
    bool Any = llvm::any_of(O.Items, Mentions) ||
               llvm::any_of(O.Fields,
                            [&](const auto &F) { return Mentions(F.second); });
    if (!Any)
      continue;
    Object &Changed = S.change(I);
    for (Value &X : Changed.Items)
      Replace(X);
    for (auto &[Field, X] : Changed.Fields)
      Replace(X);
  }
  for (size_t I = 0; I < S.Tasks.size(); ++I) {
    bool Any = false;
    for (const Frame &F : S.task(I).Frames)
      Any |= llvm::any_of(F.Registers, Mentions);
    if (!Any)
      continue;
    for (Frame &F : S.changeTask(I).Frames)
      for (Value &X : F.Registers)
        Replace(X);
  }
  llvm::erase_if(S.Facts,
                 [&](const auto &F) { return F.first.A == Symbol; });
}

Value Machine::arithmetic(const State &S, Arith Op, Value A, Value B,
                          bool Widen) const {
  (void)S;
  bool Compares = Op >= Arith::Eq;
  if (A.K == Value::Int && B.K == Value::Int) {
    int64_t X = A.A, Y = B.A, R = 0;
    switch (Op) {
    case Arith::Add: R = X + Y; break;
    case Arith::Sub: R = X - Y; break;
    case Arith::Mul: R = X * Y; break;
    case Arith::Div:
      if (!Y)
        return Value::unknown();
      R = X / Y;
      break;
    case Arith::Rem:
      if (!Y)
        return Value::unknown();
      R = X % Y;
      break;
    case Arith::And: R = X & Y; break;
    case Arith::Or: R = X | Y; break;
    case Arith::Xor: R = X ^ Y; break;
    case Arith::Shl: R = Y >= 0 && Y < 31 ? X << Y : 0; break;
    case Arith::Shr: R = Y >= 0 && Y < 31 ? X >> Y : 0; break;
    case Arith::Eq: return Value::integer(X == Y);
    case Arith::Ne: return Value::integer(X != Y);
    case Arith::Lt: return Value::integer(X < Y);
    case Arith::Le: return Value::integer(X <= Y);
    case Arith::Gt: return Value::integer(X > Y);
    case Arith::Ge: return Value::integer(X >= Y);
    }
    // A counter in a loop without a bound has no last value.
    int64_t Bound = Widen ? 6 : 4000;
    if ((Op == Arith::Add || Op == Arith::Sub) &&
        (R > Bound || R < -Bound) && std::abs(R) > std::abs(X))
      return Value::unknown();
    return Value::integer(R);
  }
  if (!Compares)
    return Value::unknown();
  bool Equality = Op == Arith::Eq || Op == Arith::Ne;
  bool Negate = Op == Arith::Ne;
  auto Known = [&](bool Same) { return Value::integer(Same != Negate); };
  if (B.open() && !A.open()) { // constant on the right
    std::swap(A, B);
    switch (Op) {
    case Arith::Lt: Op = Arith::Gt; break;
    case Arith::Le: Op = Arith::Ge; break;
    case Arith::Gt: Op = Arith::Lt; break;
    case Arith::Ge: Op = Arith::Le; break;
    default: break;
    }
  }
  if (A.K == Value::Symbol && (B.K == Value::Int || B.K == Value::Null)) {
    int C = B.K == Value::Int ? B.A : 0;
    auto Test = [&](Value::Relation R, int Bound, bool Not) {
      Value V = Value::make(Value::Test, A.A, Bound, R);
      V.Not = Not;
      return V;
    };
    switch (Op) {
    case Arith::Eq: return Test(Value::Equal, C, false);
    case Arith::Ne: return Test(Value::Equal, C, true);
    case Arith::Lt: return Test(Value::Less, C, false);
    case Arith::Le: return Test(Value::Less, C + 1, false);
    case Arith::Gt: return Test(Value::Less, C + 1, true);
    default: return Test(Value::Less, C, true);
    }
  }
  if (!Equality)
    return Value::unknown();
  if (A.K == Value::Test && B.K == Value::Int && (B.A == 0 || B.A == 1)) {
    Value V = A;
    V.Not ^= (B.A == 0) != Negate;
    return V;
  }
  if (A.open() || B.open()) {
    if (A.K == Value::Symbol && B.K == Value::Symbol && A.A == B.A)
      return Known(true);
    return Value::unknown();
  }
  if (A.K == Value::Null || B.K == Value::Null) {
    const Value &Other = A.K == Value::Null ? B : A;
    if (Other.K == Value::Null)
      return Known(true);
    if (Other.K == Value::Int) // a null pointer written as a number
      return Known(Other.A == 0);
    if (Other.K == Value::Iter)
      return Known(Other.B < 0);
    return Known(false);
  }
  if (A.K != B.K)
    return A.K == Value::Text || B.K == Value::Text ? Value::unknown()
                                                    : Known(false);
  if (A.K == Value::Iter)
    return Known(A.B == B.B);
  return Known(A.A == B.A && (A.K != Value::Cell || A.B == B.B));
}

/// Somebody other than the holder being destroyed still owns \p Object.
bool Machine::owned(const State &S, int Object) const {
  auto Owns = [&](const Value &V) {
    return (V.K == Value::Ref || V.K == Value::Cell) &&
           V.Sub == Value::Owning && V.A == Object;
  };
  for (size_t I = 0; I < S.Heap.size(); ++I) {
    const auto &O = S.object(I);
    if (O.Dead)
      continue;
    if (llvm::any_of(O.Items, Owns) ||
        llvm::any_of(O.Fields, [&](const auto &F) { return Owns(F.second); }))
      return true;
  }
  return false;
}

int Machine::roundLimit(const State &S) const {
  int Limit = int(L.Rounds);
  for (const auto &O : S.Heap)
    if (!O->Open) {
      // With other tasks about, every round multiplies the states.
      int Most = S.Tasks.size() > 1 ? 4 : 24;
      if (O->Kind == Primitive::Channel && O->N[0] > 0 && O->N[0] <= Most)
        Limit = std::max(Limit, O->N[0] + 2);
      if (O->Kind == Primitive::Semaphore && O->N[1] > 0 && O->N[1] <= Most)
        Limit = std::max(Limit, O->N[1] + 1);
    }
  return Limit;
}

int64_t Machine::choiceKey(const State &S, int T) const {
  // The branch and the calls that lead to it, in the tasks of one spawn: the
  // same decision in each of them is one.
  uint64_t Key = 1469598103934665603ull + S.task(T).Spawned;
  for (const Frame &F : S.task(T).Frames) {
    Key = (Key ^ uint64_t(F.Function)) * 1099511628211ull;
    Key = (Key ^ uint64_t(F.At)) * 1099511628211ull;
  }
  return int64_t(Key & 0x7fffffffffffffffull);
}

} // namespace quiesce
