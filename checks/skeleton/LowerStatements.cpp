//===- LowerStatements.cpp - statements -----------------------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "skeleton/BodyLowering.h"

using namespace clang;

namespace quiesce {

void BodyLowering::scoped(const Stmt *S) {
  if (!S)
    return;
  size_t Down = Cleanups.size();
  int Saved = Top;
  statement(S);
  popCleanups(Down);
  Top = Saved;
}

void BodyLowering::fullExpression(const Expr *E) {
  size_t Down = Cleanups.size();
  int Saved = Top;
  discard(E);
  popCleanups(Down);
  Top = Saved;
}

void BodyLowering::statement(const Stmt *S) {
  if (!S)
    return;
  if (const auto *E = dyn_cast<Expr>(S))
    return fullExpression(E);
  switch (S->getStmtClass()) {
  case Stmt::CompoundStmtClass: {
    size_t Down = Cleanups.size();
    int Saved = Top;
    Scopes.push_back({S, Down});
    for (const Stmt *Child : cast<CompoundStmt>(S)->body())
      statement(Child);
    Scopes.pop_back();
    popCleanups(Down);
    Top = Saved;
    return;
  }
  case Stmt::DeclStmtClass:
    for (const Decl *D : cast<DeclStmt>(S)->decls())
      if (const auto *V = dyn_cast<VarDecl>(D))
        declare(V);
    return;
  case Stmt::IfStmtClass: {
    const auto *If = cast<IfStmt>(S);
    size_t Down = Cleanups.size();
    int Saved = Top;
    if (If->getInit())
      statement(If->getInit());
    if (If->getConditionVariable())
      declare(If->getConditionVariable());
    if (If->isConsteval()) {
      scoped(If->isNegatedConsteval() ? If->getThen() : If->getElse());
    } else if (If->isConstexpr() && !If->getCond()->isValueDependent()) {
      bool Holds = If->getCond()->EvaluateKnownConstInt(Context).getBoolValue();
      scoped(Holds ? If->getThen() : If->getElse());
    } else {
      Label Then, Else, End;
      branch(If->getCond(), Then, Else);
      place(Then);
      scoped(If->getThen());
      if (If->getElse()) {
        jump(End);
        place(Else);
        scoped(If->getElse());
        place(End);
      } else {
        place(Else);
      }
    }
    popCleanups(Down);
    Top = Saved;
    return;
  }
  case Stmt::WhileStmtClass: {
    const auto *W = cast<WhileStmt>(S);
    return loop(nullptr, W->getConditionVariable(), W->getCond(), nullptr,
                W->getBody(), true, S);
  }
  case Stmt::DoStmtClass: {
    const auto *D = cast<DoStmt>(S);
    return loop(nullptr, nullptr, D->getCond(), nullptr, D->getBody(), false,
                S);
  }
  case Stmt::ForStmtClass: {
    const auto *W = cast<ForStmt>(S);
    return loop(W->getInit(), W->getConditionVariable(), W->getCond(),
                W->getInc(), W->getBody(), true, S);
  }
  case Stmt::CXXForRangeStmtClass:
    return rangeFor(cast<CXXForRangeStmt>(S));
  case Stmt::SwitchStmtClass:
    return switchOver(cast<SwitchStmt>(S));
  case Stmt::BreakStmtClass:
    for (size_t I = Loops.size(); I > 0; --I)
      if (Loops[I - 1].Break) {
        runCleanups(Loops[I - 1].Cleanups);
        jump(*Loops[I - 1].Break, S->getBeginLoc());
        break;
      }
    return;
  case Stmt::ContinueStmtClass:
    for (size_t I = Loops.size(); I > 0; --I)
      if (Loops[I - 1].Continue) {
        runCleanups(Loops[I - 1].Cleanups);
        jump(*Loops[I - 1].Continue, S->getBeginLoc());
        break;
      }
    return;
  case Stmt::ReturnStmtClass:
    return returnFrom(cast<ReturnStmt>(S)->getRetValue(), S->getBeginLoc());
  case Stmt::CoreturnStmtClass:
    return returnFrom(cast<CoreturnStmt>(S)->getOperand(), S->getBeginLoc());
  case Stmt::CXXTryStmtClass:
    return tryBlock(cast<CXXTryStmt>(S));
  case Stmt::LabelStmtClass: {
    auto &To = Labels[cast<LabelStmt>(S)->getDecl()];
    if (!To)
      To = std::make_unique<Label>();
    place(*To);
    To->Cleanups = Cleanups.size();
    return statement(cast<LabelStmt>(S)->getSubStmt());
  }
  case Stmt::GotoStmtClass:
    return jumpTo(cast<GotoStmt>(S));
  case Stmt::AttributedStmtClass:
    return statement(cast<AttributedStmt>(S)->getSubStmt());
  case Stmt::CaseStmtClass:
  case Stmt::DefaultStmtClass:
    if (auto To = Cases.find(cast<SwitchCase>(S)); To != Cases.end())
      place(*To->second);
    return statement(cast<SwitchCase>(S)->getSubStmt());
  case Stmt::CoroutineBodyStmtClass:
    return statement(cast<CoroutineBodyStmt>(S)->getBody());
  default:
    return; // null, asm and the like do nothing here
  }
}

static bool contains(const Stmt *S, const LabelDecl *L) {
  if (!S)
    return false;
  if (const auto *Labelled = dyn_cast<LabelStmt>(S);
      Labelled && Labelled->getDecl() == L)
    return true;
  return llvm::any_of(S->children(),
                      [&](const Stmt *Child) { return contains(Child, L); });
}

/// Ends the lives of what is not in scope where the jump leads.
void BodyLowering::jumpTo(const GotoStmt *S) {
  auto &To = Labels[S->getLabel()];
  if (!To)
    To = std::make_unique<Label>();
  size_t Kept = Cleanups.size();
  for (auto [Scope, Before] : llvm::reverse(Scopes)) {
    if (contains(Scope, S->getLabel()))
      break;
    Kept = Before;
  }
  if (To->At >= 0) // backwards, to before what was declared since
    Kept = std::min(Kept, To->Cleanups);
  runCleanups(Kept);
  jump(*To, S->getBeginLoc());
}

void BodyLowering::switchOver(const SwitchStmt *S) {
  size_t Down = Cleanups.size();
  int Saved = Top;
  if (S->getInit())
    statement(S->getInit());
  if (S->getConditionVariable())
    declare(S->getConditionVariable());
  Reg Subject = fresh();
  int Inner = Top;
  emit(Code::Move, S->getBeginLoc(), Subject, value(S->getCond()));
  Top = Inner;
  Label Break;
  const SwitchCase *Default = nullptr;
  llvm::SmallVector<const CaseStmt *, 8> Order;
  for (const SwitchCase *C = S->getSwitchCaseList(); C;
       C = C->getNextSwitchCase()) {
    Cases[C] = std::make_unique<Label>();
    if (const auto *Case = dyn_cast<CaseStmt>(C))
      Order.push_back(Case);
    else
      Default = C;
  }
  for (const CaseStmt *C : llvm::reverse(Order)) {
    int64_t Number = L.constantOf(C->getLHS()).value_or(0);
    Reg K = constant(Value::integer(Number));
    Reg R = fresh();
    emit(Code::Binary, C->getBeginLoc(), R, Subject, K, int(Arith::Eq));
    Label Next;
    Instruction &B = branchOn(R, *Cases[C], Next, C->getBeginLoc());
    B.Text = P.text("case " + L.sourceText(C->getLHS()));
    place(Next);
    Top = Inner;
  }
  if (Default)
    jump(*Cases[Default]);
  else
    jump(Break);
  Loops.push_back({&Break, nullptr, Cleanups.size(), false, true, false});
  statement(S->getBody());
  Loops.pop_back();
  place(Break);
  popCleanups(Down);
  Top = Saved;
}

void BodyLowering::returnFrom(const Expr *E, SourceLocation Where) {
  Reg R = -1;
  const VarDecl *Kept = nullptr;
  int Saved = Top;
  size_t Down = Cleanups.size();
  if (E && !E->getType()->isVoidType()) {
    QualType T = E->getType();
    R = fresh();
    int Inner = Top;
    if (E->isGLValue()) {
      emit(Code::Move, Where, R, address(E));
    } else if (L.isScalar(T)) {
      emit(Code::Move, Where, R, value(E));
    } else {
      // A local object that is returned is the caller's from here on.
      const Expr *Inside = E->IgnoreImplicit();
      if (const auto *C = dyn_cast<CXXConstructExpr>(Inside))
        if (C->getNumArgs() == 1 &&
            C->getConstructor()->isCopyOrMoveConstructor())
          Inside = C->getArg(0)->IgnoreParenImpCasts();
      const auto *D = dyn_cast<DeclRefExpr>(Inside);
      const auto *V = D ? dyn_cast<VarDecl>(D->getDecl()) : nullptr;
      if (V && V->hasLocalStorage() && !V->getType()->isReferenceType() &&
          !isa<ParmVarDecl>(V) && Registers.count(V) &&
          !D->refersToEnclosingVariableOrCapture()) {
        Kept = V;
        emit(Code::Move, Where, R, Registers[V]);
      } else {
        emit(Code::Move, Where, R, materialize(E));
      }
    }
    Top = std::max(Inner, R + 1);
  } else if (E) {
    discard(E);
  }
  runCleanups(0, Kept);
  // The temporaries are done with; outer scopes stay for other paths.
  while (Cleanups.size() > Down)
    Cleanups.pop_back();
  emit(Code::Return, Where, -1, R);
  Top = Saved;
}

void BodyLowering::branch(const Expr *E, Label &True, Label &False,
                          std::optional<bool> LeavesOn) {
  const Expr *Inside = E->IgnoreParens();
  if (const auto *Full = dyn_cast<FullExpr>(Inside))
    Inside = Full->getSubExpr()->IgnoreParens();
  if (const auto *U = dyn_cast<UnaryOperator>(Inside))
    if (U->getOpcode() == UO_LNot)
      return branch(U->getSubExpr(), False, True,
                    LeavesOn ? std::optional(!*LeavesOn) : std::nullopt);
  if (const auto *B = dyn_cast<BinaryOperator>(Inside)) {
    if (B->getOpcode() == BO_LAnd) {
      Label Right;
      branch(B->getLHS(), Right, False, LeavesOn);
      place(Right);
      return branch(B->getRHS(), True, False, LeavesOn);
    }
    if (B->getOpcode() == BO_LOr) {
      Label Right;
      branch(B->getLHS(), True, Right, LeavesOn);
      place(Right);
      return branch(B->getRHS(), True, False, LeavesOn);
    }
  }
  int Saved = Top;
  size_t Down = Cleanups.size();
  Reg R = fresh();
  int Inner = Top;
  emit(Code::Move, E->getExprLoc(), R, value(E));
  popCleanups(Down); // temporaries of the condition
  Top = Inner;
  Instruction &B = branchOn(R, True, False, E->getExprLoc());
  B.Loop = LeavesOn.has_value();
  B.LeavesOnTrue = LeavesOn.value_or(false);
  if (const auto *Compare = dyn_cast<BinaryOperator>(Inside))
    B.Counts =
        B.Loop && Compare->isComparisonOp() &&
        Compare->getLHS()->getType()->isIntegerType() &&
        L.constantOf(Compare->getRHS()).value_or(Value::Many) > Value::Few;
  B.Text = P.text(L.sourceText(E));
  Top = Saved;
}

} // namespace quiesce
