//===- LowerChannels.cpp - operations of channels and selects -------------===//
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

/// What \p V becomes inside a channel.
Reg BodyLowering::sent(ModelledCall &Call, const Expr *V) {
  QualType Element = templateArgument(Call.ObjectType);
  bool Into =
      Element.isNull() || L.typeFor(Element) < 0 ||
      Context.hasSameUnqualifiedType(Element.getNonReferenceType(),
                                     V->getType().getNonReferenceType());
  return Into ? owned(V) : makeElement(Element, {V}, Call.E);
}

/// What a receive stores or gives besides the value is not followed.
Reg BodyLowering::receive(ModelledCall &Call) {
  const Expr *Value = Call.arg(Call.Does.Args.Value);
  llvm::SmallVector<Reg, 2> Written;
  for (const Expr *Each : Call.Args) {
    if (Each == Call.ObjectExpr || isa<CXXDefaultArgExpr>(Each))
      continue;
    QualType T = Each->getType();
    if (Each == Value)
      Call.Site.Into = T->isPointerType() ? value(Each) : address(Each);
    else if (T->isPointerType() && !T->isFunctionPointerType() &&
             !T->getPointeeType().isConstQualified() &&
             !L.modelOf(T->getPointeeType()))
      Written.push_back(value(Each));
    else
      discard(Each);
  }
  Reg Result = emitOperation(Call.Site, Call.Where);
  if (!Written.empty()) {
    Reg Ignored = fresh();
    emit(Code::CallUnknown, Call.Where, Ignored)
        .Args.append(Written.begin(), Written.end());
  }
  return Result;
}

/// A new channel, as a record of its ends.
Reg BodyLowering::makeChannel(ModelledCall &Call) {
  QualType T = Call.E->getType();
  OpSite Site = Call.Site;
  Site.Kind = Primitive::Channel;
  const Expr *Count = Call.arg(Call.Does.Args.Count);
  Site.Count = Count ? value(Count) : -1;
  discardRest(Call, {Count});
  const int Type = L.typeFor(T);
  if (Type < 0 || P.Types[Type].Scalar)
    return symbol(Call.E);
  Reg Result = newObject(T, Call.Where);
  Site.Object = emitOperation(Site, Call.Where);
  auto Put = [&](QualType Part, Reg At) {
    const model::TypeModel *M = L.modelOf(Part);
    if (!M || (M->Kind != Primitive::Sender && M->Kind != Primitive::Receiver))
      return;
    Site.Op = M->Kind == Primitive::Sender ? Operation::GetSender
                                           : Operation::GetReceiver;
    Site.OnDestroy = L.onDestroy(*M, Part);
    emit(Code::Store, Call.Where, -1, At, emitOperation(Site, Call.Where));
  };
  if (L.modelOf(T)) // a pair or tuple
    for (unsigned I = 0; auto Each = L.part(T, I); ++I)
      Put(Each->Type, part(Result, *Each, Call.Where));
  else if (const CXXRecordDecl *R = T->getAsCXXRecordDecl())
    for (const FieldDecl *Each : R->getDefinition()->fields())
      Put(Each->getType(), field(Result, Each, Call.Where));
  return Result;
}

/// A new channel of bytes, whose ends the elements of an array name; or one
/// number both, of which `count` says whether anything is there.
Reg BodyLowering::makePipe(ModelledCall &Call) {
  const Expr *Ends = Call.arg(Call.Does.Args.Handle);
  const Expr *Flags = Call.arg(Call.Does.Args.Attributes);
  const bool Plain =
      !Flags || isZero(Flags) ||
      L.waitsFor(Flags, Call.Does.Forever) == model::Mode::Blocking;
  const Expr *Count = Call.arg(Call.Does.Args.Count);
  if ((!Ends && !Count) || !Plain) // its operations may not wait at all
    return unknownCall(cast<CallExpr>(Call.E)->getDirectCallee(), -1, Call.Args,
                       Call.E);
  const Reg Array = Ends ? value(Ends) : -1;
  Call.Site.Count = Count ? value(Count) : -1;
  Call.Site.Object = emitOperation(Call.Site, Call.Where);
  Call.Site.Shared = !Ends;
  Call.Site.Op = Operation::GetSender;
  if (!Ends)
    return emitOperation(Call.Site, Call.Where);
  for (Operation End : {Operation::GetReceiver, Operation::GetSender}) {
    OpSite At;
    At.Op = Operation::Element;
    At.Kind = Primitive::Sequence;
    At.Object = Array;
    At.Value =
        constant(Value::integer(End == Operation::GetSender), Call.Where);
    const Reg Place = emitOperation(std::move(At), Call.Where);
    Call.Site.Op = End;
    emit(Code::Store, Call.Where, -1, Place,
         emitOperation(Call.Site, Call.Where));
  }
  return constant(Value::integer(Call.Does.Success.value_or(0)), Call.Where);
}

/// An operation on a number that may name an end of a channel.  What is written
/// goes out of sight.
Reg BodyLowering::descriptorOperation(ModelledCall &Call) {
  switch (Call.Does.Op) {
  case Operation::MakeChannel:
    return makePipe(Call);
  case Operation::Share: {
    if (P.Descriptors)
      emitOperation(Call.Site, Call.Where);
    llvm::SmallVector<const Expr *, 4> Given;
    llvm::copy_if(Call.Args, std::back_inserter(Given), [&](const Expr *Each) {
      const model::TypeModel *M = L.modelOf(Each->getType());
      return !M || M->Kind != Primitive::Task;
    });
    return unknownCall(cast<CallExpr>(Call.E)->getDirectCallee(), -1, Given,
                       Call.E);
  }
  default:
    break;
  }
  const Expr *Count = Call.arg(Call.Does.Args.Count);
  if (Count)
    Call.Site.Count = value(Count);
  const Expr *Buffer = Call.arg(Call.Does.Args.Value);
  if (Buffer)
    Call.Site.Into = value(Buffer);
  if (Buffer && Call.Does.Op == Operation::Send) {
    Instruction &I = emit(Code::CallUnknown, Call.Where, fresh());
    I.Args.push_back(Call.Site.Into);
    I.Imm = 1;
  }
  discardRest(Call, {Count, Buffer});
  return emitOperation(Call.Site, Call.Where);
}

Reg BodyLowering::channelOperation(ModelledCall &Call) {
  switch (Call.Does.Op) {
  case Operation::Send:
    if (const Expr *V = Call.arg(Call.Does.Args.Value, 0)) {
      Call.Site.Value = sent(Call, V);
      discardRest(Call, {V});
    }
    return emitOperation(Call.Site, Call.Where);
  case Operation::Receive:
    return receive(Call);
  case Operation::SetCapacity:
    if (const Expr *V = Call.arg(Call.Does.Args.Count, 0))
      Call.Site.Count = value(V);
    return emitOperation(Call.Site, Call.Where);
  case Operation::Select:
    for (const Expr *Each : Call.Args)
      Call.Site.Rest.push_back(value(Each));
    return emitOperation(Call.Site, Call.E->getBeginLoc());
  case Operation::ReceiveArm:
  case Operation::SendArm:
  case Operation::DefaultArm:
  case Operation::TimeoutArm: {
    const Expr *V = Call.Does.Op == Operation::SendArm
                        ? Call.arg(Call.Does.Args.Value)
                        : nullptr;
    if (V)
      Call.Site.Value = sent(Call, V);
    const Expr *Body = Call.arg(Call.Does.Args.Action);
    if (Body)
      Call.Site.Body = owned(Body);
    discardRest(Call, {V, Body});
    return emitOperation(Call.Site, Call.Where);
  }
  default:
    llvm_unreachable("no operation of a channel");
  }
}

} // namespace quiesce
