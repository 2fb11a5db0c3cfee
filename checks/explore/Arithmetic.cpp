//===- Arithmetic.cpp - numbers, comparisons, tests of symbols ------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "explore/Machine.h"

namespace quiesce {

template <class Number> static Value compare(Arith Op, Number X, Number Y) {
  switch (Op) {
  case Arith::Eq:
    return Value::integer(X == Y);
  case Arith::Ne:
    return Value::integer(X != Y);
  case Arith::Lt:
    return Value::integer(X < Y);
  case Arith::Le:
    return Value::integer(X <= Y);
  case Arith::Gt:
    return Value::integer(X > Y);
  default:
    return Value::integer(X >= Y);
  }
}

Value unsignedArithmetic(Arith Op, Value A, Value B) {
  for (const Value &Each : {A, B})
    if (Each.K == Value::Unknown && Each.Sub == Value::CountedDown)
      return Value::unknown(); // it wrapped around
  if (A.K != Value::Int || B.K != Value::Int)
    return arithmetic(Op, A, B);
  switch (Op) {
  case Arith::Div:
  case Arith::Rem:
  case Arith::Shr:
    return Value::lost();
  default:
    return Op < Arith::Eq ? arithmetic(Op, A, B)
                          : compare(Op, uint32_t(A.A), uint32_t(B.A));
  }
}

bool comparesFar(Arith Op, Value A, Value B) {
  auto IsFar = [](const Value &V) {
    return std::abs(int64_t(V.A)) >= Value::Many;
  };
  return Op >= Arith::Eq && A.K == Value::Int && B.K == Value::Int &&
         IsFar(A) != IsFar(B);
}

Value narrowed(Value V, int Bits) {
  if (V.isCounted())
    return Value::unknown();
  if (V.K != Value::Int)
    return V;
  const int Width = std::abs(Bits);
  const uint32_t Mask = (uint32_t(1) << Width) - 1;
  uint32_t Low = uint32_t(V.A) & Mask;
  if (Bits > 0 && Low >> (Width - 1)) // the sign
    Low |= ~Mask;
  return Value::integer(int32_t(Low));
}

static Value counted(Value::Knowledge How) {
  return Value::make(Value::Unknown, 0, 0, How);
}

Value arithmetic(Arith Op, Value A, Value B, bool Widen) {
  bool Compares = Op >= Arith::Eq;
  if (A.isLost() || B.isLost())
    return Value::lost();
  if (A.K == Value::Int && B.K == Value::Int) {
    int64_t X = A.A, Y = B.A, R = 0;
    if (!Compares && (A.isFar() || B.isFar()))
      return (Op == Arith::And || Op == Arith::Mul) && (!X || !Y)
                 ? Value::integer(0)
                 : Value::lost();
    switch (Op) {
    case Arith::Add:
      R = X + Y;
      break;
    case Arith::Sub:
      R = X - Y;
      break;
    case Arith::Mul:
      R = X * Y;
      break;
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
    case Arith::And:
      R = X & Y;
      break;
    case Arith::Or:
      R = X | Y;
      break;
    case Arith::Xor:
      R = X ^ Y;
      break;
    case Arith::Shl:
      if (Y < 0 || Y > 31)
        return X ? Value::lost() : Value::integer(0);
      R = X * (int64_t(1) << Y);
      break;
    case Arith::Shr:
      if (Y < 0 || X < 0)
        return Value::lost(); // how wide it is, and whether it has a sign
      R = Y > 31 ? 0 : X >> Y;
      break;
    default:
      return compare(Op, X, Y);
    }
    // A counter in a loop without a bound has no last value.  One large number
    // that is added to a small one does not count; more of them are parts of a
    // word, of which we lose track.
    constexpr int64_t Large = 4000;
    const int64_t Bound = Widen ? Value::Few : Large;
    if (Widen && (Op == Arith::Add || Op == Arith::Sub) &&
        std::abs(X) >= Value::Many && std::abs(R) < std::abs(X))
      return Value::lost(); // it counts back from there
    const bool Jumps =
        std::abs(Y) > Large && std::abs(X) <= Large && llvm::isInt<32>(R);
    if ((Op == Arith::Add || Op == Arith::Sub) && (R > Bound || R < -Bound) &&
        std::abs(R) > std::abs(X) && !Jumps)
      return std::abs(Y) > Large
                 ? Value::lost()
                 : counted(R > 0 ? Value::CountedUp : Value::CountedDown);
    return llvm::isInt<32>(R) ? Value::integer(R) : Value::lost();
  }
  if (Op == Arith::Sub && A.K == Value::Int && !A.A && B.K == Value::Real)
    return Value::real(-B.asReal()); // "-1.5"
  if (!Compares)
    return A.isCounted() && (Op == Arith::Add || Op == Arith::Sub) &&
                   B.K == Value::Int &&
                   (B.A < 0) ==
                       ((A.Sub == Value::CountedDown) != (Op == Arith::Sub))
               ? A
               : Value::unknown();
  auto IsNumber = [](const Value &V) {
    return V.K == Value::Int || V.K == Value::Real;
  };
  if (IsNumber(A) && IsNumber(B)) {
    auto Number = [](const Value &V) {
      return V.K == Value::Int ? double(V.A) : double(V.asReal());
    };
    return compare(Op, Number(A), Number(B));
  }
  if (A.K == Value::Symbol && B.K == Value::Symbol && A.A == B.A)
    return compare(Op, 0, 0);
  bool Equality = Op == Arith::Eq || Op == Arith::Ne;
  bool Negate = Op == Arith::Ne;
  auto Known = [&](bool Same) { return Value::integer(Same != Negate); };
  if (B.open() && !A.open()) { // constant on the right
    std::swap(A, B);
    switch (Op) {
    case Arith::Lt:
      Op = Arith::Gt;
      break;
    case Arith::Le:
      Op = Arith::Ge;
      break;
    case Arith::Gt:
      Op = Arith::Lt;
      break;
    case Arith::Ge:
      Op = Arith::Le;
      break;
    default:
      break;
    }
  }
  if (A.isCounted() && B.K == Value::Int) {
    const bool Up = A.Sub == Value::CountedUp;
    if (Up ? B.A <= Value::Few : B.A >= -Value::Few)
      return compare(Op, Up ? Value::Few + 1 : -Value::Few - 1, B.A);
    const bool Above = Op == Arith::Gt || Op == Arith::Ge;
    const bool Arrives = Equality ? !Negate : Above == Up;
    return Value::make(Value::Unknown, Arrives, 0, Value::Arrival);
  }
  if (A.K == Value::Symbol && (B.K == Value::Int || B.K == Value::Null)) {
    int C = B.K == Value::Int ? B.A : 0;
    auto Test = [&](Value::Relation R, int Bound, bool Not) {
      Value V = Value::make(Value::Test, A.A, Bound, R);
      V.Not = Not;
      return V;
    };
    switch (Op) {
    case Arith::Eq:
      return Test(Value::Equal, C, false);
    case Arith::Ne:
      return Test(Value::Equal, C, true);
    case Arith::Lt:
      return Test(Value::Less, C, false);
    case Arith::Le:
      return Test(Value::Less, C + 1, false);
    case Arith::Gt:
      return Test(Value::Less, C + 1, true);
    default:
      return Test(Value::Less, C, true);
    }
  }
  // Which of two that were counted is ahead is lost with their last values.
  if (A.isCounted() && B.isCounted())
    return Value::lost();
  if (!Equality)
    return Value::unknown();
  if (A.K == Value::Test && B.K == Value::Int && (B.A == 0 || B.A == 1)) {
    Value V = A;
    V.Not ^= (B.A == 0) != Negate;
    return V;
  }
  if (A.open() || B.open()) {
    // How far a position was moved the program knows.
    const Value &Open = A.open() ? A : B, &Other = A.open() ? B : A;
    return Other.K == Value::Iter && Open.K == Value::Unknown
               ? Value::lost()
               : Value::unknown();
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

} // namespace quiesce
