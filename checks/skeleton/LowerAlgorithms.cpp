//===- LowerAlgorithms.cpp - algorithms become loops ----------------------===//
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

/// What `*i` is for an iterator of type \p T, what a container of type \p T
/// holds; null if nobody knows.
static QualType elementType(QualType T) {
  const CXXRecordDecl *R = T.getNonReferenceType()->getAsCXXRecordDecl();
  if (R && R->hasDefinition())
    for (const CXXMethodDecl *M : R->getDefinition()->methods())
      if (M->getOverloadedOperator() == OO_Star && M->getNumParams() == 0)
        return M->getReturnType().getNonReferenceType();
  return templateArgument(T);
}

Primitive BodyLowering::kindOf(Exprs Args, size_t Index) {
  int Type = Index < Args.size() ? L.typeFor(Args[Index]->getType()) : -1;
  return Type >= 0 ? P.Types[Type].Kind : Primitive::None;
}

/// Runs \p Do for each element of a container, or from one iterator to the
/// other, in order; \p At stands at the element, and behind the last in the
/// end.
void BodyLowering::eachElement(const ModelledCall &Call, Reg At,
                               llvm::function_ref<void(Reg Element)> Do) {
  Primitive Kind = kindOf(Call.Args, 0);
  bool Whole = isContainer(Kind);
  auto On = [&](Operation Op, Reg A) {
    return position(Op, Kind, A, Call.Where);
  };
  Reg Last = -1;
  if (Whole) {
    emit(Code::Move, Call.Where, At,
         On(Operation::Begin, address(Call.Args[0])));
  } else {
    emit(Code::Move, Call.Where, At, value(Call.Args[0]));
    // Up to the end of the container, however much there is in it.
    const auto *End =
        dyn_cast<CallExpr>(Call.Args[1]->IgnoreImplicit()->IgnoreParens());
    CallModel Model = End ? L.modelOf(End) : CallModel();
    if (!Model.Does || Model.Does->Op != Operation::End)
      Last = owned(Call.Args[1]);
  }
  Label Head, Go, Done;
  place(Head);
  int Saved = Top;
  if (Last < 0) {
    branchOn(On(Operation::HasValue, At), Go, Done, Call.Where).Loop = true;
  } else {
    Reg More = fresh();
    emit(Code::Binary, Call.Where, More, At, Last, int(Arith::Ne));
    branchOn(More, Go, Done, Call.Where).Loop = true;
  }
  place(Go);
  QualType T = elementType(Call.Args[0]->getType());
  Reg Element = On(Operation::Dereference, At);
  // A pointer is a value, not what it points to.
  if (!T.isNull() && T->isPointerType())
    Element = load(Element, Call.Where);
  Do(Element);
  emit(Code::Move, Call.Where, At, On(Operation::Next, At));
  Top = Saved;
  jump(Head, Call.Where);
  place(Done);
}

/// Erases the elements of which \p Test says so.
Reg BodyLowering::erasure(ModelledCall &Call, const Expr *Test) {
  SourceLocation Where = Call.Where;
  Primitive Kind = P.Types[L.typeFor(Call.ObjectType)].Kind;
  Reg Count = constant(Value::integer(0), Where);
  int Saved = Top;
  Reg Callee = owned(Test), At = fresh();
  emit(Code::Move, Where, At,
       position(Operation::Begin, Kind, Call.Object, Where));
  Label Head, Go, Remove, Keep, Done;
  place(Head);
  int Before = Top;
  branchOn(position(Operation::HasValue, Kind, At, Where), Go, Done, Where)
      .Loop = true;
  place(Go);
  Reg Element = position(Operation::Dereference, Kind, At, Where);
  if (QualType T = templateArgument(Call.ObjectType);
      Kind != Primitive::Map && !T.isNull() && T->isPointerType())
    Element = load(Element, Where);
  Reg Answer = fresh();
  emit(Code::CallValue, Where, Answer, Callee).Args.push_back(Element);
  branchOn(Answer, Remove, Keep, Where);
  place(Remove);
  Call.Site.Value = At;
  Call.Site.Type = L.typeFor(Call.ObjectType);
  emit(Code::Move, Where, At, removal(Call.Site, Call.ObjectType, Where));
  emit(Code::Binary, Where, Count, Count, constant(Value::integer(1), Where),
       int(Arith::Add));
  jump(Head, Where);
  place(Keep);
  emit(Code::Move, Where, At, position(Operation::Next, Kind, At, Where));
  Top = Before;
  jump(Head, Where);
  place(Done);
  Top = Saved;
  return Count;
}

/// A comparator that is an object of the library's: 1 for "less", -1 for
/// "greater", 0 for any other.
static int direction(Lowering &L, const Expr *Comparator) {
  const model::TypeModel *M = L.modelOf(Comparator->getType());
  const model::OperationModel *Does = M ? M->member("operator()") : nullptr;
  if (!Does)
    return 0;
  return Does->Op == Operation::Less      ? 1
         : Does->Op == Operation::Greater ? -1
                                          : 0;
}

/// Sorts or reverses a range or a container, or counts from one position to
/// another.
Reg BodyLowering::rangeOperation(ModelledCall &Call) {
  SourceLocation Where = Call.Where;
  Primitive Kind = Call.Object >= 0 ? P.Types[L.typeFor(Call.ObjectType)].Kind
                                    : Primitive::None;
  bool Member = isContainer(Kind); // and not an object that is an algorithm
  if (!Member)
    Kind = kindOf(Call.Args, 0);
  bool Whole = Member || isContainer(Kind);
  if (!Whole && (kindOf(Call.Args, 0) != Primitive::Iterator ||
                 kindOf(Call.Args, 1) != Primitive::Iterator)) {
    discardRest(Call, {});
    return symbol(Call.E);
  }
  Reg First = fresh();
  if (Whole) {
    Reg Container = fresh();
    emit(Code::Move, Where, Container,
         Member ? Call.Object : address(Call.Args[0]));
    emit(Code::Move, Where, First,
         position(Operation::Begin, Kind, Container, Where));
    Call.Site.Into = position(Operation::End, Kind, Container, Where);
  } else {
    emit(Code::Move, Where, First, value(Call.Args[0]));
    Call.Site.Into = kept(Call.Args[1], Where);
  }
  Call.Site.Kind = Kind;
  Call.Site.Value = First;
  Call.Site.Object = -1;
  Call.Site.Amount = 1;
  // Of a container the range is one argument shorter, of a member's none.
  int At = Call.Does.Args.Body - (Whole && !Member);
  if (const Expr *Comparator = Call.arg(At)) {
    if (int Known = direction(L, Comparator))
      Call.Site.Amount = Known;
    else
      Call.Site.Body = owned(Comparator);
  }
  return emitOperation(Call.Site, Where);
}

/// Two elements change their contents.
void BodyLowering::exchanged(Reg A, Reg B, QualType T, SourceLocation Where) {
  if (T.isNull() || L.isScalar(T)) {
    Reg X = load(A, Where), Y = load(B, Where);
    emit(Code::Store, Where, -1, A, Y);
    emit(Code::Store, Where, -1, B, X);
    return;
  }
  OpSite Site;
  Site.Op = Operation::Swap;
  Site.Object = A;
  Site.Value = B;
  emitOperation(Site, Where);
}

/// Where a range begins: that of a container, or the first of two iterators.
Reg BodyLowering::firstOf(const ModelledCall &Call) {
  Primitive Kind = kindOf(Call.Args, 0);
  Reg First = fresh();
  Reg At = isContainer(Kind) ? position(Operation::Begin, Kind,
                                        address(Call.Args[0]), Call.Where)
                             : value(Call.Args[0]);
  emit(Code::Move, Call.Where, First, At);
  return First;
}

Reg BodyLowering::asked(Reg Callee, llvm::ArrayRef<Reg> Args,
                        SourceLocation Where) {
  Reg Answer = fresh();
  emit(Code::CallValue, Where, Answer, Callee)
      .Args.append(Args.begin(), Args.end());
  return Answer;
}

/// The sum of the elements, or what the body makes of them one by one.
Reg BodyLowering::accumulate(ModelledCall &Call, const Expr *Initial,
                             const Expr *Body) {
  SourceLocation Where = Call.Where;
  int Type = L.typeFor(Call.E->getType());
  bool Texts = Type >= 0 && P.Types[Type].Kind == Primitive::Value;
  Reg Sum = fresh(), At = fresh();
  int Saved = Top;
  emit(Code::Move, Where, Sum,
       makeElement(Call.E->getType(), {Initial}, Call.E));
  Reg Callee = Body ? owned(Body) : -1;
  eachElement(Call, At, [&](Reg Element) {
    Reg Next;
    if (Body) {
      Next = asked(Callee, {Sum, Element}, Where);
    } else if (Texts) {
      OpSite Site;
      Site.Op = Operation::Concatenate;
      Site.Kind = Primitive::Value;
      Site.Amount = -1;
      Site.Value = Sum;
      Site.Into = load(Element, Where);
      Next = emitOperation(Site, Where);
    } else {
      Next = arithmetic(BO_Add, Sum, load(Element, Where), Call.E);
    }
    emit(Code::Move, Where, Sum, Next);
  });
  Top = Saved;
  return Sum;
}

/// The position of the least or greatest element, the first if there are more.
Reg BodyLowering::extreme(ModelledCall &Call, const Expr *Body) {
  SourceLocation Where = Call.Where;
  Reg Best = firstOf(Call), At = fresh();
  int Saved = Top;
  const int Direction = Body ? direction(L, Body) : 1;
  Reg Callee = Direction ? -1 : owned(Body);
  const QualType T = elementType(Call.Args[0]->getType());
  eachElement(Call, At, [&](Reg Element) {
    Reg A = Element,
        B = position(Operation::Dereference, Primitive::Iterator, Best, Where);
    if (Call.Does.Op == Operation::GreatestElement)
      std::swap(A, B); // whether the best is less
    Reg Answer;
    if (Direction) {
      OpSite Site;
      Site.Op = Operation::Compare;
      Site.Type = L.typeFor(T);
      Site.Amount = int(Direction > 0 ? Arith::Lt : Arith::Gt);
      Site.Value = A;
      Site.Into = B;
      Answer = emitOperation(Site, Where);
    } else {
      Answer = asked(Callee, {A, B}, Where);
    }
    Label Better, Next;
    branchOn(Answer, Better, Next, Where);
    place(Better);
    emit(Code::Move, Where, Best, At);
    place(Next);
  });
  Top = Saved;
  return Best;
}

/// Whether \p Body says so of an element, or it is like \p Same.
Reg BodyLowering::fits(const ModelledCall &Call, Reg Callee, Reg Same,
                       Reg Element) {
  if (Callee >= 0)
    return asked(Callee, {Element}, Call.Where);
  const QualType T = elementType(Call.Args[0]->getType());
  OpSite Site;
  Site.Op = Operation::Compare;
  Site.Type = L.typeFor(T);
  Site.Amount = int(Arith::Eq);
  bool IsHere = (!T.isNull() && T->isPointerType()) ||
                (Site.Type >= 0 && !P.Types[Site.Type].Scalar);
  Site.Value = IsHere ? Element : load(Element, Call.Where);
  Site.Into = Same;
  return emitOperation(Site, Call.Where);
}

/// Brings the elements that stay to the front, in their order; where the others
/// begin.
Reg BodyLowering::removeIf(ModelledCall &Call, Reg Callee, Reg Same) {
  SourceLocation Where = Call.Where;
  Reg Kept = firstOf(Call), At = fresh();
  int Saved = Top;
  eachElement(Call, At, [&](Reg Element) {
    Label Goes, Stays;
    branchOn(fits(Call, Callee, Same, Element), Goes, Stays, Where);
    place(Stays);
    exchanged(
        position(Operation::Dereference, Primitive::Iterator, Kept, Where),
        Element, elementType(Call.Args[0]->getType()), Where);
    emit(Code::Move, Where, Kept,
         position(Operation::Next, Primitive::Iterator, Kept, Where));
    place(Goes);
  });
  Top = Saved;
  return Kept;
}

/// What is in the place \p Element of a container, copied or moved out of it.
Reg BodyLowering::elementOf(Reg Element, QualType T, bool Moves,
                            SourceLocation Where) {
  if (T.isNull() || L.isScalar(T)) {
    const bool Handle = !T.isNull() && T->isRecordType();
    Reg R = load(Element, Where);
    if (Moves && Handle)
      emit(Code::Store, Where, -1, Element, constant(Value::null(), Where));
    return R;
  }
  Reg R = newObject(T, Where);
  emit(Moves ? Code::Steal : Code::Copy, Where, -1, R, Element);
  return R;
}

/// std::move of a range, which its row takes for that of a value.
Reg BodyLowering::movedRange(const ModelledCall &Call) {
  model::OperationModel Does;
  Does.Op = Operation::CopyRange;
  Does.Args.Value = 2;
  ModelledCall Range{Does,   Call.ObjectType, Call.ResultType,
                     -1,     nullptr,         Call.Args,
                     Call.E, Call.Where,      Call.Site};
  return algorithm(Range, /*Moves=*/true);
}

Reg BodyLowering::algorithm(ModelledCall &Call, bool Moves) {
  const model::OperationModel &Does = Call.Does;
  SourceLocation Where = Call.Where;
  auto Unknown = [&] {
    return unknownCall(cast<CallExpr>(Call.E)->getDirectCallee(), -1, Call.Args,
                       Call.E);
  };
  // Of a container the range is one argument shorter.
  int Shorter = isContainer(kindOf(Call.Args, 0));
  auto Role = [&](int Index) {
    return Index < 0 ? nullptr : Call.arg(Index - Shorter);
  };
  const Expr *Body = Role(Does.Args.Body), *Sought = Role(Does.Args.Value);
  const Expr *Into = nullptr; // where the results go
  if (Does.Op == Operation::CopyRange)
    std::swap(Into, Sought);
  else if (Does.Op == Operation::Transform)
    Into = Role(Does.Args.Body - 1);
  const bool Best = Does.Op == Operation::LeastElement ||
                    Does.Op == Operation::GreatestElement;
  if ((!Body && !Sought && !Into && !Best) ||
      (!Shorter && (kindOf(Call.Args, 0) != Primitive::Iterator ||
                    kindOf(Call.Args, 1) != Primitive::Iterator)))
    return Unknown();
  // Projections and the like make it something else.
  size_t Known = size_t(std::max(Does.Args.Body, Does.Args.Value)) + 1;
  for (const Expr *Rest : Call.Args.drop_front(
           std::min(Call.Args.size(), Known - size_t(Shorter))))
    if (!isa<CXXDefaultArgExpr>(Rest))
      return Unknown();
  if (Best)
    return extreme(Call, Body);
  if (Does.Op == Operation::Accumulate)
    return Sought && L.isScalar(Call.E->getType())
               ? accumulate(Call, Sought, Body)
               : Unknown();

  Reg Container = -1; // of the results
  QualType Results;
  if (Into) {
    const auto *To = dyn_cast<CallExpr>(Into->IgnoreImplicit());
    CallModel Model = To ? L.modelOf(To) : CallModel();
    if (!Model.Does || Model.Does->Op != Operation::Inserter ||
        !isContainer(kindOf({To->getArg(0)}, 0)))
      return Unknown();
    Results = To->getArg(0)->getType();
    Container = fresh();
    emit(Code::Move, Where, Container, address(To->getArg(0)));
  }

  Reg Result = fresh(), At = fresh();
  int Saved = Top;
  int64_t AtEnd = Does.Op == Operation::AllOf || Does.Op == Operation::NoneOf;
  emit(Code::Move, Where, Result, constant(Value::integer(AtEnd), Where));
  Reg Callee = Body ? owned(Body) : -1;
  Reg Same = Sought ? makeElement(elementType(Call.Args[0]->getType()),
                                  {Sought}, Call.E)
                    : -1;
  if (Does.Op == Operation::RemoveIf) {
    emit(Code::Move, Where, Result, removeIf(Call, Callee, Same));
    Top = Saved;
    return Result;
  }
  Label Found, Done;
  eachElement(Call, At, [&](Reg Element) {
    Reg Answer = Body || Sought ? fits(Call, Callee, Same, Element) : -1;
    Label Next, Stop;
    auto Append = [&](Reg Value) {
      OpSite Site;
      Site.Op = Operation::Append;
      Site.Kind = P.Types[L.typeFor(Results)].Kind;
      Site.Object = Container;
      Site.Type = L.typeFor(Results);
      Site.Value = Value;
      emitOperation(Site, Where);
    };
    switch (Does.Op) {
    case Operation::AnyOf:
    case Operation::NoneOf:
      branchOn(Answer, Found, Next, Where);
      break;
    case Operation::AllOf:
      branchOn(Answer, Next, Found, Where);
      break;
    case Operation::FindIf:
      branchOn(Answer, Done, Next, Where);
      break;
    case Operation::CountIf:
      branchOn(Answer, Stop, Next, Where);
      place(Stop);
      emit(Code::Binary, Where, Result, Result,
           constant(Value::integer(1), Where), int(Arith::Add));
      break;
    case Operation::CopyRange:
      if (Body) {
        branchOn(Answer, Stop, Next, Where);
        place(Stop);
      }
      Append(elementOf(Element, elementType(Call.Args[0]->getType()), Moves,
                       Where));
      break;
    case Operation::Transform:
      Append(Answer);
      break;
    default:
      break;
    }
    place(Next);
  });
  jump(Done, Where);
  place(Found);
  emit(Code::Move, Where, Result, constant(Value::integer(!AtEnd), Where));
  place(Done);
  Top = Saved;
  return Does.Op == Operation::FindIf ? At : Result;
}

} // namespace quiesce
