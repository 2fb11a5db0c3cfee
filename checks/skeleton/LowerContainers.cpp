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

/// The arguments of a tuple that is made right there; none if it is not.
static std::optional<llvm::SmallVector<const Expr *, 4>>
partsOf(Lowering &L, const Expr *Tuple) {
  const auto *Call = dyn_cast<CallExpr>(Tuple->IgnoreImplicit());
  CallModel Model = Call ? L.modelOf(Call) : CallModel();
  if (!Model.Does || Model.Does->Op != Operation::Construct)
    return std::nullopt;
  return llvm::SmallVector<const Expr *, 4>(Call->arg_begin(), Call->arg_end());
}

/// The key and what belongs to it, for the insertion into a map; or a pair.
void BodyLowering::mapElement(ModelledCall &Call, Exprs Args) {
  const QualType T = Call.ObjectType;
  const QualType Key = templateArgument(T), Mapped = templateArgument(T, 1);
  const model::Arguments &Roles = Call.Does.Args;
  const int Pair = P.Types[Call.Site.Type].Element;
  if (Key.isNull() || Mapped.isNull() || Pair < 0 || Args.empty()) {
    discardRest(Call, {});
    Call.Site.Value = constant(Value::unknown(), Call.Where);
    Call.Site.Amount = 2;
    return;
  }
  bool Apart = Roles.Value == 1 || Roles.Rest == 1; // the key stands alone
  if (Args.size() == 1 && !Apart) {
    const bool IsNode = kindOf(Args, 0) == Primitive::Pointer; // it has one
    Call.Site.Value = IsNode ? value(Args[0])
                             : makeElement(L.TypeSources[Pair], Args, Call.E);
    Call.Site.Amount = 2;
    return;
  }
  // A tag before them says that each is a tuple of what makes it.
  if (cast<CallExpr>(Call.E)->getNumArgs() > Call.Args.size() &&
      !isa<CXXOperatorCallExpr>(Call.E) && Args.size() == 2) {
    auto OfKey = partsOf(L, Args[0]), OfMapped = partsOf(L, Args[1]);
    if (OfKey && OfMapped) {
      Call.Site.Value = makeElement(Key, *OfKey, Call.E);
      Call.Site.Into = makeElement(Mapped, *OfMapped, Call.E);
      return;
    }
  }
  Call.Site.Value = makeElement(Key, {Args[0]}, Call.E);
  Call.Site.Into = makeElement(Mapped, Args.drop_front(), Call.E);
}

/// Sets and maps give the position and whether it is new.
Reg BodyLowering::inserted(ModelledCall &Call) {
  const model::TypeModel *RM = L.modelOf(Call.ResultType);
  const CXXRecordDecl *R = Call.ResultType->getAsCXXRecordDecl();
  bool Both = RM && RM->Kind == Primitive::Record && R && R->hasDefinition();
  if (Both)
    Call.Site.Also = fresh();
  const Reg Also = Call.Site.Also;
  Reg Position = Call.Does.Op == Operation::InsertOrAssign
                     ? removal(Call.Site, Call.ObjectType, Call.Where)
                     : emitOperation(Call.Site, Call.Where);
  if (!Both)
    return Position;
  Reg Pair = newObject(Call.ResultType, Call.Where);
  unsigned At = 0;
  for (const FieldDecl *Each : R->getDefinition()->fields()) {
    Reg To = field(Pair, Each, Call.Where);
    emit(Code::Store, Call.Where, -1, To, At++ ? Also : Position);
  }
  return Pair;
}

/// An element.  What a vector of bits gives for one is an object, and what is
/// written by way of it is not followed.
Reg BodyLowering::element(ModelledCall &Call) {
  Reg R = emitOperation(Call.Site, Call.Where);
  const QualType Element = templateArgument(Call.ObjectType);
  if (!Element.isNull() && Element->isBooleanType() &&
      Call.E->getType()->isRecordType())
    emit(Code::Store, Call.Where, -1, R, symbol(Call.E));
  return R;
}

Reg BodyLowering::insertion(ModelledCall &Call) {
  const QualType Element = templateArgument(Call.ObjectType);
  if (Call.Site.Kind == Primitive::Optional) {
    OpSite Holds;
    Holds.Op = Operation::Construct;
    Holds.Kind = Primitive::Optional;
    Holds.Type = L.typeFor(Call.ObjectType);
    Holds.Value = makeElement(Element, Call.Args, Call.E);
    if (L.needsDestruction(Call.ObjectType))
      emit(Code::Destroy, Call.Where, -1, Call.Object).Type = Holds.Type;
    emit(Code::Store, Call.Where, -1, Call.Object,
         emitOperation(Holds, Call.Where));
    return Call.Object;
  }
  Call.Site.Type = L.typeFor(Call.ObjectType);
  const bool IsMap = Call.Site.Kind == Primitive::Map;
  Exprs Args = Call.Args;
  auto IsPosition = [&](size_t I) {
    return kindOf(Args, I) == Primitive::Iterator;
  };
  bool Range = Call.Does.Op == Operation::Insert && Args.size() >= 2 &&
               IsPosition(Args.size() - 2) && IsPosition(Args.size() - 1);
  // emplace() has a position, also for an element that is made of nothing.
  const bool Emplaces = Call.Site.Kind == Primitive::Sequence &&
                        Call.Does.Op == Operation::Insert &&
                        Call.Does.Args.Rest == 1;
  bool Placed = !Args.empty() && IsPosition(0) &&
                (Emplaces || Args.size() > (Range ? 2 : 1));
  if (Placed) {
    Call.Site.Rest.push_back(value(Args[0]));
    Args = Args.drop_front();
  }
  if (Range) {
    Call.Site.Value = value(Args[0]);
    Call.Site.Into = value(Args[1]);
    Call.Site.Amount = 3;
    return emitOperation(Call.Site, Call.Where);
  }
  // A list: each of its elements.
  const Expr *Only = Args.size() == 1 ? inner(Args[0]) : nullptr;
  if (const auto *List = dyn_cast_or_null<CXXStdInitializerListExpr>(Only))
    if (const auto *All = dyn_cast<InitListExpr>(inner(List->getSubExpr()))) {
      for (const Expr *Each : All->inits()) {
        int Saved = Top;
        OpSite One = Call.Site;
        One.Value = makeElement(Each->getType(), {Each}, Call.E);
        One.Amount = IsMap ? 2 : 1;
        emitOperation(One, Call.Where);
        Top = Saved;
      }
      return constant(Value::unknown(), Call.Where);
    }
  if (IsMap) {
    mapElement(Call, Args);
    return inserted(Call);
  }
  if (Element.isNull()) {
    discardRest(Call, {});
    Call.Site.Value = constant(Value::unknown(), Call.Where);
    return inserted(Call);
  }
  if (!Placed) { // behind a position that is no iterator
    int First = std::max(Call.Does.Args.Value, Call.Does.Args.Rest);
    if (First > 0 && size_t(First) < Args.size()) {
      discard(Args[0]);
      Args = Args.drop_front(First);
    }
  } else if (Args.size() == 2 && Call.Does.Args.Value >= 0) { // so many
    Call.Site.Count = value(Args[0]);
    Args = Args.drop_front();
  }
  Call.Site.Value = makeElement(Element, Args, Call.E);
  Reg Inserted = inserted(Call);
  // list << first << second
  return Call.E->isGLValue() && sameType(Call.E->getType(), Call.ObjectType)
             ? Call.Object
             : Inserted;
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

/// The container holds what its constructor would make of the arguments.
Reg BodyLowering::assignment(ModelledCall &Call) {
  Reg Made = newObject(Call.ObjectType, Call.Where);
  constructFrom(Call.ObjectType, Made, Call.Args, Call.E);
  emptied(Call.Object, Call.ObjectType, Call.Where);
  emit(Code::Steal, Call.Where, -1, Call.Object, Made);
  return Call.Object;
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
    return element(Call);
  case Operation::Append:
  case Operation::Prepend:
  case Operation::Insert:
  case Operation::InsertOrAssign:
    return insertion(Call);
  case Operation::Assign:
    return assignment(Call);
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
  case Operation::Extract:
    Call.Site.Value = value(Call.Args[0]);
    Call.Site.Type = L.typeFor(Call.ObjectType);
    return emitOperation(Call.Site, Call.Where);
  case Operation::Resize:
    if (const Expr *V = Call.arg(Call.Does.Args.Count, 0))
      Call.Site.Count = value(V);
    if (Call.Args.size() > 1) // what the new elements are like
      Call.Site.Value = makeElement(templateArgument(Call.ObjectType),
                                    {Call.Args[1]}, Call.E);
    Call.Site.Type = L.typeFor(Call.ObjectType);
    return removal(Call.Site, Call.ObjectType, Call.Where);
  case Operation::Begin:
  case Operation::End:
  case Operation::ReverseBegin:
  case Operation::ReverseEnd:
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
    const auto *Op = dyn_cast<CXXOperatorCallExpr>(Call.E);
    bool Moves = Call.Object >= 0 && Op && Op->getOperator() != OO_Plus &&
                 Op->getOperator() != OO_Minus;
    Call.Site.Value =
        Call.Object >= 0 ? load(Call.Object, Call.Where) : value(Call.Args[0]);
    Call.Site.Object = -1;
    // The second argument of a postfix operator is none.
    if (const Expr *Count = Call.arg(Call.Does.Args.Count);
        Count && Count != Call.ObjectExpr)
      Call.Site.Count = value(Count);
    Reg Old = Call.Site.Value;
    Reg R = emitOperation(Call.Site, Call.Where);
    if (Moves) {
      emit(Code::Store, Call.Where, -1, Call.Object, R);
      bool Postfix = Op->getNumArgs() == 2 && !Op->isAssignmentOp();
      return Postfix ? Old : Call.Object;
    }
    return R;
  }
  default:
    llvm_unreachable("no operation of a container");
  }
}

} // namespace quiesce
