//===- LowerExpressions.cpp - expressions ---------------------------------===//
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

/// Wrappers that change neither value nor lifetime as the machine sees them.
static const Expr *strip(const Expr *E) {
  while (true) {
    if (const auto *X = dyn_cast<ParenExpr>(E))
      E = X->getSubExpr();
    else if (const auto *X = dyn_cast<FullExpr>(E))
      E = X->getSubExpr();
    else if (const auto *X = dyn_cast<CXXBindTemporaryExpr>(E))
      E = X->getSubExpr();
    else if (const auto *X = dyn_cast<SubstNonTypeTemplateParmExpr>(E))
      E = X->getReplacement();
    else if (const auto *X = dyn_cast<CXXDefaultArgExpr>(E))
      E = X->getExpr();
    else if (const auto *X = dyn_cast<CXXDefaultInitExpr>(E))
      E = X->getExpr();
    else if (const auto *X = dyn_cast<CXXStdInitializerListExpr>(E))
      E = X->getSubExpr();
    else if (const auto *X = dyn_cast<CXXRewrittenBinaryOperator>(E))
      E = X->getSemanticForm();
    else
      return E;
  }
}

Reg BodyLowering::symbol(const Expr *E) {
  Reg R = fresh();
  emit(Code::Fresh, E->getExprLoc(), R);
  return R;
}

Reg BodyLowering::load(Reg Address, SourceLocation Where) {
  Reg R = fresh();
  emit(Code::Load, Where, R, Address);
  return R;
}

Reg BodyLowering::boxed(Reg Value, SourceLocation Where) {
  Reg R = fresh();
  emit(Code::NewCell, Where, R);
  emit(Code::Store, Where, -1, R, Value);
  return R;
}

Reg BodyLowering::field(Reg Object, const FieldDecl *D, SourceLocation Where) {
  Reg R = fresh();
  Instruction &I = emit(Code::Field, Where, R, Object, -1, L.fieldFor(D));
  int Type = L.typeFor(D->getType());
  if (Type >= 0 && !P.Types[Type].Scalar && !D->getType()->isReferenceType())
    I.Type = Type;
  return R;
}

/// Address of a variable (of its value, for references).
Reg BodyLowering::variable(const VarDecl *V, const Expr *E) {
  SourceLocation Where = E->getExprLoc();
  auto Capture = Captures.find(V);
  if (Capture != Captures.end() && This >= 0) {
    const FieldDecl *D = Capture->second;
    Reg A = field(This, D, Where);
    return D->getType()->isReferenceType() ? load(A, Where) : A;
  }
  auto It = Registers.find(V);
  if (It != Registers.end()) {
    QualType T = V->getType();
    if (!T->isReferenceType() && L.isScalar(T) && !Boxed.count(V))
      return boxed(It->second, Where); // read only: its address is not kept
    return It->second;
  }
  if (V->hasGlobalStorage()) {
    Reg R = fresh();
    emit(Code::Global, Where, R, -1, -1, L.globalFor(V));
    return V->getType()->isReferenceType() ? load(R, Where) : R;
  }
  return constant(Value::unknown(), Where);
}

Reg BodyLowering::member(const MemberExpr *E) {
  SourceLocation Where = E->getExprLoc();
  const ValueDecl *D = E->getMemberDecl();
  if (const auto *V = dyn_cast<VarDecl>(D)) {
    discard(E->getBase());
    return variable(V, E);
  }
  const auto *Field = dyn_cast<FieldDecl>(D);
  if (!Field) {
    discard(E->getBase());
    return constant(Value::unknown(), Where);
  }
  Reg Object = E->isArrow() ? value(E->getBase()) : address(E->getBase());
  Reg A = field(Object, Field, Where);
  return Field->getType()->isReferenceType() ? load(A, Where) : A;
}

/// A temporary of the full expression that \p E initializes; its address.
Reg BodyLowering::temporary(const Expr *E, QualType T) {
  SourceLocation Where = E->getExprLoc();
  if (!L.isScalar(T)) {
    Reg R = materialize(E);
    pushCleanup(R, T, Where);
    return R;
  }
  Reg R = boxed(value(E), Where);
  // A copy of a C handle is the same task; only classes are destroyed.
  if (T->getAsCXXRecordDecl())
    pushCleanup(R, T, Where);
  return R;
}

Reg BodyLowering::address(const Expr *E) {
  E = strip(E);
  SourceLocation Where = E->getExprLoc();
  if (E->isPRValue()) {
    if (E->getType()->isVoidType()) {
      discard(E);
      return constant(Value::unknown(), Where);
    }
    return temporary(E, E->getType());
  }
  switch (E->getStmtClass()) {
  case Stmt::DeclRefExprClass: {
    const ValueDecl *D = cast<DeclRefExpr>(E)->getDecl();
    if (const auto *V = dyn_cast<VarDecl>(D))
      return variable(V, E);
    if (const auto *Fun = dyn_cast<FunctionDecl>(D)) {
      const FunctionDecl *Target = L.enterable(Fun);
      return constant(Target ? Value::fn(L.functionFor(Target))
                             : Value::unknown(),
                      Where);
    }
    if (const auto *B = dyn_cast<BindingDecl>(D)) {
      auto It = Registers.find(B);
      if (It != Registers.end())
        return It->second;
      auto Capture = Captures.find(B);
      if (Capture != Captures.end() && This >= 0) {
        Reg A = field(This, Capture->second, Where);
        return Capture->second->getType()->isReferenceType() ? load(A, Where)
                                                             : A;
      }
      if (B->getBinding())
        return address(B->getBinding());
    }
    return constant(Value::unknown(), Where);
  }
  case Stmt::MemberExprClass:
    return member(cast<MemberExpr>(E));
  case Stmt::MaterializeTemporaryExprClass: {
    const auto *M = cast<MaterializeTemporaryExpr>(E);
    // One that a variable keeps alive is popped with the variable's scope.
    return temporary(M->getSubExpr(), M->getType());
  }
  case Stmt::UnaryOperatorClass: {
    const auto *U = cast<UnaryOperator>(E);
    switch (U->getOpcode()) {
    case UO_Deref: {
      Reg A = value(U->getSubExpr());
      OpSite Site;
      Site.Op = Operation::Dereference;
      Site.Kind = Primitive::Pointer;
      Site.Value = A;
      return emitOperation(Site, Where);
    }
    case UO_PreInc:
    case UO_PreDec:
      unary(U);
      return address(U->getSubExpr());
    case UO_Coawait:
      return address(U->getSubExpr());
    default:
      return address(U->getSubExpr());
    }
  }
  case Stmt::ArraySubscriptExprClass: {
    const auto *S = cast<ArraySubscriptExpr>(E);
    OpSite Site;
    Site.Op = Operation::Element;
    Site.Kind = Primitive::Sequence;
    // An array decays to a pointer to itself here.
    Site.Object = value(S->getBase());
    Site.Value = value(S->getIdx());
    Site.Type = L.typeFor(S->getType());
    return emitOperation(Site, Where);
  }
  case Stmt::BinaryOperatorClass:
  case Stmt::CompoundAssignOperatorClass: {
    const auto *B = cast<BinaryOperator>(E);
    if (B->getOpcode() == BO_Comma) {
      discard(B->getLHS());
      return address(B->getRHS());
    }
    binary(B);
    return address(B->getLHS());
  }
  case Stmt::ConditionalOperatorClass:
  case Stmt::BinaryConditionalOperatorClass:
    return conditional(cast<AbstractConditionalOperator>(E), true);
  case Stmt::CallExprClass:
  case Stmt::CXXMemberCallExprClass:
  case Stmt::CXXOperatorCallExprClass:
  case Stmt::UserDefinedLiteralClass:
    return call(cast<CallExpr>(E));
  case Stmt::OpaqueValueExprClass: {
    const auto *O = cast<OpaqueValueExpr>(E);
    auto It = Opaque.find(O);
    if (It != Opaque.end())
      return It->second;
    return O->getSourceExpr() ? address(O->getSourceExpr())
                              : constant(Value::unknown(), Where);
  }
  case Stmt::StringLiteralClass:
    return constant(
        Value::make(Value::Text, L.textFor(cast<StringLiteral>(E)->getBytes())),
        Where);
  case Stmt::CoawaitExprClass:
    return address(cast<CoawaitExpr>(E)->getOperand());
  default:
    break;
  }
  if (const auto *C = dyn_cast<CastExpr>(E))
    return address(C->getSubExpr());
  for (const Stmt *Child : E->children())
    if (const auto *Sub = dyn_cast_or_null<Expr>(Child))
      discard(Sub);
  return constant(Value::unknown(), Where);
}

Reg BodyLowering::conversion(const CastExpr *E) {
  const Expr *Sub = E->getSubExpr();
  SourceLocation Where = E->getExprLoc();
  switch (E->getCastKind()) {
  case CK_LValueToRValue: {
    const Expr *Inner = strip(Sub);
    if (const auto *D = dyn_cast<DeclRefExpr>(Inner))
      if (const auto *V = dyn_cast<VarDecl>(D->getDecl())) {
        Expr::EvalResult Known;
        bool Constant = V->isConstexpr() ||
                        (V->getType().isConstQualified() &&
                         V->getType()->isIntegralOrEnumerationType());
        if (Constant && !V->getType()->isReferenceType() &&
            !E->isValueDependent() && E->EvaluateAsInt(Known, Context))
          return constant(
              Value::integer(Known.Val.getInt().getExtValue()), Where);
        auto It = Registers.find(V);
        if (It != Registers.end() && !Captures.count(V) &&
            !V->getType()->isReferenceType() && !Boxed.count(V) &&
            L.isScalar(V->getType()))
          return It->second;
      }
    if (!L.isScalar(E->getType()))
      return address(Sub);
    return load(address(Sub), Where);
  }
  case CK_ArrayToPointerDecay:
  case CK_FunctionToPointerDecay:
    return address(Sub);
  case CK_NullToPointer:
  case CK_NullToMemberPointer:
    return constant(Value::null(), Where);
  case CK_ToVoid:
    discard(Sub);
    return constant(Value::unknown(), Where);
  case CK_UserDefinedConversion:
  case CK_ConstructorConversion:
    return value(Sub);
  case CK_IntegralToBoolean:
  case CK_PointerToBoolean:
  case CK_MemberPointerToBoolean: {
    Reg A = value(Sub);
    Reg N = fresh();
    emit(Code::Not, Where, N, A);
    Reg R = fresh();
    emit(Code::Not, Where, R, N);
    return R;
  }
  default:
    return Sub->isGLValue() ? address(Sub) : value(Sub);
  }
}

Reg BodyLowering::arithmetic(BinaryOperatorKind Op, Reg A, Reg B,
                             const Expr *E) {
  Arith Kind;
  switch (Op) {
  case BO_Add: case BO_AddAssign: Kind = Arith::Add; break;
  case BO_Sub: case BO_SubAssign: Kind = Arith::Sub; break;
  case BO_Mul: case BO_MulAssign: Kind = Arith::Mul; break;
  case BO_Div: case BO_DivAssign: Kind = Arith::Div; break;
  case BO_Rem: case BO_RemAssign: Kind = Arith::Rem; break;
  case BO_And: case BO_AndAssign: Kind = Arith::And; break;
  case BO_Or: case BO_OrAssign: Kind = Arith::Or; break;
  case BO_Xor: case BO_XorAssign: Kind = Arith::Xor; break;
  case BO_Shl: case BO_ShlAssign: Kind = Arith::Shl; break;
  case BO_Shr: case BO_ShrAssign: Kind = Arith::Shr; break;
  case BO_EQ: Kind = Arith::Eq; break;
  case BO_NE: Kind = Arith::Ne; break;
  case BO_LT: Kind = Arith::Lt; break;
  case BO_LE: Kind = Arith::Le; break;
  case BO_GT: Kind = Arith::Gt; break;
  case BO_GE: Kind = Arith::Ge; break;
  default:
    return symbol(E);
  }
  Reg R = fresh();
  emit(Code::Binary, E->getExprLoc(), R, A, B, int(Kind));
  return R;
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
    const auto *D = dyn_cast<DeclRefExpr>(strip(E->getLHS()));
    const auto *V = D ? dyn_cast<VarDecl>(D->getDecl()) : nullptr;
    auto It = V ? Registers.find(V) : Registers.end();
    bool InRegister = It != Registers.end() && !Captures.count(V) &&
                      !V->getType()->isReferenceType() && !Boxed.count(V) &&
                      L.isScalar(V->getType());
    if (!L.isScalar(E->getType())) { // trivial assignment of a struct
      Reg To = address(E->getLHS());
      Reg From = E->getRHS()->isGLValue() ? address(E->getRHS())
                                          : materialize(E->getRHS());
      emit(Code::Copy, Where, -1, To, From);
      return To;
    }
    Reg X = value(E->getRHS());
    Reg A = InRegister ? It->second : address(E->getLHS());
    if (Op != BO_Assign)
      X = arithmetic(Op, InRegister ? A : load(A, Where), X, E);
    if (InRegister)
      emit(Code::Move, Where, A, X);
    else
      emit(Code::Store, Where, -1, A, X);
    return X;
  }
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
  case UO_LNot: {
    Reg A = value(E->getSubExpr());
    Reg R = fresh();
    emit(Code::Not, Where, R, A);
    return R;
  }
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
    const auto *D = dyn_cast<DeclRefExpr>(strip(E->getSubExpr()));
    const auto *V = D ? dyn_cast<VarDecl>(D->getDecl()) : nullptr;
    auto It = V ? Registers.find(V) : Registers.end();
    bool InRegister = It != Registers.end() && !Captures.count(V) &&
                      !V->getType()->isReferenceType() && !Boxed.count(V);
    Reg A = InRegister ? It->second : address(E->getSubExpr());
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

Reg BodyLowering::lambda(const LambdaExpr *E) {
  SourceLocation Where = E->getBeginLoc();
  QualType T = E->getType();
  Reg R = newObject(T, Where);
  int Saved = Top;
  auto Field = E->getLambdaClass()->field_begin();
  auto Init = E->capture_init_begin();
  for (const LambdaCapture &C : E->captures()) {
    (void)C;
    const FieldDecl *D = *Field++;
    const Expr *Value = *Init++;
    Reg A = field(R, D, Where);
    QualType FT = D->getType();
    if (FT->isReferenceType())
      emit(Code::Store, Where, -1, A, address(Value));
    else if (L.isScalar(FT))
      emit(Code::Store, Where, -1, A, value(Value));
    else
      construct(Value, A, FT);
    Top = Saved;
  }
  return R;
}

Reg BodyLowering::value(const Expr *E) {
  E = strip(E);
  SourceLocation Where = E->getExprLoc();
  QualType T = E->getType();
  if (E->isGLValue()) {
    Reg A = address(E);
    return L.isScalar(T) && !T->isFunctionType() ? load(A, Where) : A;
  }
  if (!L.isScalar(T) && !T->isVoidType())
    return materialize(E);
  switch (E->getStmtClass()) {
  case Stmt::IntegerLiteralClass:
  case Stmt::CXXBoolLiteralExprClass:
  case Stmt::CharacterLiteralClass:
  case Stmt::UnaryExprOrTypeTraitExprClass:
  case Stmt::TypeTraitExprClass:
  case Stmt::SizeOfPackExprClass: {
    Expr::EvalResult Known;
    if (!E->isValueDependent() && E->EvaluateAsInt(Known, Context))
      return constant(Value::integer(Known.Val.getInt().getExtValue()), Where);
    return symbol(E);
  }
  case Stmt::CXXNullPtrLiteralExprClass:
  case Stmt::GNUNullExprClass:
    return constant(Value::null(), Where);
  case Stmt::StringLiteralClass:
    return address(E);
  case Stmt::DeclRefExprClass: { // enumerators and template constants
    Expr::EvalResult Known;
    if (!E->isValueDependent() && E->EvaluateAsInt(Known, Context))
      return constant(Value::integer(Known.Val.getInt().getExtValue()), Where);
    const ValueDecl *D = cast<DeclRefExpr>(E)->getDecl();
    if (const auto *Fun = dyn_cast<FunctionDecl>(D)) { // a member function
      const FunctionDecl *Target = L.enterable(Fun);
      return constant(Target ? Value::fn(L.functionFor(Target))
                             : Value::unknown(),
                      Where);
    }
    return symbol(E);
  }
  case Stmt::CXXThisExprClass:
    if (CapturedThis && This >= 0) {
      Reg A = field(This, CapturedThis, Where);
      return CapturedThis->getType()->isPointerType() ? load(A, Where) : A;
    }
    return This >= 0 ? This : constant(Value::unknown(), Where);
  case Stmt::BinaryOperatorClass:
  case Stmt::CompoundAssignOperatorClass:
    return binary(cast<BinaryOperator>(E));
  case Stmt::UnaryOperatorClass:
    return unary(cast<UnaryOperator>(E));
  case Stmt::ConditionalOperatorClass:
  case Stmt::BinaryConditionalOperatorClass:
    return conditional(cast<AbstractConditionalOperator>(E), false);
  case Stmt::CallExprClass:
  case Stmt::CXXMemberCallExprClass:
  case Stmt::CXXOperatorCallExprClass:
  case Stmt::UserDefinedLiteralClass:
    return call(cast<CallExpr>(E));
  case Stmt::CXXConstructExprClass:
  case Stmt::CXXTemporaryObjectExprClass: {
    const auto *C = cast<CXXConstructExpr>(E);
    llvm::SmallVector<const Expr *, 4> Args(C->arg_begin(), C->arg_end());
    return scalarFrom(T, Args, E, C->getConstructor());
  }
  case Stmt::InitListExprClass: {
    const auto *I = cast<InitListExpr>(E);
    if (I->getNumInits() == 1 && I->getInit(0)->getType()->isScalarType())
      return value(I->getInit(0));
    if (L.typeFor(T) >= 0)
      return scalarFrom(T, I->inits(), E);
    return I->getNumInits() ? value(I->getInit(0))
                            : constant(T->isPointerType() ? Value::null()
                                                          : Value::integer(0),
                                       Where);
  }
  case Stmt::CXXScalarValueInitExprClass:
  case Stmt::ImplicitValueInitExprClass:
    return constant(T->isPointerType() || L.typeFor(T) >= 0 ? Value::null()
                                                       : Value::integer(0),
                    Where);
  case Stmt::CXXNewExprClass: {
    const auto *N = cast<CXXNewExpr>(E);
    QualType Made = N->getAllocatedType();
    for (const Expr *Placement : N->placement_arguments())
      discard(Placement);
    if (N->isArray()) {
      if (N->getArraySize() && *N->getArraySize())
        discard(*N->getArraySize());
      return symbol(E);
    }
    if (L.isScalar(Made)) {
      Reg X = N->getInitializer() ? value(N->getInitializer())
                                  : constant(Value::integer(0), Where);
      return boxed(X, Where);
    }
    Reg R = newObject(Made, Where);
    if (N->getInitializer())
      construct(N->getInitializer(), R, Made);
    return R;
  }
  case Stmt::CXXDeleteExprClass: {
    const auto *D = cast<CXXDeleteExpr>(E);
    Reg A = value(D->getArgument());
    emit(Code::Destroy, Where, -1, A).Type =
        L.typeFor(D->getDestroyedType());
    return A;
  }
  case Stmt::CXXThrowExprClass: {
    const auto *Throw = cast<CXXThrowExpr>(E);
    if (Throw->getSubExpr()) {
      discard(Throw->getSubExpr());
      emit(Code::Throw, Where, -1, -1, -1,
           L.exceptionFor(Throw->getSubExpr()->getType()));
    } else {
      emit(Code::Rethrow, Where);
    }
    return -1;
  }
  case Stmt::CoawaitExprClass:
    return value(cast<CoawaitExpr>(E)->getOperand());
  case Stmt::CoyieldExprClass:
    return value(cast<CoyieldExpr>(E)->getOperand());
  case Stmt::OpaqueValueExprClass: {
    const auto *O = cast<OpaqueValueExpr>(E);
    auto It = Opaque.find(O);
    if (It != Opaque.end())
      return It->second;
    return O->getSourceExpr() ? value(O->getSourceExpr()) : symbol(E);
  }
  case Stmt::StmtExprClass:
    statement(cast<StmtExpr>(E)->getSubStmt());
    return symbol(E);
  default:
    break;
  }
  if (const auto *C = dyn_cast<CastExpr>(E))
    return conversion(C);
  for (const Stmt *Child : E->children())
    if (const auto *Sub = dyn_cast_or_null<Expr>(Child))
      discard(Sub);
  return symbol(E);
}

Reg BodyLowering::owned(const Expr *E) {
  const Expr *Inside = strip(E);
  // "std::move(x)" and a temporary bound to T&& are consumed.
  if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(Inside))
    Inside = strip(M->getSubExpr());
  QualType T = Inside->getType();
  SourceLocation Where = Inside->getExprLoc();
  if (T->isFunctionType() || T->isArrayType())
    return address(Inside);
  if (Inside->isPRValue())
    return value(Inside); // materialize() leaves it without a cleanup
  Reg A = address(Inside);
  bool Moves = Inside->isXValue();
  if (L.isScalar(T)) {
    Reg R = load(A, Where);
    int Type = L.typeFor(T);
    if (Moves && Type >= 0 && P.Types[Type].Kind != Primitive::Value &&
        P.Types[Type].Kind != Primitive::StopToken) {
      Reg Empty = constant(Value::null(), Where);
      emit(Code::Store, Where, -1, A, Empty);
    }
    return R;
  }
  Reg R = newObject(T, Where);
  emit(Moves ? Code::Steal : Code::Copy, Where, -1, R, A);
  return R;
}

Reg BodyLowering::materialize(const Expr *E) {
  E = strip(E);
  SourceLocation Where = E->getExprLoc();
  QualType T = E->getType();
  switch (E->getStmtClass()) {
  case Stmt::LambdaExprClass:
    return lambda(cast<LambdaExpr>(E));
  case Stmt::ConditionalOperatorClass:
  case Stmt::BinaryConditionalOperatorClass:
    return conditional(cast<AbstractConditionalOperator>(E), false);
  case Stmt::CoawaitExprClass:
    return value(cast<CoawaitExpr>(E)->getOperand());
  default:
    break;
  }
  if (const auto *C = dyn_cast<CallExpr>(E))
    return call(C); // the callee made it
  if (const auto *C = dyn_cast<CastExpr>(E))
    if (C->getCastKind() == CK_UserDefinedConversion ||
        C->getCastKind() == CK_NoOp ||
        C->getCastKind() == CK_ConstructorConversion)
      return materialize(C->getSubExpr());
  if (E->isGLValue())
    return owned(E);
  Reg R = newObject(T, Where);
  construct(E, R, T);
  return R;
}

void BodyLowering::discard(const Expr *E) {
  E = strip(E);
  Discarded = E;
  QualType T = E->getType();
  if (const auto *B = dyn_cast<BinaryOperator>(E)) {
    binary(B);
    return;
  }
  if (const auto *U = dyn_cast<UnaryOperator>(E)) {
    unary(U);
    return;
  }
  if (E->isGLValue()) {
    if (!isa<DeclRefExpr>(E))
      address(E);
    return;
  }
  if (!T->isVoidType() && T->getAsCXXRecordDecl() && L.needsDestruction(T)) {
    temporary(E, T);
    return;
  }
  if (isa<IntegerLiteral, StringLiteral, CXXThisExpr>(E))
    return;
  value(E);
}

} // namespace quiesce
