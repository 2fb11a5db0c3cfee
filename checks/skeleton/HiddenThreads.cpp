//===- HiddenThreads.cpp - handles that no other unit can reach -----------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A handle of C in a struct that is defined in the source file can be joined or
// detached in that file alone.  If no function there does, and none gives a
// handle away, the thread is never freed, wherever the struct goes.
//
//===----------------------------------------------------------------------===//

#include "skeleton/Lowering.h"
#include "skeleton/UserDeclarations.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;
using quiesce::model::Primitive;

namespace quiesce {

namespace {

class GivesAway : public RecursiveASTVisitor<GivesAway> {
public:
  explicit GivesAway(Lowering &L) : L(L) {}

  bool VisitCallExpr(CallExpr *C) {
    const FunctionDecl *D = C->getDirectCallee();
    if (L.modelOf(C).Does || (D && (L.enterable(D) || L.inLibrary(D))))
      return true;
    return llvm::none_of(C->arguments(), [&](Expr *A) { return isHandle(A); });
  }

  bool VisitReturnStmt(ReturnStmt *R) {
    return !R->getRetValue() || !isHandle(R->getRetValue());
  }

private:
  /// A stored handle or its address, not what a call gives.
  bool isHandle(const Expr *E) {
    E = E->IgnoreParenImpCasts();
    if (const auto *U = dyn_cast<UnaryOperator>(E))
      E = U->getSubExpr()->IgnoreParenImpCasts();
    if (!isa<MemberExpr, ArraySubscriptExpr>(E))
      return false;
    const model::TypeModel *M = L.modelOf(E->getType());
    return M && M->Kind == Primitive::Task;
  }

  Lowering &L;
};

} // namespace

bool Lowering::isHiddenThread(const Expr *Handle) {
  const auto *Address = dyn_cast<UnaryOperator>(Handle->IgnoreParenCasts());
  const auto *Member =
      Address ? dyn_cast<MemberExpr>(Address->getSubExpr()->IgnoreParens())
              : nullptr;
  const auto *Field =
      Member ? dyn_cast<FieldDecl>(Member->getMemberDecl()) : nullptr;
  if (!Field || Context.getLangOpts().CPlusPlus ||
      !Context.getSourceManager().isInMainFile(
          Field->getParent()->getLocation()))
    return false;
  if (!KeepsThreads) {
    KeepsThreads = true;
    forEachUserFunction(*this, [&](const FunctionDecl *F) {
      if (*KeepsThreads)
        KeepsThreads =
            !relevance(F).Joins && GivesAway(*this).TraverseStmt(F->getBody());
    });
  }
  return *KeepsThreads;
}

} // namespace quiesce
