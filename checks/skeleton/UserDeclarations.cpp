//===- UserDeclarations.cpp - what the user wrote in a unit ---------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "skeleton/UserDeclarations.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace quiesce {

namespace {

class DeclarationFinder : public RecursiveASTVisitor<DeclarationFinder> {
public:
  DeclarationFinder(Lowering &L,
                    llvm::function_ref<void(const FunctionDecl *)> Function,
                    llvm::function_ref<void(const CXXRecordDecl *)> Class)
      : L(L), Function(Function), Class(Class) {}

  bool shouldVisitTemplateInstantiations() const { return true; }
  bool shouldVisitImplicitCode() const { return false; }
  bool shouldVisitLambdaBody() const { return false; }

  // Bodies define only what is part of their function.
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
    Function(F);
    return true;
  }

  bool VisitCXXRecordDecl(CXXRecordDecl *R) {
    if (R->isThisDeclarationADefinition() && !R->isDependentContext() &&
        !R->isLambda() && !L.inLibrary(R))
      Class(R);
    return true;
  }

private:
  Lowering &L;
  llvm::function_ref<void(const FunctionDecl *)> Function;
  llvm::function_ref<void(const CXXRecordDecl *)> Class;
};

} // namespace

void forEachUserDeclaration(
    Lowering &L, llvm::function_ref<void(const FunctionDecl *)> Function,
    llvm::function_ref<void(const CXXRecordDecl *)> Class) {
  DeclarationFinder Finder(L, Function, Class);
  for (Decl *D : L.Context.getTraversalScope())
    if (auto *TU = dyn_cast<TranslationUnitDecl>(D)) {
      for (Decl *Each : TU->decls())
        Finder.TraverseDecl(Each);
    } else {
      Finder.TraverseDecl(D);
    }
}

void forEachUserFunction(Lowering &L,
                         llvm::function_ref<void(const FunctionDecl *)> Do) {
  forEachUserDeclaration(L, Do, [](const CXXRecordDecl *) {});
}

} // namespace quiesce
