//===- TokenTypes.cpp - types and expressions that carry a token ----------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "skeleton/TokenTypes.h"
#include "skeleton/UserDeclarations.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;
using quiesce::model::Operation;
using quiesce::model::Primitive;

namespace quiesce {

bool isToken(Lowering &L, QualType T) {
  if (T.isNull())
    return false;
  const model::TypeModel *M = L.modelOf(T.getNonReferenceType());
  return M && M->Kind == Primitive::StopToken;
}

const FieldDecl *contextToken(Lowering &L, QualType T) {
  if (T.isNull())
    return nullptr;
  T = T.getNonReferenceType();
  if (T->isPointerType())
    T = T->getPointeeType();
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (!R || !R->hasDefinition() || R->isLambda() || L.inLibrary(R) ||
      L.modelOf(R))
    return nullptr;
  const FieldDecl *Found = nullptr;
  for (const FieldDecl *F : R->getDefinition()->fields())
    if (isToken(L, F->getType())) {
      if (Found || F->getAccess() != AS_public)
        return nullptr;
      Found = F;
    }
  return Found;
}

const Expr *plain(const Expr *E) {
  while (true) {
    const Expr *Before = E;
    E = E->IgnoreParenImpCasts()->IgnoreImplicit();
    if (const auto *C = dyn_cast<CXXFunctionalCastExpr>(E);
        C && C->getCastKind() != CK_ConstructorConversion)
      E = C->getSubExpr();
    else if (const auto *C = dyn_cast<CXXConstructExpr>(E);
             C && C->getNumArgs() == 1 &&
             C->getConstructor()->isCopyOrMoveConstructor())
      E = C->getArg(0);
    if (E == Before)
      return E;
  }
}

llvm::SmallVector<const FunctionDecl *, 1> bodiesOf(const LambdaExpr *E) {
  llvm::SmallVector<const FunctionDecl *, 1> Bodies;
  if (const FunctionTemplateDecl *T =
          E->getLambdaClass()->getDependentLambdaCallOperator()) {
    for (const FunctionDecl *F : T->specializations())
      if (F->hasBody())
        Bodies.push_back(F);
  } else if (!E->getCallOperator()->isDependentContext()) {
    Bodies.push_back(E->getCallOperator());
  }
  return Bodies;
}

bool TokenUses::mentions(const Stmt *S) const {
  if (!S)
    return false;
  const ValueDecl *Named = nullptr;
  if (const auto *D = dyn_cast<DeclRefExpr>(S))
    Named = D->getDecl();
  else if (const auto *M = dyn_cast<MemberExpr>(S))
    Named = M->getMemberDecl();
  if (Named && !isa<FunctionDecl>(Named) &&
      (Dependent.contains(Named) || carriesToken(L, Named->getType())))
    return true;
  if (const auto *Lambda = dyn_cast<LambdaExpr>(S))
    for (const Expr *Init : Lambda->capture_inits())
      if (mentions(Init))
        return true;
  return llvm::any_of(S->children(),
                      [&](const Stmt *Child) { return mentions(Child); });
}

std::optional<bool> TokenUses::whenStopped(const Expr *E) const {
  E = E->IgnoreParenImpCasts();
  if (const auto *U = dyn_cast<UnaryOperator>(E);
      U && U->getOpcode() == UO_LNot) {
    if (auto Value = whenStopped(U->getSubExpr()))
      return !*Value;
  } else if (const auto *B = dyn_cast<BinaryOperator>(E);
             B && B->isLogicalOp()) {
    auto X = whenStopped(B->getLHS()), Y = whenStopped(B->getRHS());
    bool Decides = B->getOpcode() == BO_LOr;
    if (X == Decides || Y == Decides)
      return Decides;
    if (X && Y)
      return !Decides;
  } else if (const auto *C = dyn_cast<CallExpr>(E)) {
    CallModel Call = L.modelOf(C);
    if (Call.Does && Call.Does->Op == Operation::StopRequested)
      return true;
  }
  return std::nullopt;
}

bool leaves(const Stmt *S) {
  if (!S)
    return false;
  if (const auto *C = dyn_cast<CompoundStmt>(S))
    return llvm::any_of(C->body(), leaves);
  if (const auto *I = dyn_cast<IfStmt>(S))
    return leaves(I->getThen()) && leaves(I->getElse());
  if (const auto *E = dyn_cast<ExprWithCleanups>(S))
    return leaves(E->getSubExpr());
  if (const auto *C = dyn_cast<CallExpr>(S))
    return C->getDirectCallee() && C->getDirectCallee()->isNoReturn();
  return isa<ReturnStmt, BreakStmt, ContinueStmt, GotoStmt, CXXThrowExpr,
             CoreturnStmt>(S);
}

} // namespace quiesce
