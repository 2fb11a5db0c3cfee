//===- LowerContainers.cpp - operations of containers and iterators -------===//
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

/// get<I>(record), get<T>(record): the field at that position, of that type.
Reg BodyLowering::recordField(ModelledCall &Call) {
  Reg A = Call.Object >= 0 ? Call.Object : address(Call.Args[0]);
  QualType RT = Call.Object >= 0 ? Call.ObjectType : Call.Args[0]->getType();
  if (std::optional<unsigned> Index = selectedBy(Call.E, RT))
    if (std::optional<RecordPart> Part = L.part(RT, *Index))
      return part(A, *Part, Call.Where);
  return constant(Value::unknown(), Call.Where);
}

Reg BodyLowering::insertion(ModelledCall &Call) {
  if (Call.Site.Kind == Primitive::Optional) {
    QualType Element = templateArgument(Call.ObjectType);
    OpSite Holds;
    Holds.Op = Operation::Construct;
    Holds.Kind = Primitive::Optional;
    Holds.Value = makeElement(Element, Call.Args, Call.E);
    emit(Code::Store, Call.Where, -1, Call.Object,
         emitOperation(Holds, Call.Where));
    return Call.Object;
  }
  Call.Site.Type = L.typeFor(Call.ObjectType);
  // Sets and maps give the position and whether it is new.
  auto Inserted = [&](Reg Position) {
    const model::TypeModel *RM = L.modelOf(Call.ResultType);
    const CXXRecordDecl *R = Call.ResultType->getAsCXXRecordDecl();
    if (!RM || RM->Kind != Primitive::Record || !R || !R->hasDefinition())
      return Position;
    Reg Pair = newObject(Call.ResultType, Call.Where);
    unsigned At = 0;
    for (const FieldDecl *Each : R->getDefinition()->fields()) {
      Reg To = field(Pair, Each, Call.Where);
      emit(Code::Store, Call.Where, -1, To, At++ ? symbol(Call.E) : Position);
    }
    return Pair;
  };
  if (Call.Site.Kind == Primitive::Map) {
    QualType Mapped = templateArgument(Call.ObjectType, 1);
    if (Call.Args.size() >= 2 && !Mapped.isNull() &&
        !(L.modelOf(Call.Args[0]->getType()) &&
          L.modelOf(Call.Args[0]->getType())->Kind == Primitive::Iterator)) {
      Call.Site.Value = owned(Call.Args[0]);
      Call.Site.Into = makeElement(Mapped, Call.Args.drop_front(), Call.E);
    } else if (Call.Args.size() == 1) {
      Call.Site.Value = owned(Call.Args[0]); // a pair
      Call.Site.Amount = 2;
    } else {
      discardRest(Call, {});
    }
    return Inserted(emitOperation(Call.Site, Call.Where));
  }
  QualType Element = templateArgument(Call.ObjectType);
  if (Element.isNull()) {
    discardRest(Call, {});
    Call.Site.Value = constant(Value::unknown(), Call.Where);
  } else if (Call.Args.size() > 1 && Call.Does.Op == Operation::Insert &&
             Call.Site.Kind == Primitive::Sequence) {
    const model::TypeModel *Last = L.modelOf(Call.Args.back()->getType());
    if (Last && Last->Kind == Primitive::Iterator) {
      // A range: its elements go behind those that are there.
      const Expr *First = Call.Args[Call.Args.size() - 2];
      Call.Site.Value = value(First);
      Call.Site.Into = value(Call.Args.back());
      Call.Site.Amount = 3;
      discardRest(Call, {First, Call.Args.back()});
    } else {
      discard(Call.Args[0]);
      Call.Site.Value = makeElement(Element, {Call.Args.back()}, Call.E);
    }
  } else {
    Call.Site.Value = makeElement(Element, Call.Args, Call.E);
  }
  return Inserted(emitOperation(Call.Site, Call.Where));
}

/// An operation on a container of type \p T that may remove elements, and the
/// end of their lives.
Reg BodyLowering::removal(OpSite Site, QualType T, SourceLocation Where) {
  if (!L.needsDestruction(T))
    return emitOperation(std::move(Site), Where);
  Reg Trash = newObject(T, Where);
  Site.Trash = Trash;
  Reg R = emitOperation(std::move(Site), Where);
  emit(Code::Destroy, Where, -1, Trash).Type = L.typeFor(T);
  return R;
}

/// Ends the lives of all elements, as an assignment does.
void BodyLowering::emptied(Reg Container, QualType T, SourceLocation Where) {
  if (!L.needsDestruction(T))
    return;
  OpSite Clear;
  Clear.Op = Operation::Clear;
  Clear.Kind = P.Types[L.typeFor(T)].Kind;
  Clear.Object = Container;
  removal(std::move(Clear), T, Where);
}

Reg BodyLowering::containerOperation(ModelledCall &Call) {
  switch (Call.Does.Op) {
  case Operation::Contains:
  case Operation::Find:
  case Operation::Element:
  case Operation::ElementIfAny:
    if (Call.Site.Kind == Primitive::Record ||
        (Call.Object < 0 && !Call.Args.empty()))
      return recordField(Call);
    if (const Expr *V =
            Call.arg(Call.Does.Args.Value, Call.Does.Args.Object >= 0 ? 1 : 0))
      Call.Site.Value = value(V);
    Call.Site.Type = L.typeFor(Call.ObjectType);
    return emitOperation(Call.Site, Call.Where);
  case Operation::Append:
  case Operation::Prepend:
  case Operation::Insert:
    return insertion(Call);
  case Operation::Erase: {
    int First = Call.Does.Args.Object >= 0 ? 1 : 0;
    const model::Arguments &Roles = Call.Does.Args;
    if (const Expr *Test =
            Roles.Predicate >= 0 ? Call.arg(Roles.Predicate) : nullptr)
      return erasure(Call, Test);
    if (const Expr *V = Call.arg(Roles.Value, First)) {
      Call.Site.Value = value(V);
      if (const Expr *End = Call.arg(First + 1))
        Call.Site.Into = value(End);
    }
    Call.Site.Type = L.typeFor(Call.ObjectType);
    return removal(Call.Site, Call.ObjectType, Call.Where);
  }
  case Operation::Resize:
    if (const Expr *V = Call.arg(Call.Does.Args.Count, 0))
      Call.Site.Count = value(V);
    Call.Site.Type = L.typeFor(Call.ObjectType);
    return removal(Call.Site, Call.ObjectType, Call.Where);
  case Operation::Begin:
  case Operation::End:
  case Operation::First:
  case Operation::Last:
  case Operation::RemoveFirst:
  case Operation::RemoveLast:
  case Operation::Clear:
  case Operation::Size:
  case Operation::IsEmpty:
    if (Call.Object < 0 && !Call.Args.empty()) {
      Call.Site.Object = address(Call.Args[0]);
      Call.ObjectType = Call.Args[0]->getType();
    }
    if (int Type = L.typeFor(Call.ObjectType); Type >= 0) {
      Call.Site.Type = Type;
      if (Call.Site.Kind == Primitive::None)
        Call.Site.Kind = P.Types[Type].Kind;
      if (P.Types[Type].Kind == Primitive::Value) {
        if (Call.Does.Op == Operation::IsEmpty) {
          Reg V = load(Call.Object, Call.Where);
          Reg Empty =
              constant(Value::make(Value::Text, P.text("")), Call.Where);
          return arithmetic(BO_EQ, V, Empty, Call.E);
        }
        if (Call.Does.Op == Operation::Size) {
          Call.Site.Value = load(Call.Object, Call.Where);
          return emitOperation(Call.Site, Call.Where);
        }
        return symbol(Call.E);
      }
    }
    if (Call.Object >= 0)
      discardRest(Call, {});
    return Call.Does.Op == Operation::RemoveFirst ||
                   Call.Does.Op == Operation::RemoveLast ||
                   Call.Does.Op == Operation::Clear
               ? removal(Call.Site, Call.ObjectType, Call.Where)
               : emitOperation(Call.Site, Call.Where);
  case Operation::Next:
  case Operation::Previous: {
    bool Member = Call.Object >= 0 && isa<CXXOperatorCallExpr>(Call.E);
    Call.Site.Value =
        Call.Object >= 0 ? load(Call.Object, Call.Where) : value(Call.Args[0]);
    Call.Site.Object = -1;
    Reg Old = Call.Site.Value;
    Reg R = emitOperation(Call.Site, Call.Where);
    if (Member) {
      emit(Code::Store, Call.Where, -1, Call.Object, R);
      bool Postfix = cast<CXXOperatorCallExpr>(Call.E)->getNumArgs() == 2;
      return Postfix ? Old : Call.Object;
    }
    return R;
  }
  default:
    llvm_unreachable("no operation of a container");
  }
}

} // namespace quiesce
