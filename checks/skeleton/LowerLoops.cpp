//===- LowerLoops.cpp - loops ---------------------------------------------===//
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

void BodyLowering::loop(const Stmt *Init, const VarDecl *ConditionVariable,
                        const Expr *Condition, const Expr *Step,
                        const Stmt *Body, bool TestFirst, const Stmt *Whole) {
  size_t Down = Cleanups.size();
  int Saved = Top;
  if (Init)
    statement(Init);
  bool Endless = !Condition;
  bool Bounded = false, Counts = false;
  if (Condition && !Condition->isValueDependent()) {
    Expr::EvalResult Known;
    if (Condition->EvaluateAsRValue(Known, Context) && Known.Val.isInt())
      Endless = Known.Val.getInt().getBoolValue();
    // A comparison of numbers counts rounds; against a large constant it
    // might as well not.
    llvm::SmallVector<const Expr *, 4> Parts{Condition};
    while (!Parts.empty()) { // any conjunct that counts bounds the loop
      const auto *Compare =
          dyn_cast<BinaryOperator>(Parts.pop_back_val()->IgnoreParenImpCasts());
      if (!Compare)
        continue;
      if (Compare->getOpcode() == BO_LAnd) {
        Parts.push_back(Compare->getLHS());
        Parts.push_back(Compare->getRHS());
      } else if (Compare->isComparisonOp() &&
                 Compare->getLHS()->getType()->isIntegerType()) {
        Bounded |= L.constantOf(Compare->getRHS()).value_or(0) < Value::Many;
        const auto *Counter =
            dyn_cast<DeclRefExpr>(Compare->getLHS()->IgnoreParenImpCasts());
        Counts |= Step && Counter && isa<VarDecl>(Counter->getDecl());
      }
    }
    if (const auto *Op =
            dyn_cast<CXXOperatorCallExpr>(Condition->IgnoreImpCasts()))
      Bounded |= Op->getOperator() == OO_ExclaimEqual; // iterators
  }
  Label Head, Continue, Break;
  place(Head);
  size_t RoundDown = Cleanups.size();
  int RoundTop = Top;
  Loops.push_back({&Break, &Continue, RoundDown, true, Bounded, Endless});
  Label Go, Leave;
  auto Test = [&] {
    bool Outer = InCondition;
    InCondition = true;
    if (ConditionVariable)
      declare(ConditionVariable);
    if (Condition && !Endless)
      branch(Condition, Go, Leave, /*LeavesOn=*/false);
    InCondition = Outer;
  };
  if (TestFirst) {
    Test();
    place(Go);
  }
  scoped(Body);
  // The condition's variable dies before the step and before leaving.
  place(Continue);
  if (Step) {
    int Before = Top;
    size_t StepDown = Cleanups.size();
    discard(Step);
    popCleanups(StepDown);
    Top = Before;
  }
  if (!TestFirst) {
    Test();
    place(Go);
  }
  // The variable is destroyed on both ways, the loop's and the exit's.
  runCleanups(RoundDown);
  jump(Head, Whole->getBeginLoc());
  F.Body.back().Loop = !Bounded;
  F.Body.back().Counts = Counts;
  place(Leave);
  popCleanups(RoundDown);
  Loops.pop_back();
  Top = RoundTop;
  place(Break);
  popCleanups(Down);
  Top = Saved;
}

void BodyLowering::rangeFor(const CXXForRangeStmt *S) {
  size_t Down = Cleanups.size();
  int Saved = Top;
  if (S->getInit())
    statement(S->getInit());
  QualType T = S->getRangeInit()->getType();
  const model::TypeModel *M = L.modelOf(T);
  int Type = L.typeFor(T);
  RangeLoop Over;
  Over.S = S;
  Over.Receives = M && M->Iterate == Operation::Receive;
  if (Over.Receives)
    overChannel(Over);
  else if (Type >= 0 && isContainer(P.Types[Type].Kind))
    overContainer(Over, P.Types[Type].Kind);
  else if (Type >= 0 && P.Types[Type].Scalar)
    overCount(Over);
  else if (S->getBeginStmt())
    overIterators(Over);
  place(Over.Break);
  popCleanups(Down);
  Top = Saved;
}

/// One round: the variable, then the body.
void BodyLowering::round(RangeLoop &Over,
                         llvm::function_ref<void()> DeclareVariable) {
  size_t Down = Cleanups.size();
  int Saved = Top;
  Loops.push_back(
      {&Over.Break, &Over.Continue, Down, true, !Over.Receives, false});
  DeclareVariable();
  scoped(Over.S->getBody());
  popCleanups(Down);
  Top = Saved;
  Loops.pop_back();
}

/// An element's address becomes the variable: by reference as it is, by value
/// as a copy.
void BodyLowering::bindElement(const RangeLoop &Over, Reg Element) {
  const VarDecl *V = Over.S->getLoopVariable();
  QualType T = V->getType();
  if (T->isReferenceType()) {
    Registers[V] = Element;
  } else if (L.isScalar(T)) {
    Reg R = load(Element, Over.S->getRangeInit()->getExprLoc());
    if (Boxed.count(V) || L.typeFor(T) >= 0) {
      Boxed.insert(V);
      R = boxed(R, V->getLocation());
    }
    Registers[V] = R;
    // A copied C handle is the same task, so only classes are destroyed.
    if (T->getAsCXXRecordDecl())
      pushCleanup(R, T, V->getLocation(), V);
  } else {
    Reg R = elementOf(Element, T, /*Moves=*/false, V->getLocation());
    Registers[V] = R;
    pushCleanup(R, T, V->getLocation(), V);
  }
  if (const auto *D = dyn_cast<DecompositionDecl>(V))
    nameParts(D, Registers[V]);
}

/// The characters of a string, the elements of something unknown: as many as
/// its size says.
void BodyLowering::overCount(RangeLoop &Over) {
  const Expr *Range = Over.S->getRangeInit();
  SourceLocation Where = Range->getExprLoc();
  Reg Count = fresh();
  int Inner = Top;
  OpSite Site;
  Site.Op = Operation::Size;
  Site.Kind = Primitive::Value;
  Site.Value = value(Range);
  emit(Code::Move, Where, Count, emitOperation(Site, Where));
  Top = Inner;
  Reg Index = constant(Value::integer(0), Where);
  place(Over.Head);
  int RoundTop = Top;
  Reg More = fresh();
  emit(Code::Binary, Where, More, Index, Count, int(Arith::Lt));
  Instruction &B = branchOn(More, Over.Go, Over.Break, Where);
  B.Loop = true;
  B.Text = P.text(L.sourceText(Range));
  place(Over.Go);
  round(Over, [&] {
    QualType T = Over.S->getLoopVariable()->getType().getNonReferenceType();
    bindElement(Over, L.isScalar(T)
                          ? boxed(constant(Value::unknown(), Where), Where)
                          : newObject(T, Where));
  });
  place(Over.Continue);
  Reg One = constant(Value::integer(1), Where);
  emit(Code::Binary, Where, Index, Index, One, int(Arith::Add));
  Top = RoundTop;
  jump(Over.Head, Where);
}

/// Receives until the channel is closed.
void BodyLowering::overChannel(RangeLoop &Over) {
  const Expr *Range = Over.S->getRangeInit();
  SourceLocation Where = Range->getExprLoc();
  Reg Object = fresh();
  emit(Code::Move, Where, Object, address(Range));
  place(Over.Head);
  place(Over.Continue);
  OpSite Site;
  Site.Op = Operation::Receive;
  Site.Kind = Primitive::Channel;
  Site.Object = Object;
  Site.Result.K = ResultForm::Optional;
  Site.Drain = true;
  Site.InLoop = Site.Unbounded = true;
  Site.Name = nameOf(Range);
  Reg R = emitOperation(Site, Over.S->getForLoc());
  OpSite Has;
  Has.Op = Operation::HasValue;
  Has.Kind = Primitive::Optional;
  Has.Value = R;
  Reg More = emitOperation(Has, Where);
  branchOn(More, Over.Go, Over.Break, Where).Loop = true;
  place(Over.Go);
  round(Over, [&] {
    // An object is a reference already; of a scalar, the address.
    Reg Element = R;
    if (L.isScalar(
            Over.S->getLoopVariable()->getType().getNonReferenceType())) {
      OpSite Inside;
      Inside.Op = Operation::Dereference;
      Inside.Kind = Primitive::Optional;
      Inside.Object = boxed(R, Where);
      Inside.Value = R;
      Element = emitOperation(Inside, Where);
    }
    bindElement(Over, Element);
  });
  jump(Over.Head);
  F.Body.back().Loop = true;
}

/// One of the operations that go through a container of that kind: the first
/// position in it or the end, and from a position its element, the next, or
/// whether it is not the end.
Reg BodyLowering::position(Operation Op, Primitive Kind, Reg A,
                           SourceLocation Where) {
  OpSite Site;
  Site.Op = Op;
  Site.Kind = Kind;
  const bool Whole = Op == Operation::Begin || Op == Operation::End;
  (Whole ? Site.Object : Site.Value) = A;
  return emitOperation(Site, Where);
}

void BodyLowering::overContainer(RangeLoop &Over, Primitive Kind) {
  const Expr *Range = Over.S->getRangeInit();
  SourceLocation Where = Range->getExprLoc();
  Reg Object = fresh();
  emit(Code::Move, Where, Object, address(Range));
  auto ContainerOp = [&](Operation Op, Reg A) {
    return position(Op, Kind, A, Where);
  };
  Reg At = fresh();
  emit(Code::Move, Where, At, ContainerOp(Operation::Begin, Object));
  place(Over.Head);
  int RoundTop = Top;
  Reg More = ContainerOp(Operation::HasValue, At);
  Instruction &B = branchOn(More, Over.Go, Over.Break, Where);
  B.Loop = true;
  B.Text = P.text(L.sourceText(Range));
  place(Over.Go);
  round(Over, [&] {
    Reg Element = fresh();
    emit(Code::Move, Where, Element, ContainerOp(Operation::Dereference, At));
    bindElement(Over, Element);
  });
  place(Over.Continue);
  emit(Code::Move, Where, At, ContainerOp(Operation::Next, At));
  Top = RoundTop;
  jump(Over.Head);
}

/// A class of the user's own with begin() and end().
void BodyLowering::overIterators(RangeLoop &Over) {
  const CXXForRangeStmt *S = Over.S;
  auto DeclareAll = [&](const DeclStmt *D) {
    if (D)
      for (const Decl *Each : D->decls())
        if (const auto *Variable = dyn_cast<VarDecl>(Each)) {
          Boxed.insert(Variable);
          declare(Variable);
        }
  };
  DeclareAll(S->getRangeStmt());
  DeclareAll(S->getBeginStmt());
  DeclareAll(S->getEndStmt());
  place(Over.Head);
  branch(S->getCond(), Over.Go, Over.Break, /*LeavesOn=*/false);
  place(Over.Go);
  round(Over, [&] { declare(S->getLoopVariable()); });
  place(Over.Continue);
  size_t StepDown = Cleanups.size();
  discard(S->getInc());
  popCleanups(StepDown);
  jump(Over.Head);
}

} // namespace quiesce
