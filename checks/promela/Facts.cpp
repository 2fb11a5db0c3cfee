//===- Facts.cpp - numbers, known and unknown -----------------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "promela/Translator.h"

namespace quiesce::promela {

/// Whether a test of a symbol holds; none when it may go both ways.
static std::optional<bool> test(const Range &R, Value Test) {
  std::optional<bool> Holds;
  if (Test.Sub == Value::Less) {
    if (R.High < Test.B)
      Holds = true;
    else if (R.Low >= Test.B)
      Holds = false;
  } else if (Test.B < R.Low || Test.B > R.High || R.Not.count(Test.B)) {
    Holds = false;
  } else if (R.Low == R.High) {
    Holds = true;
  }
  if (Holds && Test.Not)
    Holds = !*Holds;
  return Holds;
}

static Value isNotZero(Value Symbol) {
  Value Test = Value::make(Value::Test, Symbol.A, 0, Value::Equal);
  Test.Not = true;
  return Test;
}

std::optional<bool> Translator::truth(const View &V, Value X) const {
  switch (X.K) {
  case Value::Int:
    return X.A != 0;
  case Value::Real:
    return X.asReal() != 0;
  case Value::Null:
    return false;
  case Value::None:
  case Value::Unknown:
    return std::nullopt;
  case Value::Symbol:
    return test(V.Symbols.at(X.A), isNotZero(X));
  case Value::Test:
    return test(V.Symbols.at(X.A), X);
  case Value::Iter:
    return X.B >= 0;
  case Value::Guard:
    return X.B != 0;
  default:
    return true;
  }
}

void Translator::assume(View &V, Value X, bool Truth) {
  if (X.K == Value::Symbol)
    X = isNotZero(X);
  if (X.K != Value::Test)
    return;
  if (X.Not)
    Truth = !Truth;
  Range &R = V.Symbols[X.A];
  if (X.Sub == Value::Less) {
    if (Truth)
      R.High = std::min(R.High, X.B - 1);
    else
      R.Low = std::max(R.Low, X.B);
  } else if (Truth) {
    R.Low = R.High = X.B;
  } else {
    R.Not.insert(X.B);
  }
  while (R.Not.erase(R.Low))
    ++R.Low;
  while (R.Not.erase(R.High))
    --R.High;
}

static bool compare(Arith Op, int64_t X, int64_t Y) {
  switch (Op) {
  case Arith::Eq:
    return X == Y;
  case Arith::Ne:
    return X != Y;
  case Arith::Lt:
    return X < Y;
  case Arith::Le:
    return X <= Y;
  case Arith::Gt:
    return X > Y;
  default:
    return X >= Y;
  }
}

static Arith mirrored(Arith Op) {
  switch (Op) {
  case Arith::Lt:
    return Arith::Gt;
  case Arith::Le:
    return Arith::Ge;
  case Arith::Gt:
    return Arith::Lt;
  case Arith::Ge:
    return Arith::Le;
  default:
    return Op;
  }
}

Value Translator::arithmetic(View &V, Arith Op, Value A, Value B) {
  // A symbol that can only be one number is that number.
  for (Value *X : {&A, &B})
    if (X->K == Value::Symbol)
      if (const Range &R = V.Symbols[X->A]; R.Low == R.High)
        *X = Value::integer(R.Low);
  for (Value *X : {&A, &B})
    if (X->K == Value::Test)
      if (auto Known = truth(V, *X))
        *X = Value::integer(*Known);
  bool Compares = Op >= Arith::Eq;
  if (A.K == Value::Int && B.K == Value::Int) {
    int64_t X = A.A, Y = B.A;
    if (!Compares && (A.isFar() || B.isFar()))
      return Value::unknown();
    switch (Op) {
    case Arith::Add:
      return Value::integer(X + Y);
    case Arith::Sub:
      return Value::integer(X - Y);
    case Arith::Mul:
      return Value::integer(X * Y);
    case Arith::Div:
      return Y ? Value::integer(X / Y) : Value::unknown();
    case Arith::Rem:
      return Y ? Value::integer(X % Y) : Value::unknown();
    case Arith::And:
      return Value::integer(X & Y);
    case Arith::Or:
      return Value::integer(X | Y);
    case Arith::Xor:
      return Value::integer(X ^ Y);
    case Arith::Shl:
      return Y >= 0 && Y < 31 ? Value::integer(X << Y) : Value::unknown();
    case Arith::Shr:
      return Y >= 0 && Y < 31 ? Value::integer(X >> Y) : Value::unknown();
    default:
      return Value::integer(compare(Op, X, Y));
    }
  }
  if (!Compares)
    return Value::unknown();
  if (A.K == Value::Int || A.K == Value::Null) {
    std::swap(A, B);
    Op = mirrored(Op);
  }
  bool Number = B.K == Value::Int || B.K == Value::Null;
  if (A.K == Value::Symbol && Number) {
    auto Test = [&](Value::Relation R, int Bound, bool Not) {
      Value X = Value::make(Value::Test, A.A, Bound, R);
      X.Not = Not;
      return X;
    };
    switch (Op) {
    case Arith::Eq:
      return Test(Value::Equal, B.A, false);
    case Arith::Ne:
      return Test(Value::Equal, B.A, true);
    case Arith::Lt:
      return Test(Value::Less, B.A, false);
    case Arith::Le:
      return Test(Value::Less, B.A + 1, false);
    case Arith::Gt:
      return Test(Value::Less, B.A + 1, true);
    default:
      return Test(Value::Less, B.A, true);
    }
  }
  if (Op != Arith::Eq && Op != Arith::Ne)
    return Value::unknown();
  bool Negate = Op == Arith::Ne;
  if (A.K == Value::Test && B.K == Value::Int && (B.A == 0 || B.A == 1)) {
    A.Not ^= (B.A == 0) != Negate;
    return A;
  }
  if (A.open() || B.open())
    return A.K == Value::Symbol && A == B ? Value::integer(!Negate)
                                          : Value::unknown();
  bool Same = A.K == B.K && A.A == B.A && A.B == B.B;
  if (A.K == Value::Iter && B.K == Value::Iter)
    Same = A.B == B.B;
  if (B.K == Value::Null || A.K == Value::Null)
    Same = A.K == B.K;
  return Value::integer(Same != Negate);
}

} // namespace quiesce::promela
