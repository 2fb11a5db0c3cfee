//===- LowerAddresses.cpp - where what an expression names is -------------===//
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

Reg BodyLowering::negated(Reg Truth, SourceLocation Where) {
  Reg R = fresh();
  emit(Code::Not, Where, R, Truth);
  return R;
}

Reg BodyLowering::fieldNumbered(Reg Object, int Number, QualType T,
                                SourceLocation Where) {
  Reg R = fresh();
  Instruction &I = emit(Code::Field, Where, R, Object, -1, Number);
  int Type = L.typeFor(T);
  if (Type >= 0 && !P.Types[Type].Scalar && !T->isReferenceType())
    I.Type = Type;
  return R;
}

Reg BodyLowering::field(Reg Object, const FieldDecl *D, SourceLocation Where) {
  return fieldNumbered(Object, L.fieldFor(D), D->getType(), Where);
}

/// The part of a pair or tuple; what it refers to if it is a reference.
Reg BodyLowering::part(Reg Object, const RecordPart &Part,
                       SourceLocation Where) {
  Reg A = fieldNumbered(Object, Part.Field, Part.Type, Where);
  return Part.Type->isReferenceType() ? load(A, Where) : A;
}

/// Assigns what the parts of a tuple of references refer to; false if it is no
/// such tuple.
bool BodyLowering::assignParts(QualType ToType, Reg To, QualType FromType,
                               Reg From, SourceLocation Where) {
  bool Refers = false;
  for (unsigned I = 0; std::optional<RecordPart> Part = L.part(ToType, I); ++I)
    Refers |= Part->Type->isReferenceType();
  const model::TypeModel *M = L.modelOf(ToType);
  if (!Refers || !M || M->Kind != Primitive::Record)
    return false;
  for (unsigned I = 0; std::optional<RecordPart> Part = L.part(ToType, I);
       ++I) {
    std::optional<RecordPart> Source = L.part(FromType, I);
    if (!Source)
      break;
    int Saved = Top;
    Reg Target = part(To, *Part, Where);
    Reg Given = part(From, *Source, Where);
    if (L.isScalar(Part->Type.getNonReferenceType()))
      emit(Code::Store, Where, -1, Target, load(Given, Where));
    else
      emit(Code::Copy, Where, -1, Target, Given);
    Top = Saved;
  }
  return true;
}

/// The object at \p Object as its base class \p Base.  Bases share the fields
/// of the whole; one that a model describes is an object of its own in it.
Reg BodyLowering::upcast(Reg Object, QualType Base, SourceLocation Where) {
  const CXXRecordDecl *R = Base->getAsCXXRecordDecl();
  const model::TypeModel *M = R ? L.modelOf(R) : nullptr;
  if (!M || M->Kind == Primitive::Record)
    return Object;
  return fieldNumbered(Object, L.baseFor(R), Base, Where);
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

bool BodyLowering::isUpcast(const CastExpr *E) {
  if (E->getCastKind() != CK_DerivedToBase &&
      E->getCastKind() != CK_UncheckedDerivedToBase)
    return false;
  QualType From = E->getSubExpr()->getType();
  return !L.modelOf(From->isPointerType() ? From->getPointeeType() : From);
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
    if (isa<ParenListExpr>(E) || E->getType()->isVoidType()) {
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
    if (const auto *Fun = dyn_cast<FunctionDecl>(D))
      return constant(L.callableFor(Fun, Where), Where);
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
        Value::make(Value::Text, P.text(cast<StringLiteral>(E)->getBytes())),
        Where);
  case Stmt::CoawaitExprClass:
    return await(cast<CoawaitExpr>(E));
  default:
    break;
  }
  if (const auto *C = dyn_cast<CastExpr>(E)) {
    Reg A = address(C->getSubExpr());
    return isUpcast(C) ? upcast(A, C->getType(), Where) : A;
  }
  for (const Stmt *Child : E->children())
    if (const auto *Sub = dyn_cast_or_null<Expr>(Child))
      discard(Sub);
  return constant(Value::unknown(), Where);
}

} // namespace quiesce
