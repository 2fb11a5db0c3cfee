//===- UserFunctions.cpp - the functions a unit defines -------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "skeleton/UserFunctions.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace quiesce {

namespace {

class FunctionFinder : public RecursiveASTVisitor<FunctionFinder> {
public:
  FunctionFinder(Lowering &L, llvm::function_ref<void(const FunctionDecl *)> Do)
      : L(L), Do(Do) {}

  bool shouldVisitTemplateInstantiations() const { return true; }
  bool shouldVisitImplicitCode() const { return false; }
  bool shouldVisitLambdaBody() const { return false; }
  bool TraverseStmt(Stmt *) { return true; }
  bool TraverseTypeLoc(TypeLoc, bool = true) { return true; }

  bool TraverseDecl(Decl *D) {
    if (!D || (D->getLocation().isValid() &&
               D->getDeclContext()->isFileContext() && L.inLibrary(D)))
      return true;
    return RecursiveASTVisitor::TraverseDecl(D);
  }

  bool VisitFunctionDecl(FunctionDecl *F) {
    if (!F->isThisDeclarationADefinition() || F->isDefaulted() ||
        L.enterable(F) != F)
      return true;
    for (const DeclContext *C = F->getDeclContext(); C; C = C->getParent())
      if (const auto *Record = dyn_cast<CXXRecordDecl>(C))
        if (L.modelOf(Record))
          return true;
    Do(F);
    return true;
  }

private:
  Lowering &L;
  llvm::function_ref<void(const FunctionDecl *)> Do;
};

} // namespace

void forEachUserFunction(Lowering &L,
                         llvm::function_ref<void(const FunctionDecl *)> Do) {
  FunctionFinder Finder(L, Do);
  for (Decl *D : L.Context.getTraversalScope())
    if (auto *TU = dyn_cast<TranslationUnitDecl>(D)) {
      for (Decl *Each : TU->decls())
        Finder.TraverseDecl(Each);
    } else {
      Finder.TraverseDecl(D);
    }
}

CallModel modelOfCall(Lowering &L, const CallExpr *Call) {
  const FunctionDecl *D = Call->getDirectCallee();
  if (!D)
    return {};
  const Expr *Object = nullptr;
  if (const auto *M = dyn_cast<CXXMemberCallExpr>(Call))
    Object = M->getImplicitObjectArgument();
  else if (isa<CXXOperatorCallExpr>(Call) && isa<CXXMethodDecl>(D))
    Object = Call->getArg(0);
  if (Object) {
    // As it was written, not as the base class that declares the member.
    Object = Object->IgnoreParens();
    while (const auto *Cast = dyn_cast<ImplicitCastExpr>(Object)) {
      if (Cast->getCastKind() != CK_UncheckedDerivedToBase &&
          Cast->getCastKind() != CK_DerivedToBase &&
          Cast->getCastKind() != CK_NoOp)
        break;
      Object = Cast->getSubExpr()->IgnoreParens();
    }
    QualType T = Object->getType();
    if (T->isPointerType())
      T = T->getPointeeType();
    const model::TypeModel *M = L.modelOf(T);
    if (!M)
      return {};
    return {M->member(isa<CXXConversionDecl>(D) ? "conversion"
                                                : D->getNameAsString()),
            M->Kind, Object};
  }
  const model::FunctionModel *F = L.modelOf(D);
  if (!F)
    return {};
  int On = F->Does.Args.Object;
  if (On >= 0 && unsigned(On) < Call->getNumArgs())
    Object = Call->getArg(On);
  return {&F->Does, F->Kind, Object};
}

} // namespace quiesce
