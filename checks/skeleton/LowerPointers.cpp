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

/// The object behind \p Pointer as a \p To, which it may not be.
Reg BodyLowering::castTo(QualType To, Reg Pointer, SourceLocation Where) {
  OpSite Site;
  Site.Op = Operation::Cast;
  Site.Kind = Primitive::Pointer;
  Site.Value = Pointer;
  const CXXRecordDecl *R = To.isNull() ? nullptr : To->getAsCXXRecordDecl();
  Site.Type = R && !L.inLibrary(R) ? L.typeFor(To) : -1;
  return emitOperation(Site, Where);
}

/// A factory of C: a new object of a modelled type, known by the pointer that
/// is returned, or stored where an argument says.
Reg BodyLowering::factory(ModelledCall &Call) {
  const Expr *Handle = Call.arg(Call.Does.Args.Handle);
  QualType Made = (Handle ? Handle : Call.E)->getType()->getPointeeType();
  if (Handle && !Made.isNull())
    Made = Made->getPointeeType();
  const model::TypeModel *M = Made.isNull() ? nullptr : L.modelOf(Made);
  bool IsStop = M && M->Kind == Primitive::StopSource;
  const Expr *Attributes = Call.arg(Call.Does.Args.Attributes);
  if (!M || M->PointerHandle || L.typeFor(Made) < 0 ||
      (L.isScalar(Made) && !IsStop) || (Attributes && !isZero(Attributes)))
    return unknownCall(nullptr, -1, Call.Args, Call.E);
  OpSite Site = Call.Site;
  Site.Op = Operation::Construct;
  Site.Kind = M->Kind;
  const Expr *Count = Call.arg(Call.Does.Args.Count);
  const Expr *Mutex = Call.arg(Call.Does.Args.Mutex);
  discardRest(Call, {Count, Mutex, Handle});
  Reg R = IsStop ? boxed(emitOperation(Site, Call.Where), Call.Where)
                 : newObject(Made, Call.Where);
  Site.Object = R;
  if (Count)
    Site.Count = value(Count);
  if (Mutex)
    Site.Mutex = value(Mutex);
  if (Count || Mutex)
    emitOperation(Site, Call.Where);
  if (!Handle)
    return R;
  emit(Code::Store, Call.Where, -1, value(Handle), R);
  return constant(Value::integer(Call.Does.Success.value_or(0)), Call.Where);
}

Reg BodyLowering::pointerOperation(ModelledCall &Call) {
  switch (Call.Does.Op) {
  case Operation::Identity:
    if (Call.Args.size() != 1) // an algorithm of the same name
      return unknownCall(cast<CallExpr>(Call.E)->getDirectCallee(), -1,
                         Call.Args, Call.E);
    return address(Call.Args[0]);
  case Operation::Make: {
    if (Call.E->getType()->isPointerType() || Call.Does.Args.Handle >= 0)
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
    Reg New;
    if (Call.Site.Kind == Primitive::PackagedTask) {
      // The same function, and a result of its own.
      OpSite Again;
      Again.Op = Operation::Address;
      Again.Kind = Primitive::PackagedTask;
      Again.Value = load(Call.Object, Call.Where);
      Again.Body = emitOperation(Again, Call.Where);
      Again.Op = Operation::Construct;
      Again.Value = -1;
      Again.Type = L.typeFor(Call.ObjectType);
      New = emitOperation(Again, Call.Where);
    } else {
      New = V && !V->getType()->isNullPtrType() && !Call.ObjectType.isNull()
                ? scalarFrom(Call.ObjectType, {V}, Call.E)
                : constant(Value::null(), Call.Where);
    }
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
  case Operation::Expired:
  case Operation::CountOwners:
    return onValue(Call);
  case Operation::LockWeak:
    return owner(load(Call.Object, Call.Where), Call);
  case Operation::GetSelf:
    return owner(Call.Object, Call);
  case Operation::Cast: {
    const Expr *From = Call.arg(Call.Does.Args.Value);
    Reg Pointer = load(From ? address(From) : Call.Object, Call.Where);
    QualType To = templateArgument(Call.E->getType());
    return owner(castTo(To, Pointer, Call.Where), Call);
  }
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
    // Two pointers are exchanged, not what they point to.
    const bool Pointers = Call.ObjectExpr && Other->getType()->isPointerType();
    const Expr *First = Pointers ? Call.ObjectExpr : Call.Args[0];
    Reg A = Call.Object >= 0 && !Pointers ? Call.Object : address(First);
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
