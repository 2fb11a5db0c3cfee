//===- Roots.cpp - which systems a unit has -------------------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "system/Roots.h"
#include "Compatibility.h"
#include "skeleton/UserDeclarations.h"
#include "system/ClassUse.h"
#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/MapVector.h"

using namespace clang;

namespace quiesce {

/// The functions that others can call, by the structs without methods that they
/// take or return by pointer or reference: these are their methods.
using Structs =
    llvm::MapVector<const RecordDecl *, std::vector<const FunctionDecl *>>;

static void noteMethod(Lowering &L, const FunctionDecl *F, Structs &Methods) {
  auto Note = [&](QualType T) {
    const RecordDecl *R = pointedTo(T);
    if (!R || !(R = R->getDefinition()) || L.inLibrary(R) ||
        L.modelOf(T->getPointeeType()))
      return;
    if (const auto *Class = dyn_cast<CXXRecordDecl>(R))
      if (Class->isDependentContext() || Class->hasUserDeclaredConstructor() ||
          llvm::any_of(Class->methods(),
                       [](const CXXMethodDecl *M) { return !M->isImplicit(); }))
        return;
    auto &Of = Methods[R];
    if (Of.empty() || Of.back() != F)
      Of.push_back(F);
  };
  Note(F->getReturnType());
  for (const ParmVarDecl *V : F->parameters()) {
    Note(V->getType());
    if (L.Context.getLangOpts().CPlusPlus)
      break; // in C++ those that are no methods name what they work on first
  }
}

std::vector<Root> findRoots(Lowering &L) {
  std::vector<Root> Roots, Monitors;
  Structs Methods;
  std::vector<const CXXRecordDecl *> Classes;
  llvm::DenseMap<const CXXRecordDecl *, int> Keeping; // their types, or -1
  auto OwnLocks = [&](const CXXRecordDecl *R) {
    auto [It, New] = Keeping.try_emplace(R, -1);
    if (New && keepsItsLocks(L, R))
      It->second = L.typeFor(canonicalTagType(L.Context, R));
    return It->second;
  };
  forEachUserDeclaration(
      L,
      [&](const FunctionDecl *F) {
        if (isa<CXXDestructorDecl>(F))
          return; // ends what somebody else made
        const auto *Member = dyn_cast<CXXMethodDecl>(F);
        if (L.modelOf(F) || (Member && L.modelOf(Member->getParent())))
          return; // a row says what it does
        if (!Member && F->isExternallyVisible())
          noteMethod(L, F, Methods);
        const Relevance &R = L.relevance(F);
        bool Whole = F->isMain();
        if (!(Whole ? R.matters() : R.Spawns || R.Creates || R.Blocks))
          return;
        int Number = L.functionFor(F);
        bool Internal = !F->isExternallyVisible() && !Whole;
        Root Found;
        Found.Function = Number;
        Found.Whole = Whole;
        Found.Internal = Internal ? Number : -1;
        if (Member && Member->getAccess() == AS_public && R.Locks)
          Found.OwnLocks = OwnLocks(Member->getParent());
        Roots.push_back(std::move(Found));
      },
      [&](const CXXRecordDecl *R) {
        Root Object = objectRoot(L, R);
        if (Object.Function >= 0)
          Roots.push_back(Object);
        monitorRoots(L, R, Monitors);
        Classes.push_back(R);
      });
  std::vector<Root> Ordered;
  llvm::copy_if(Roots, std::back_inserter(Ordered),
                [](const Root &R) { return R.Internal < 0; });
  llvm::copy_if(llvm::reverse(Roots), std::back_inserter(Ordered),
                [](const Root &R) { return R.Internal >= 0; });
  // They come last: they cost most for what they say.  A program shows who its
  // callers are, and nobody else need be imagined.
  if (llvm::any_of(Roots, [](const Root &R) { return R.Whole; }))
    return Ordered;
  for (auto &[Struct, Functions] : Methods)
    monitorRoots(L, Struct, Functions, Monitors);
  lockOrderRoots(L, Classes, Monitors);
  callbackRoots(L, Classes, Monitors);
  Ordered.insert(Ordered.end(), Monitors.begin(), Monitors.end());
  return Ordered;
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
