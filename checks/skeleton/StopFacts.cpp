//===- StopFacts.cpp - what functions do about stopping -------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Walks each function once and writes down what it does with tokens, what it
// waits for, what it starts and whom it may wake.  No flow is followed here;
// finding/UnobservedStop.cpp puts the facts together.
//
//===----------------------------------------------------------------------===//

#include "skeleton/LoopEnds.h"
#include "skeleton/StopWalk.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace clang;
using quiesce::model::Operation;
using quiesce::model::Primitive;

namespace quiesce {

void StopWalk::run() {
  Out.Bodies[Me].Visible = true;
  Out.Bodies[Me].NamesToken = Uses.mentions(F->getBody());
  for (const ParmVarDecl *P : F->parameters())
    if (carriesToken(L, P->getType()) && Given.empty())
      Given = P->getIdentifier() ? P->getNameAsString() : "stop token";
  if (const auto *C = dyn_cast<CXXConstructorDecl>(F))
    for (const CXXCtorInitializer *I : C->inits()) {
      llvm::SaveAndRestore Into(Target,
                                static_cast<const ValueDecl *>(I->getMember()));
      alias(I->getMember(), I->getInit());
      walk(I->getInit());
    }
  walk(F->getBody());
}

StopFact &StopWalk::fact(StopFact::What Kind, SourceLocation Where) {
  StopFact Fact;
  Fact.Kind = Kind;
  Fact.Where = L.locationFor(Where);
  Out.Bodies[Me].Facts.push_back(std::move(Fact));
  return Out.Bodies[Me].Facts.back();
}

const ValueDecl *StopWalk::root(const Expr *E) const {
  llvm::SmallPtrSet<const VarDecl *, 4> Followed;
  while (E) {
    E = plain(E);
    if (const auto *D = dyn_cast<DeclRefExpr>(E)) {
      const auto *V = dyn_cast<VarDecl>(D->getDecl());
      // A reference made here is what it was made of; of itself, perhaps.
      if (V && V->isLocalVarDecl() && V->getInit() &&
          (V->getType()->isReferenceType() || V->getType()->isPointerType()) &&
          Followed.insert(V).second) {
        E = V->getInit();
        continue;
      }
      return V;
    }
    if (const auto *M = dyn_cast<MemberExpr>(E))
      return dyn_cast<FieldDecl>(M->getMemberDecl());
    if (const auto *U = dyn_cast<UnaryOperator>(E))
      E = U->getSubExpr();
    else if (const auto *O = dyn_cast<CXXOperatorCallExpr>(E))
      E = O->getArg(0);
    else if (const auto *C = dyn_cast<CXXMemberCallExpr>(E))
      E = C->getImplicitObjectArgument();
    else if (const auto *C = dyn_cast<CallExpr>(E); C && C->getNumArgs() == 1)
      E = C->getArg(0); // std::move and its kin
    else
      return nullptr;
  }
  return nullptr;
}

bool StopWalk::isLocal(const ValueDecl *V) const {
  const auto *Variable = dyn_cast_or_null<VarDecl>(V);
  return Variable && Variable->isLocalVarDecl() &&
         Variable->hasLocalStorage() &&
         Variable->getParentFunctionOrMethod() ==
             static_cast<const DeclContext *>(F);
}

int StopWalk::sourceOf(const Expr *E) {
  llvm::SmallPtrSet<const VarDecl *, 4> Followed; // one may be made of itself
  while (true) {
    E = plain(E);
    if (const auto *C = dyn_cast<CallExpr>(E)) {
      CallModel Call = L.modelOf(C);
      if (Call.Does && Call.Does->Op == Operation::GetToken)
        if (const ValueDecl *V = root(Call.Object))
          return Table.variable(V);
      return -1;
    }
    const auto *D = dyn_cast<DeclRefExpr>(E);
    const auto *V = D ? dyn_cast<VarDecl>(D->getDecl()) : nullptr;
    if (!V || isa<ParmVarDecl>(V) || !V->getInit() ||
        !Followed.insert(V).second)
      return -1;
    E = V->getInit();
  }
}

void StopWalk::walk(const Stmt *S) {
  if (!S)
    return;
  if (isa<WhileStmt, DoStmt, ForStmt>(S)) {
    loop(S);
    llvm::SaveAndRestore Inside(Loop, static_cast<const Stmt *>(S));
    return children(S);
  }
  if (const auto *R = dyn_cast<CXXForRangeStmt>(S)) {
    const model::TypeModel *M =
        L.modelOf(R->getRangeInit()->getType().getNonReferenceType());
    if (M && M->Iterate == Operation::Receive)
      blocks(Operation::Receive, R->getRangeInit(), {}, R->getForLoc());
    walk(R->getRangeInit());
    return walk(R->getBody());
  }
  if (const auto *Lambda = dyn_cast<LambdaExpr>(S))
    return lambda(Lambda);
  if (const auto *D = dyn_cast<DeclStmt>(S)) {
    for (const Decl *Each : D->decls())
      if (const auto *V = dyn_cast<VarDecl>(Each))
        variable(V);
    return;
  }
  if (const auto *B = dyn_cast<BinaryOperator>(S); B && B->isAssignmentOp())
    return assigns(B->getLHS(), B->getRHS(), B->getOperatorLoc());
  if (const auto *U = dyn_cast<UnaryOperator>(S);
      U && U->isIncrementDecrementOp() && !isLocal(root(U->getSubExpr())))
    fact(StopFact::Wakes, U->getOperatorLoc());
  if (const auto *C = dyn_cast<CXXConstructExpr>(S))
    return constructs(C);
  if (const auto *C = dyn_cast<CallExpr>(S))
    return calls(C);
  if (const auto *E = dyn_cast<Expr>(S); E && namesToken(E))
    fact(StopFact::Hands, E->getExprLoc());
  if (const auto *D = dyn_cast<DeclRefExpr>(S))
    escapes(D->getDecl());
  else if (const auto *M = dyn_cast<MemberExpr>(S))
    escapes(M->getMemberDecl());
  children(S);
}

void StopWalk::children(const Stmt *S) {
  for (const Stmt *Child : S->children())
    walk(Child);
}

void StopWalk::escapes(const ValueDecl *V) {
  const model::TypeModel *M = L.modelOf(V->getType().getNonReferenceType());
  if (M && (M->Kind == Primitive::StopSource || M->PassesStopToken))
    Out.Variables[Table.variable(V)].Escapes = true;
}

bool StopWalk::namesToken(const Expr *E) const {
  const ValueDecl *V = nullptr;
  if (const auto *D = dyn_cast<DeclRefExpr>(E))
    V = D->getDecl();
  else if (const auto *M = dyn_cast<MemberExpr>(E))
    V = M->getMemberDecl();
  return V && !isa<FunctionDecl>(V) && carriesToken(L, V->getType());
}

void StopWalk::variable(const VarDecl *V) {
  const Expr *Init = V->getInit();
  if (!Init)
    return;
  const model::TypeModel *M = L.modelOf(V->getType());
  if (M && M->Kind == Primitive::StopSource && !Given.empty() &&
      V->hasLocalStorage()) {
    StopVariable &Info = Out.Variables[Table.variable(V)];
    Info.Links = true;
    Info.Given = Given;
    Info.Body = Me;
  }
  if (carriesToken(L, V->getType()) && (namesToken(plain(Init)))) {
    return; // the same token under another name
  }
  alias(V, Init);
  llvm::SaveAndRestore Into(Target, static_cast<const ValueDecl *>(V));
  walk(Init);
}

void StopWalk::assigns(const Expr *To, const Expr *From, SourceLocation Where) {
  const ValueDecl *V = root(To);
  if (!isLocal(V) && !namesToken(plain(To))) {
    StopFact &Fact = fact(StopFact::Wakes, Where);
    Fact.Op = Operation::Store;
    if (V) {
      int Number = Table.variable(V);
      Out.Bodies[Me].Facts.back().Variable = Number;
    }
  }
  alias(V, From);
  llvm::SaveAndRestore Into(Target, V);
  walk(From);
  if (!isa<DeclRefExpr, MemberExpr>(plain(To)))
    walk(To);
}

void StopWalk::lambda(const LambdaExpr *E, bool Handed) {
  for (const FunctionDecl *Body : bodiesOf(E)) {
    // Keeping it under a name is no call; giving it away may be one.
    if (Handed && !isa_and_nonnull<VarDecl>(Target)) {
      if (Uses.mentions(Body->getBody()))
        fact(StopFact::Hands, E->getBeginLoc());
      int Number = Table.body(Body);
      fact(StopFact::Calls, E->getBeginLoc()).Body = Number;
    }
    StopWalk Inside(L, Table, Out, Body);
    Inside.run();
  }
  for (const Expr *Init : E->capture_inits())
    if (Init)
      passes(Init);
  for (const LambdaCapture &C : E->captures())
    if (E->isInitCapture(&C))
      alias(C.getCapturedVar(), cast<VarDecl>(C.getCapturedVar())->getInit());
}

void StopWalk::loop(const Stmt *S) {
  const Expr *Condition = nullptr;
  const Stmt *Body = nullptr;
  if (const auto *W = dyn_cast<WhileStmt>(S)) {
    Condition = W->getCond();
    Body = W->getBody();
  } else if (const auto *D = dyn_cast<DoStmt>(S)) {
    Condition = D->getCond();
    Body = D->getBody();
  } else {
    Condition = cast<ForStmt>(S)->getCond();
    Body = cast<ForStmt>(S)->getBody();
  }
  if (!sleeps(L, Body) || endsByItself(L, Condition, Body))
    return;
  fact(StopFact::Pauses, S->getBeginLoc()).Watches = Uses.mentions(S);
}

StopFacts stopFacts(Lowering &L) {
  StopFacts Out;
  StopTable Table(L, Out);
  forEachUserFunction(
      L, [&](const FunctionDecl *F) { StopWalk(L, Table, Out, F).run(); });
  return Out;
}

} // namespace quiesce
