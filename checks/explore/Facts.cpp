//===- Facts.cpp - what is known about unknown values ---------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A branch on a symbol leaves a fact behind: the test and its truth.  Facts
// decide later tests of the same symbol; one that can only be one number
// becomes that number everywhere.
//
//===----------------------------------------------------------------------===//

#include "explore/Machine.h"

namespace quiesce {

namespace {
/// What the facts say of one symbol: its bounds, and what it is not.
struct Range {
  int64_t Low = INT64_MIN, High = INT64_MAX;
  llvm::SmallVector<int, 4> Excluded;
};
} // namespace

static Range rangeOf(const State &S, int Symbol) {
  Range R;
  auto &[Low, High, Excluded] = R;
  for (const auto &[Known, Truth] : S.Facts) {
    if (Known.A != Symbol)
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
  return R;
}

std::optional<bool> Machine::decide(const State &S, Value Test) const {
  const auto [Low, High, Excluded] = rangeOf(S, Test.A);
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
  case Value::Real:
    return V.asReal() != 0;
  case Value::Null:
    return false;
  case Value::None:
    return std::nullopt;
  case Value::Unknown:
    return V.isCounted() ? std::optional<bool>(true) : std::nullopt;
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
    // A loop up to it says in the end how many there are.
    if (const Range R = rangeOf(S, V.A); R.Low == R.High)
      replace(S, V.A, Value::integer(R.Low));
    return;
  }
  replace(S, V.A, Value::integer(V.B));
}

/// The symbol is from here on \p Known, a number or a reference, everywhere.
void Machine::replace(State &S, int Symbol, Value Known) {
  walked(S);
  auto Replace = [&](Value &X) {
    if (X.K == Value::Symbol && X.A == Symbol) {
      X = Known;
    } else if (X.K == Value::Test && X.A == Symbol) {
      if (Known.K == Value::Symbol) {
        X.A = Known.A;
      } else if (Known.K == Value::Int) {
        bool Holds = X.Sub == Value::Equal ? Known.A == X.B : Known.A < X.B;
        X = Value::integer(Holds != X.Not);
      } else { // of an address only this much is known, that it is not null
        X = X.Sub == Value::Equal && X.B == 0 ? Value::integer(X.Not)
                                              : Value::unknown();
      }
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
  if (Known.K == Value::Symbol) {
    for (auto &[Test, Truth] : S.Facts)
      if (Test.A == Symbol)
        Test.A = Known.A;
    return;
  }
  llvm::erase_if(S.Facts, [&](const auto &F) { return F.first.A == Symbol; });
}

} // namespace quiesce
