//===- LowerPointers.cpp - operations of pointers, optionals and guards ---===//
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

/// A smart pointer of the call's type that owns what is at \p Target.
Reg BodyLowering::owner(Reg Target, const ModelledCall &Call) {
  OpSite Site;
  Site.Op = Operation::Construct;
  Site.Kind = Primitive::Pointer;
  Site.Value = Target;
  Site.Amount = Value::Owning;
  Site.Type = L.typeFor(Call.E->getType());
  return emitOperation(Site, Call.Where);
}

/// A factory of C: a new object of a modelled type, known by its pointer.
Reg BodyLowering::factory(ModelledCall &Call) {
  QualType Made = Call.E->getType()->getPointeeType();
  const model::TypeModel *M = L.modelOf(Made);
  if (!M || M->PointerHandle || L.typeFor(Made) < 0 || L.isScalar(Made)) {
    discardRest(Call, {});
    return symbol(Call.E);
  }
  Reg R = newObject(Made, Call.Where);
  const Expr *Count = Call.arg(Call.Does.Args.Count);
  discardRest(Call, {Count});
  if (Count) {
    Call.Site.Op = Operation::Construct;
    Call.Site.Kind = M->Kind;
    Call.Site.Object = R;
    Call.Site.Count = value(Count);
    emitOperation(Call.Site, Call.Where);
  }
  return R;
}

Reg BodyLowering::pointerOperation(ModelledCall &Call) {
  switch (Call.Does.Op) {
  case Operation::Identity:
    if (Call.Args.size() != 1) // an algorithm of the same name
      return unknownCall(cast<CallExpr>(Call.E)->getDirectCallee(), -1,
                         Call.Args, Call.E);
    return address(Call.Args[0]);
  case Operation::Make: {
    if (Call.E->getType()->isPointerType())
      return factory(Call);
    QualType Made = templateArgument(Call.E->getType());
    if (Made.isNull()) {
      discardRest(Call, {});
      return symbol(Call.E);
    }
    Reg Content = makeElement(Made, Call.Args, Call.E);
    if (L.isScalar(Made))
      Content = boxed(Content, Call.Where);
    return owner(Content, Call);
  }
  case Operation::Dereference:
  case Operation::Address: {
    if (Call.Site.Kind == Primitive::Optional && Call.Object >= 0) {
      Call.Site.Op = Operation::Dereference;
      return onValue(Call);
    }
    if (Call.Site.Kind == Primitive::PackagedTask)
      return onValue(Call);
    Call.Site.Op = Operation::Dereference;
    if (Call.Object < 0 && !Call.Args.empty())
      Call.Object = address(Call.Args[0]);
    Reg V = load(Call.Object, Call.Where);
    Call.Site.Value = V;
    Call.Site.Object = -1;
    if (Call.Does.Op == Operation::Address)
      return V;
    return emitOperation(Call.Site, Call.Where);
  }
  case Operation::Reset: {
    const Expr *V = Call.arg(Call.Does.Args.Value, 0);
    Reg New = V && !V->getType()->isNullPtrType() && !Call.ObjectType.isNull()
                  ? scalarFrom(Call.ObjectType, {V}, Call.E)
                  : constant(Value::null(), Call.Where);
    if (L.needsDestruction(Call.ObjectType))
      emit(Code::Destroy, Call.Where, -1, Call.Object).Type =
          L.typeFor(Call.ObjectType);
    emit(Code::Store, Call.Where, -1, Call.Object, New);
    return New;
  }
  case Operation::ReleaseGuard: {
    Reg V = load(Call.Object, Call.Where);
    Reg Empty = constant(Value::null(), Call.Where);
    emit(Code::Store, Call.Where, -1, Call.Object, Empty);
    return V;
  }
  case Operation::LockWeak:
    return owner(load(Call.Object, Call.Where), Call);
  case Operation::GetSelf:
    return owner(Call.Object, Call);
  case Operation::ValueOr: {
    Reg R = fresh();
    Reg V = load(Call.Object, Call.Where);
    emit(Code::Move, Call.Where, R, V);
    OpSite Has;
    Has.Op = Operation::HasValue;
    Has.Kind = Primitive::Optional;
    Has.Value = V;
    Reg Test = emitOperation(Has, Call.Where);
    Label Empty, Done;
    branchOn(Test, Done, Empty, Call.Where);
    place(Empty);
    if (!Call.Args.empty())
      emit(Code::Move, Call.Where, R, value(Call.Args[0]));
    place(Done);
    return R;
  }
  case Operation::Swap: {
    const Expr *Other = Call.Args.empty() ? nullptr : Call.Args.back();
    if (!Other)
      return symbol(Call.E);
    Reg A = Call.Object >= 0 ? Call.Object : address(Call.Args[0]);
    Reg B = address(Other);
    if (L.isScalar(Other->getType())) {
      Reg X = load(A, Call.Where), Y = load(B, Call.Where);
      emit(Code::Store, Call.Where, -1, A, Y);
      emit(Code::Store, Call.Where, -1, B, X);
      return X;
    }
    Call.Site.Object = A;
    Call.Site.Value = B;
    return emitOperation(Call.Site, Call.Where);
  }
  default:
    llvm_unreachable("no operation of a pointer or optional");
  }
}

} // namespace quiesce
