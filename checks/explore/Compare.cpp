//===- Compare.cpp - which of two values is less --------------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Objects are compared as the language and its library do it: by their parts,
// in order.  A type whose comparison is the user's own is not looked into.
//
//===----------------------------------------------------------------------===//

#include "explore/Machine.h"

namespace quiesce {

using model::Primitive;
using Comparison = std::optional<int>;

static int sign(bool Less, bool Greater) { return Less ? -1 : Greater; }

/// The type of a field of \p Type, if that is one that matters; or -1.
int Machine::fieldType(int Type, int Field) const {
  if (Type >= 0)
    for (const auto *Fields :
         {&P.Types[Type].ObjectFields, &P.Types[Type].ScalarFields})
      for (auto [Number, Each] : *Fields)
        if (Number == Field)
          return Each;
  return -1;
}

/// Of two values that are no addresses of objects; \p Type is theirs, or -1.
Comparison Machine::compareScalars(State &S, Value A, Value B, int Type) {
  auto Number = [](const Value &V) {
    return V.K == Value::Int ? double(V.A) : double(V.asReal());
  };
  auto IsNumber = [](const Value &V) {
    return V.K == Value::Int || V.K == Value::Real;
  };
  if (IsNumber(A) && IsNumber(B))
    return sign(Number(A) < Number(B), Number(B) < Number(A));
  if (A.K == Value::Text && B.K == Value::Text) {
    int Order = llvm::StringRef(P.Texts[A.A]).compare(P.Texts[B.A]);
    return sign(Order < 0, Order > 0);
  }
  bool Holder = Type >= 0 && P.Types[Type].Kind == Primitive::Optional;
  if (Holder && !A.open() && !B.open()) {
    if (A.K == Value::Null || B.K == Value::Null)
      return sign(A.K != B.K && A.K == Value::Null, A.K != B.K);
    return compare(S, A, B, P.Types[Type].Element);
  }
  if (A.K == Value::Iter && B.K == Value::Iter && A.A == B.A &&
      A.Sub == B.Sub) {
    const auto &Items = S.object(A.A).Items;
    auto Index = [&](const Value &V) {
      size_t At = 0;
      while (At < Items.size() && Items[At].A != V.B)
        ++At;
      return V.B < 0 || !V.Sub ? At : Items.size() - 1 - At;
    };
    return sign(Index(A) < Index(B), Index(B) < Index(A));
  }
  // Of all else only this much is known, whether it is the same.
  Value Same = arithmetic(Arith::Eq, A, B);
  auto Known = truth(S, Same);
  if (!Known || *Known)
    return Known ? Comparison(0) : std::nullopt;
  if (A.K == Value::Null || B.K == Value::Null)
    return sign(A.K == Value::Null, true);
  return Differs;
}

/// -1, 0 or 1 as \p A is less than, equal to or greater than \p B, or Differs;
/// nothing when that is not known.  Addresses stand for what is there.  \p Type
/// is that of the two, or -1.
Comparison Machine::compare(State &S, Value A, Value B, int Type) {
  A = asAddress(S, A);
  B = asAddress(S, B);
  auto IsBox = [&](const Value &V) { // and not a pointer to a scalar
    return V.K == Value::Cell && (Type < 0 || P.Types[Type].Scalar);
  };
  if (IsBox(A))
    A = load(S, A);
  if (IsBox(B))
    B = load(S, B);
  bool Objects = A.K == Value::Ref && B.K == Value::Ref && Type >= 0 &&
                 !P.Types[Type].Scalar;
  return Objects ? compareObjects(S, A.A, B.A) : compareScalars(S, A, B, Type);
}

/// Whether \p A is less than \p B.
std::optional<bool> Machine::less(State &S, Value A, Value B, int Type) {
  Comparison Order = compare(S, A, B, Type);
  if (!Order || *Order == Differs)
    return std::nullopt;
  return *Order < 0;
}

/// Compares one field of two objects of the same type.
Comparison Machine::compareField(State &S, int A, int B, int Field) {
  const int Type = fieldType(S.object(A).Type, Field);
  if (Type >= 0 && !P.Types[Type].Scalar) {
    Value X = fieldOf(S, Value::ref(A), Field, Type);
    Value Y = fieldOf(S, Value::ref(B), Field, Type);
    return compareObjects(S, X.A, Y.A);
  }
  Value X = load(S, Value::cell(A, Field)), Y = load(S, Value::cell(B, Field));
  // The parts of tie() are what they refer to.
  return S.object(A).Kind == Primitive::Record ? compare(S, X, Y, Type)
                                               : compareScalars(S, X, Y, Type);
}

Comparison Machine::compareContainers(State &S, int A, int B) {
  const TypeInfo &Info = P.Types[S.object(A).Type];
  const auto X = S.object(A).Items, Y = S.object(B).Items;
  if (Info.Kind != Primitive::Sequence && Info.Order == TypeInfo::AsInserted) {
    // Hashed: equal or not.
    if (X.size() != Y.size())
      return 1;
    for (const Value &Slot : X) {
      bool Found = false, Unsure = false;
      for (const Value &Other : Y) {
        Comparison Same = compare(S, Slot, Other, Info.Element);
        Found |= Same && !*Same;
        Unsure |= !Same;
      }
      if (!Found)
        return Unsure ? Comparison() : Comparison(1);
    }
    return 0;
  }
  for (size_t I = 0; I < X.size() && I < Y.size(); ++I) {
    Comparison Part = compare(S, X[I], Y[I], Info.Element);
    if (!Part || *Part)
      return Part;
  }
  return sign(X.size() < Y.size(), X.size() > Y.size());
}

Comparison Machine::compareObjects(State &S, int A, int B) {
  if (A == B)
    return 0;
  auto Known = [&](int I) {
    const Object &O = S.object(I);
    return !O.External && !O.Open && !O.Vague && O.Type >= 0;
  };
  if (!Known(A) || !Known(B) || S.object(A).Kind != S.object(B).Kind)
    return std::nullopt;
  if (isContainer(S.object(A).Kind))
    return compareContainers(S, A, B);
  const TypeInfo &Info = P.Types[S.object(A).Type];
  if (S.object(A).Type != S.object(B).Type || Info.Compared.empty())
    return std::nullopt;
  if (Info.Kind == Primitive::Variant) { // the number, and what is held
    Comparison Which = compareField(S, A, B, Info.Compared[0]);
    Value Held = load(S, Value::cell(A, Info.Compared[0]));
    if (!Which || *Which || Held.K != Value::Int ||
        size_t(Held.A) + 1 >= Info.Compared.size())
      return Which && *Which ? Which : std::nullopt;
    return compareField(S, A, B, Info.Compared[Held.A + 1]);
  }
  for (int Field : Info.Compared) {
    Comparison Part = compareField(S, A, B, Field);
    if (!Part || *Part)
      return Part;
  }
  return 0;
}

/// Whether \p A comes before \p B in the order of a container of type \p Type.
std::optional<bool> Machine::before(State &S, int T, Value A, Value B,
                                    int Type) {
  const TypeInfo &Info = P.Types[Type];
  const int Key = Info.Kind == Primitive::Map
                      ? fieldType(Info.Element, Info.KeyField)
                      : Info.Element;
  if (Info.Order == TypeInfo::ByCall) {
    if (Info.Comparator < 0 || P.Types[Info.Comparator].CallOperator < 0)
      return std::nullopt;
    Value Callee = Value::fn(P.Types[Info.Comparator].CallOperator);
    if (Info.Kind == Primitive::Sequence) // the greatest is on top
      std::swap(A, B);
    auto Answer = evaluate(S, T, Callee, {Value::unknown(), A, B});
    return Answer ? truth(S, *Answer) : std::nullopt;
  }
  return Info.Order == TypeInfo::Descending ? less(S, B, A, Key)
                                            : less(S, A, B, Key);
}

} // namespace quiesce
