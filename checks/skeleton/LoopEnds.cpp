//===- LoopEnds.cpp - what may bring a loop to its end --------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "skeleton/LoopEnds.h"
#include "skeleton/TokenTypes.h"
#include "skeleton/UserDeclarations.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;
using quiesce::model::Operation;
using quiesce::model::Primitive;

namespace quiesce {

bool sleeps(Lowering &L, const Stmt *S) {
  if (!S || isa<LambdaExpr>(S))
    return false;
  if (const auto *C = dyn_cast<CallExpr>(S)) {
    CallModel Call = L.modelOf(C);
    if (Call.Does && !Call.Does->WhenStopped &&
        (Call.Does->Op == Operation::Sleep ||
         Call.Does->Op == Operation::Yield))
      return true;
  }
  return llvm::any_of(S->children(),
                      [&](const Stmt *Child) { return sleeps(L, Child); });
}

bool readsFlag(Lowering &L, const Stmt *S) {
  if (!S)
    return false;
  const ValueDecl *V = nullptr;
  if (const auto *D = dyn_cast<DeclRefExpr>(S))
    V = D->getDecl();
  else if (const auto *M = dyn_cast<MemberExpr>(S))
    V = M->getMemberDecl();
  if (V && !isa<FunctionDecl>(V)) {
    QualType T = V->getType().getNonReferenceType();
    const model::TypeModel *M = L.modelOf(T);
    if (T->isBooleanType() || (M && M->Kind == Primitive::Atomic))
      return true;
  }
  return llvm::any_of(S->children(),
                      [&](const Stmt *Child) { return readsFlag(L, Child); });
}

/// \p S compares an order or reads a truth value that somebody may set.
static bool countsOrAsks(Lowering &L, const Stmt *S) {
  if (!S)
    return false;
  if (const auto *B = dyn_cast<BinaryOperator>(S);
      B && (B->isRelationalOp() || B->isEqualityOp()))
    return true;
  if (const auto *O = dyn_cast<CXXOperatorCallExpr>(S);
      O && O->isComparisonOp())
    return true;
  return readsFlag(L, S) || llvm::any_of(S->children(), [&](const Stmt *Child) {
           return countsOrAsks(L, Child);
         });
}

/// A way out of the loop that counts, or that somebody opens.
static bool hasBound(Lowering &L, const Stmt *S) {
  if (!S || isa<LambdaExpr>(S))
    return false;
  if (const auto *I = dyn_cast<IfStmt>(S))
    if ((leaves(I->getThen()) || leaves(I->getElse())) &&
        countsOrAsks(L, I->getCond()))
      return true;
  return llvm::any_of(S->children(),
                      [&](const Stmt *Child) { return hasBound(L, Child); });
}

bool endsByItself(Lowering &L, const Expr *Condition, const Stmt *Body) {
  return countsOrAsks(L, Condition) || hasBound(L, Body);
}

} // namespace quiesce
