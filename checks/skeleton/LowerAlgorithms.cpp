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
  jump(Head, Where);
  place(Keep);
  emit(Code::Move, Where, At, position(Operation::Next, Kind, At, Where));
  Top = Before;
  jump(Head, Where);
  place(Done);
  Top = Saved;
  return symbol(Call.E);
}

Reg BodyLowering::algorithm(ModelledCall &Call) {
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
  if ((!Body && !Sought) ||
      (!Shorter && (kindOf(Call.Args, 0) != Primitive::Iterator ||
                    kindOf(Call.Args, 1) != Primitive::Iterator)))
    return Unknown();
  // Projections and the like make it something else.
  size_t Known = size_t(std::max(Does.Args.Body, Does.Args.Value)) + 1;
  for (const Expr *Rest : Call.Args.drop_front(
           std::min(Call.Args.size(), Known - size_t(Shorter))))
    if (!isa<CXXDefaultArgExpr>(Rest))
      return Unknown();

  Reg Container = -1; // of the results
  QualType Results;
  if (Does.Op == Operation::Transform) {
    const auto *To = dyn_cast<CallExpr>(
        Call.Args[Does.Args.Body - 1 - Shorter]->IgnoreImplicit());
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
  Reg Same = Sought ? owned(Sought) : -1;
  Label Found, Done;
  eachElement(Call, At, [&](Reg Element) {
    Reg Answer;
    if (Body) {
      Answer = fresh();
      emit(Code::CallValue, Where, Answer, Callee).Args.push_back(Element);
    } else {
      Answer = arithmetic(BO_EQ, load(Element, Where), Same, Call.E);
    }
    Label Next, Stop;
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
    case Operation::Transform: {
      OpSite Append;
      Append.Op = Operation::Append;
      Append.Kind = P.Types[L.typeFor(Results)].Kind;
      Append.Object = Container;
      Append.Type = L.typeFor(Results);
      Append.Value = Answer;
      emitOperation(Append, Where);
      break;
    }
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
