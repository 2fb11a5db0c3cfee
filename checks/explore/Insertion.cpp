//===- Insertion.cpp - elements come into containers ----------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A sorted container keeps its slots in their order, as far as the keys are
// known; what is not known goes to the end.
//
//===----------------------------------------------------------------------===//

#include "explore/Operations.h"

namespace quiesce {

using model::Operation;
using model::Primitive;

/// Of a container that grows beyond this the elements are not followed.
static constexpr size_t MostElements = 300;

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

/// A slot for \p Element, which is an object of its own already or a value.
Value Operations::slotFor(State &S, int Container, Value Element,
                          uint32_t Where) {
  const int Type = S.object(Container).Type;
  bool Scalar = Type >= 0 && P.Types[Type].ElementScalar;
  if (Element.K == Value::Ref && Element.Sub == Value::Plain && !Scalar)
    return Element;
  return Value::ref(M.box(S, Element, Where).A);
}

/// A slot with a copy of what \p Element is or leads to.
Value Operations::copiedSlot(State &S, int Container, Value Element,
                             uint32_t Where) {
  Value Slot = slotFor(S, Container, Element, Where);
  return Slot == Element ? Value::ref(M.copyObject(S, Slot.A, false, Where))
                         : Slot;
}

/// The pair of a map with the key \p Key; what belongs to it is made later.
Value Operations::newPair(State &S, int Type, Value Key, uint32_t Where,
                          bool External) {
  const int Pair = Type >= 0 ? P.Types[Type].Element : -1;
  const int Field = Type >= 0 ? std::max(P.Types[Type].KeyField, 0) : 0;
  Value Slot = Value::ref(M.make(S, Pair, Where, External));
  const int KeyType = M.fieldType(Pair, Field);
  if (KeyType >= 0 && !P.Types[KeyType].Scalar)
    M.copy(S, M.fieldOf(S, Slot, Field, KeyType), Key, /*Steal=*/false);
  else
    M.store(S, Value::cell(Slot.A, Field), Key);
  return Slot;
}

/// Where \p Slot belongs: behind all that are not greater.
size_t Operations::placeOf(State &S, int T, int Container, Value Slot) {
  const int Type = S.object(Container).Type;
  const auto Items = S.object(Container).Items;
  if (Type < 0 || P.Types[Type].Order == TypeInfo::AsInserted)
    return Items.size();
  const Value Key = keyOf(S, Container, Slot).first;
  for (size_t I = 0; I < Items.size(); ++I) {
    Value Other = keyOf(S, Container, Items[I]).first;
    auto Before = M.before(S, T, Key, Other, Type);
    if (!Before)
      return Items.size();
    if (*Before)
      return I;
  }
  return Items.size();
}

/// Puts \p Slot into a container: at \p At, unless it is sorted.
void Operations::put(State &S, int T, int Container, Value Slot,
                     std::optional<size_t> At) {
  const int Type = S.object(Container).Type;
  bool Sorted = Type >= 0 && P.Types[Type].Order != TypeInfo::AsInserted;
  const size_t Place = At && !Sorted ? *At : placeOf(S, T, Container, Slot);
  Object &Changed = S.change(Container);
  bool Shared = Changed.Shared, Open = Changed.Open || Changed.External;
  Changed.Items.insert(Changed.Items.begin() + Place, Slot);
  if (Open)
    M.escape(S, Slot);
  else if (Shared)
    M.share(S, Slot);
}

/// Copies of the elements from \p First up to \p Last; \p At is where they go
/// in a sequence.
void Operations::append(State &S, int T, int Container, Value First, Value Last,
                        size_t At) {
  if (First.K != Value::Iter || Last.K != Value::Iter || First.A != Last.A ||
      S.object(First.A).Vague || S.object(First.A).External) {
    S.change(Container).Vague = true;
    return;
  }
  const int From = indexOf(S, First), To = indexOf(S, Last);
  llvm::SmallVector<Value, 8> Copied;
  for (int I = From; I < To; ++I)
    Copied.push_back(position(S, First.A, I, First.Sub));
  for (const Value &Each : Copied) {
    Value Slot =
        Value::ref(M.copyObject(S, Each.B, false, S.object(First.A).Site));
    if (S.object(Container).Kind == Primitive::Sequence)
      put(S, T, Container, Slot, At++);
    else
      putKeyed(S, T, Container, Slot);
  }
}

/// Puts \p Slot into a set or map that has none like it; the slot that is there
/// otherwise.
Operations::Place Operations::putKeyed(State &S, int T, int Container,
                                       Value Slot) {
  const int Type = S.object(Container).Type;
  Place Found;
  if (Type < 0 || !P.Types[Type].Duplicates) {
    int Index = -1;
    Found.Known = findKey(S, Container, keyOf(S, Container, Slot).first, Index);
    if (Found.Known == 1) {
      Found.Slot = S.object(Container).Items[Index];
      Found.Index = size_t(Index);
      return Found;
    }
  }
  put(S, T, Container, Slot);
  Found.Slot = Slot;
  return Found;
}

/// Whether nobody knows if \p Container, in which no two elements are alike,
/// has one like \p New, and somebody asks.
bool Operations::asksIfNew(State &S, const OpSite &Site, int Container,
                           Value New) {
  const quiesce::Object &O = S.object(Container);
  if (Site.Op != Operation::Insert || Site.Also < 0 || O.Vague ||
      O.Items.empty() || O.Items.size() >= MaxUnknownKeys ||
      (O.Kind != Primitive::Set && O.Kind != Primitive::Map) ||
      (O.Kind == Primitive::Map && Site.Amount == 2) || O.Type < 0 ||
      P.Types[O.Type].Duplicates)
    return false;
  int Index = -1;
  return findKey(S, Container, New, Index) < 0;
}

bool Operations::insert(State &S, int T, const OpSite &Site,
                        const Instruction &I, int Container, Value &Result) {
  Value New = M.read(S, T, Site.Value);
  if (Container < 0) {
    M.escape(S, New);
    if (Site.Into >= 0)
      M.escape(S, M.read(S, T, Site.Into));
    if (Site.Also >= 0)
      M.write(S, T, Site.Also, M.symbol(S));
    Result = Value::unknown();
    return true;
  }
  if (asksIfNew(S, Site, Container, New))
    return false;
  Result = insertNow(S, T, Site, I, Container, New);
  return true;
}

/// Of so many elements nobody knows any more which they are, nor what happens
/// to them.
void Operations::giveUpElements(State &S, int Container) {
  const auto Items = S.object(Container).Items;
  for (const Value &Each : Items)
    M.escape(S, Each);
  Object &Changed = S.change(Container);
  Changed.Items.clear();
  Changed.Vague = true;
}

Value Operations::insertNow(State &S, int T, const OpSite &Site,
                            const Instruction &I, int Container, Value New) {
  if (S.object(Container).Items.size() > MostElements) {
    giveUpElements(S, Container);
    M.escape(S, New);
    return Value::unknown();
  }
  const Primitive Kind = S.object(Container).Kind;
  const int Type = S.object(Container).Type;
  // The place in a sequence that is not sorted.
  size_t At =
      Site.Op == Operation::Prepend ? 0 : S.object(Container).Items.size();
  if (!Site.Rest.empty())
    if (Value Given = M.read(S, T, Site.Rest[0]);
        Given.K == Value::Iter && Given.A == Container && !Given.Sub)
      At = size_t(indexOf(S, Given));
  if (Site.Amount == 3) {
    append(S, T, Container, New, M.read(S, T, Site.Into), At);
    return Value::unknown();
  }
  if (Site.Count >= 0 && Kind == Primitive::Sequence) {
    Value Count = M.read(S, T, Site.Count);
    if (Count.K != Value::Int || Count.A > int(MostElements))
      S.change(Container).Vague = true;
    else
      for (int Each = 0; Each < Count.A; ++Each)
        put(S, T, Container, copiedSlot(S, Container, New, I.Where), At);
    return Value::unknown();
  }
  Value Slot;
  if (Kind == Primitive::Map && Site.Amount == 2) { // a pair that was made
    if (New.K == Value::Null)                       // a node that has none
      return Value::unknown();
    Slot = New.K == Value::Ref ? Value::ref(New.A)
                               : newSlot(S, Type, true, I.Where);
  } else if (Kind == Primitive::Map) {
    Slot = newPair(S, Type, New, I.Where, false);
    M.store(S, Value::cell(Slot.A, Type >= 0 ? P.Types[Type].MappedField : -1),
            M.read(S, T, Site.Into));
  } else {
    Slot = slotFor(S, Container, New, I.Where);
  }
  if (Kind == Primitive::Sequence) {
    put(S, T, Container, Slot, At);
    // emplace_back gives the element, insert a position.
    return Site.Op == Operation::Insert
               ? Value::make(Value::Iter, Container, Slot.A)
               : M.asAddress(S, Slot);
  }
  Place Found = putKeyed(S, T, Container, Slot);
  bool IsThere = Found.Known == 1;
  if (IsThere && Site.Op == Operation::InsertOrAssign) {
    S.change(Container).Items[Found.Index] = Slot;
    discard(S, T, Site, Found.Slot);
    Found.Slot = Slot;
  }
  if (Site.Also >= 0)
    M.write(S, T, Site.Also,
            Found.Known < 0 ? M.symbol(S) : Value::integer(!IsThere));
  return Value::make(Value::Iter, Container, Found.Slot.A);
}

} // namespace quiesce
