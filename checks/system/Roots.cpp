//===- Roots.cpp - which systems a unit has -------------------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "system/Roots.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace quiesce {

namespace {

class RootFinder : public RecursiveASTVisitor<RootFinder> {
public:
  RootFinder(Lowering &L, std::vector<Root> &Roots) : L(L), Roots(Roots) {}

  bool shouldVisitTemplateInstantiations() const { return true; }
  bool shouldVisitImplicitCode() const { return false; }
  bool shouldVisitLambdaBody() const { return false; }

  // Bodies hold no function definitions that could be a root, save local
  // classes, which their function brings in.
  bool TraverseStmt(Stmt *) { return true; }
  bool TraverseTypeLoc(TypeLoc, bool = true) { return true; }

  bool TraverseDecl(Decl *D) {
    if (!D)
      return true;
    if (!isa<TranslationUnitDecl>(D) && D->getLocation().isValid() &&
        D->getDeclContext()->isFileContext() && L.inLibrary(D))
      return true;
    return RecursiveASTVisitor::TraverseDecl(D);
  }

  bool VisitFunctionDecl(FunctionDecl *F) {
    if (!F->isThisDeclarationADefinition() || F->isDependentContext() ||
        F->isDefaulted() || F->isInvalidDecl() || isa<CXXDestructorDecl>(F))
      return true;
    const FunctionDecl *D = L.enterable(F);
    if (!D || D != F)
      return true;
    // What a model speaks for is not looked into.
    for (const DeclContext *C = F->getDeclContext(); C; C = C->getParent())
      if (const auto *Record = dyn_cast<CXXRecordDecl>(C))
        if (L.modelOf(Record))
          return true;
    const Relevance &R = L.relevance(D);
    bool Whole = F->isMain();
    if (Whole ? R.matters() : (R.Spawns || R.Creates || R.Blocks))
      Roots.push_back({L.functionFor(D), Whole});
    return true;
  }

  bool VisitCXXRecordDecl(CXXRecordDecl *R) {
    if (!R->isThisDeclarationADefinition() || R->isDependentContext() ||
        R->isLambda() || L.inLibrary(R))
      return true;
    Root Object = objectRoot(L, R);
    if (Object.Function >= 0)
      Roots.push_back(Object);
    return true;
  }

private:
  Lowering &L;
  std::vector<Root> &Roots;
};

} // namespace

std::vector<Root> findRoots(Lowering &L) {
  std::vector<Root> Roots;
  RootFinder Finder(L, Roots);
  for (Decl *D : L.Context.getTraversalScope())
    if (auto *TU = dyn_cast<TranslationUnitDecl>(D)) {
      for (Decl *Each : TU->decls())
        Finder.TraverseDecl(Each);
    } else {
      Finder.TraverseDecl(D);
    }
  return Roots;
}

bool mentionsModels(ASTContext &Context, const model::ModelSet &Models) {
  // Every modelled name whose last part the unit has seen, in its own scope.
  auto Known = [&](StringRef Name) {
    const DeclContext *Scope = Context.getTranslationUnitDecl();
    while (true) {
      auto [Head, Tail] = Name.split("::");
      auto Id = Context.Idents.find(Head);
      if (Id == Context.Idents.end())
        return false;
      auto Found = Scope->lookup(DeclarationName(Id->second));
      if (Found.empty())
        return false;
      if (Tail.empty())
        return true;
      const auto *Next = dyn_cast<DeclContext>(*Found.begin());
      if (!Next)
        return true; // an alias: look closer
      Scope = Next;
      Name = Tail;
    }
  };
  auto Matters = [](model::Primitive K) {
    switch (K) {
    case model::Primitive::Task:
    case model::Primitive::Channel:
    case model::Primitive::Mutex:
    case model::Primitive::Condition:
    case model::Primitive::Semaphore:
    case model::Primitive::Latch:
    case model::Primitive::Barrier:
    case model::Primitive::Promise:
    case model::Primitive::Future:
    case model::Primitive::StopToken:
      return true;
    default:
      return false;
    }
  };
  // Coroutines need no model: the language says what they do.  And rows may
  // stand in the code itself.
  for (StringRef Word : {"promise_type", "annotate"})
    if (Context.Idents.find(Word) != Context.Idents.end())
      return true;
  for (const model::TypeModel *T : Models.types())
    if (Matters(T->Kind) && Known(T->Name))
      return true;
  for (const model::FunctionModel *F : Models.functions())
    if (F->Does.Op == model::Operation::Spawn && Known(F->Name))
      return true;
  return false;
}

} // namespace quiesce
