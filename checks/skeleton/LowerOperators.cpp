//===- LowerOperators.cpp - operators of the language ---------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "skeleton/BodyLowering.h"

using namespace clang;
using quiesce::model::Operation;
using quiesce::model::Primitive;

namespace quiesce {

/// The relation of a comparison; none for "<=>".
static std::optional<Arith> relation(BinaryOperatorKind Op) {
  switch (Op) {
  case BO_EQ:
    return Arith::Eq;
  case BO_NE:
    return Arith::Ne;
  case BO_LT:
    return Arith::Lt;
  case BO_LE:
    return Arith::Le;
  case BO_GT:
    return Arith::Gt;
  case BO_GE:
    return Arith::Ge;
  default:
    return std::nullopt;
  }
}

Reg BodyLowering::arithmetic(BinaryOperatorKind Op, Reg A, Reg B,
                             const Expr *E) {
  Arith Kind;
  switch (Op) {
  case BO_Add:
  case BO_AddAssign:
    Kind = Arith::Add;
    break;
  case BO_Sub:
  case BO_SubAssign:
    Kind = Arith::Sub;
    break;
  case BO_Mul:
  case BO_MulAssign:
    Kind = Arith::Mul;
    break;
  case BO_Div:
  case BO_DivAssign:
    Kind = Arith::Div;
    break;
  case BO_Rem:
  case BO_RemAssign:
    Kind = Arith::Rem;
    break;
  case BO_And:
  case BO_AndAssign:
    Kind = Arith::And;
    break;
  case BO_Or:
  case BO_OrAssign:
    Kind = Arith::Or;
    break;
  case BO_Xor:
  case BO_XorAssign:
    Kind = Arith::Xor;
    break;
  case BO_Shl:
  case BO_ShlAssign:
    Kind = Arith::Shl;
    break;
  case BO_Shr:
  case BO_ShrAssign:
    Kind = Arith::Shr;
    break;
  default: {
    auto Relation = relation(Op);
    if (!Relation)
      return symbol(E);
    Kind = *Relation;
  }
  }
  Reg R = fresh();
  Instruction &I = emit(Code::Binary, E->getExprLoc(), R, A, B, int(Kind));
  if (const auto *Binary = dyn_cast<BinaryOperator>(E))
    I.Imm2 = Binary->getLHS()->getType()->isUnsignedIntegerType();
  return R;
}

/// Asks which of two objects has the lower address.  Code that asks so that all
/// its tasks lock in one order relies on one answer wherever it asks; here each
/// would be another, so nothing may rest on it.
static bool ordersObjects(BinaryOperatorKind Op, QualType Operand) {
  return BinaryOperator::isRelationalOp(Op) && Operand->isPointerType() &&
         Operand->getPointeeType()->isRecordType();
}

/// Compares two values as the library does; "<=>" gives a number below 0, 0 or
/// above.
Reg BodyLowering::compared(BinaryOperatorKind Op, const Expr *A, const Expr *B,
                           const Expr *E) {
  SourceLocation Where = E->getExprLoc();
  auto Operand = [&](const Expr *Each) {
    Reg Kept = fresh(); // the right side may write the left side's variable
    bool Object = !L.isScalar(Each->getType());
    emit(Code::Move, Where, Kept, Object ? address(Each) : value(Each));
    return Kept;
  };
  const int TypeA = L.typeFor(A->getType()), TypeB = L.typeFor(B->getType());
  auto Kind = [&](int Type) {
    return Type < 0 ? Primitive::None : P.Types[Type].Kind;
  };
  if (ordersObjects(Op, A->getType())) {
    discard(A);
    discard(B);
    return constant(Value::lost(), Where);
  }
  // Of two durations that count different units, nobody knows.
  if (Kind(TypeA) == Primitive::Value && Kind(TypeB) == Primitive::Value &&
      otherSpecialization(A->getType(), B->getType())) {
    discard(A);
    discard(B);
    return symbol(E);
  }
  OpSite Site;
  Site.Op = Operation::Compare;
  Site.Value = Operand(A);
  Site.Into = Operand(B);
  auto Relation = relation(Op);
  Site.Amount = Relation ? int(*Relation) : -1;
  bool Optional =
      Kind(TypeA) == Primitive::Optional || Kind(TypeB) == Primitive::Optional;
  bool Object = !L.isScalar(A->getType()) || !L.isScalar(B->getType());
  if ((Op == BO_EQ || Op == BO_NE) && !Optional && !Object)
    return arithmetic(Op, Site.Value, Site.Into, E);
  Site.Type = Kind(TypeB) == Primitive::Optional ? TypeB : TypeA;
  return emitOperation(Site, Where);
}

/// The library's "less" and "greater".
Reg BodyLowering::ordered(ModelledCall &Call) {
  if (Call.Args.size() != 2) {
    discardRest(Call, {});
    return symbol(Call.E);
  }
  return compared(Call.Does.Op == Operation::Less ? BO_LT : BO_GT, Call.Args[0],
                  Call.Args[1], Call.E);
}

Reg BodyLowering::binary(const BinaryOperator *E) {
  SourceLocation Where = E->getExprLoc();
  BinaryOperatorKind Op = E->getOpcode();
  if (Op == BO_Comma) {
    discard(E->getLHS());
    return value(E->getRHS());
  }
  if (Op == BO_LAnd || Op == BO_LOr) {
    Reg R = fresh();
    Label True, False, End;
    int Saved = Top;
    branch(E, True, False);
    place(True);
    emit(Code::Const, Where, R).Constant = Value::integer(1);
    jump(End);
    place(False);
    emit(Code::Const, Where, R).Constant = Value::integer(0);
    place(End);
    Top = Saved;
    return R;
  }
  if (E->isAssignmentOp()) {
    if (!L.isScalar(E->getType())) { // trivial assignment of a struct
      Reg To = address(E->getLHS());
      Reg From = E->getRHS()->isGLValue() ? address(E->getRHS())
                                          : materialize(E->getRHS());
      emit(Code::Copy, Where, -1, To, From);
      return To;
    }
    Reg X = value(E->getRHS());
    if (Op == BO_Assign && writeCharacter(E->getLHS(), X))
      return X;
    Reg Variable = registerOf(E->getLHS());
    bool InRegister = Variable >= 0;
    Reg A = InRegister ? Variable : address(E->getLHS());
    if (Op != BO_Assign)
      X = arithmetic(Op, InRegister ? A : load(A, Where), X, E);
    if (InRegister)
      emit(Code::Move, Where, A, X);
    else
      emit(Code::Store, Where, -1, A, X);
    return X;
  }
  if (Op == BO_Cmp || ordersObjects(Op, E->getLHS()->getType()))
    return compared(Op, E->getLHS(), E->getRHS(), E);
  Reg A = value(E->getLHS());
  // A register variable may change while the right side is computed.
  Reg Left = fresh();
  emit(Code::Move, Where, Left, A);
  Reg B = value(E->getRHS());
  return arithmetic(Op, Left, B, E);
}

Reg BodyLowering::unary(const UnaryOperator *E) {
  SourceLocation Where = E->getExprLoc();
  switch (E->getOpcode()) {
  case UO_LNot:
    return negated(value(E->getSubExpr()), Where);
  case UO_AddrOf:
    return address(E->getSubExpr());
  case UO_Deref: {
    Reg A = address(E);
    return L.isScalar(E->getType()) ? load(A, Where) : A;
  }
  case UO_Plus:
  case UO_Extension:
    return value(E->getSubExpr());
  case UO_Minus: {
    Reg Zero = constant(Value::integer(0), Where);
    return arithmetic(BO_Sub, Zero, value(E->getSubExpr()), E);
  }
  case UO_PreInc:
  case UO_PreDec:
  case UO_PostInc:
  case UO_PostDec: {
    bool Up = E->isIncrementOp();
    Reg Variable = registerOf(E->getSubExpr());
    bool InRegister = Variable >= 0;
    Reg A = InRegister ? Variable : address(E->getSubExpr());
    Reg Old = fresh();
    if (InRegister)
      emit(Code::Move, Where, Old, A);
    else
      emit(Code::Load, Where, Old, A);
    Reg One = constant(Value::integer(1), Where);
    Reg New = arithmetic(Up ? BO_Add : BO_Sub, Old, One, E);
    if (InRegister)
      emit(Code::Move, Where, A, New);
    else
      emit(Code::Store, Where, -1, A, New);
    return E->isPrefix() ? New : Old;
  }
  case UO_Not: {
    Reg A = value(E->getSubExpr());
    return arithmetic(BO_Xor, A, constant(Value::integer(-1), Where), E);
  }
  default:
    discard(E->getSubExpr());
    return symbol(E);
  }
}

Reg BodyLowering::conditional(const AbstractConditionalOperator *E,
                              bool AsAddress) {
  SourceLocation Where = E->getExprLoc();
  Reg R = fresh();
  int Saved = Top;
  Label True, False, End;
  if (const auto *B = dyn_cast<BinaryConditionalOperator>(E)) {
    Reg Common = AsAddress ? address(B->getCommon()) : value(B->getCommon());
    Opaque[B->getOpaqueValue()] = Common;
    Saved = Top;
  }
  branch(E->getCond(), True, False);
  auto Arm = [&](const Expr *Sub) {
    size_t Down = Cleanups.size();
    Sub = strip(Sub);
    if (isa<CXXThrowExpr>(Sub))
      discard(Sub);
    else
      emit(Code::Move, Where, R, AsAddress ? address(Sub) : value(Sub));
    // Kept by reference for the rest of the expression: only its owner may
    // destroy it.
    if (AsAddress)
      Cleanups.resize(Down, Cleanup{-1, -1, 0, 0, 0, nullptr});
    else
      popCleanups(Down);
    Top = Saved;
  };
  place(True);
  Arm(E->getTrueExpr());
  jump(End);
  place(False);
  Arm(E->getFalseExpr());
  place(End);
  return R;
}

} // namespace quiesce
