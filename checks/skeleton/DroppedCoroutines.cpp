//===- DroppedCoroutines.cpp - coroutines nobody starts -------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The names below are the language's: what a compiler looks up in a promise
// and in what is awaited.
//
//===----------------------------------------------------------------------===//

#include "skeleton/DroppedCoroutines.h"
#include "skeleton/UserDeclarations.h"
#include "clang/AST/CXXInheritance.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/Builtins.h"
#include "llvm/ADT/DenseSet.h"
#include <set>

using namespace clang;

namespace quiesce {

namespace {

class DroppedFinder {
public:
  DroppedFinder(Lowering &L, std::vector<DroppedCoroutine> &Out,
                std::set<uint32_t> &Told)
      : L(L), Out(Out), Told(Told) {}

  void look(const FunctionDecl *F) {
    Caller = F;
    walk(F->getBody());
  }

private:
  void walk(const Stmt *S) {
    if (!S)
      return;
    if (const auto *Block = dyn_cast<CompoundStmt>(S))
      for (const Stmt *Each : Block->body())
        statement(Each);
    else if (const auto *I = dyn_cast<IfStmt>(S)) {
      statement(I->getThen());
      statement(I->getElse());
    } else if (const auto *W = dyn_cast<WhileStmt>(S))
      statement(W->getBody());
    else if (const auto *For = dyn_cast<ForStmt>(S))
      statement(For->getBody());
    else if (const auto *R = dyn_cast<CXXForRangeStmt>(S))
      statement(R->getBody());
    for (const Stmt *Child : S->children())
      walk(Child);
  }

  void statement(const Stmt *S) {
    if (const auto *E = dyn_cast_or_null<Expr>(S)) {
      E = E->IgnoreImplicit()->IgnoreParens();
      if (const auto *Cast = dyn_cast<ExplicitCastExpr>(E);
          Cast && Cast->getType()->isVoidType())
        E = Cast->getSubExpr()->IgnoreImplicit()->IgnoreParens();
      if (const auto *Call = dyn_cast<CallExpr>(E))
        dropped(Call, {});
    } else if (const auto *D = dyn_cast_or_null<DeclStmt>(S)) {
      for (const Decl *Each : D->decls()) {
        const auto *V = dyn_cast<VarDecl>(Each);
        if (V && V->getInit() && V->hasLocalStorage() && !V->isReferenced())
          if (const auto *Call =
                  dyn_cast<CallExpr>(V->getInit()->IgnoreImplicit()))
            dropped(Call, V->getNameAsString());
      }
    }
  }

  void dropped(const CallExpr *Call, std::string Variable) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    if (!Callee || !Call->isPRValue() || !startsSuspended(Callee) ||
        runsByItself(Call->getType()))
      return;
    DroppedCoroutine Fact;
    Fact.Where = L.locationFor(Call->getExprLoc());
    if (!Told.insert(Fact.Where).second)
      return;
    if (!L.inLibrary(Callee))
      Fact.Declared = L.locationFor(Callee->getCanonicalDecl()->getLocation());
    const auto *M = dyn_cast<CXXMethodDecl>(Callee);
    Fact.Callee = M && M->getParent()->isLambda()
                      ? "this lambda"
                      : "'" + Callee->getNameAsString() + "'";
    Fact.Variable = std::move(Variable);
    const Function &Fn = *L.P.Functions[L.functionFor(Caller)];
    Fact.Function = Fn.Key;
    Fact.Caller = Fn.Name;
    Out.push_back(std::move(Fact));
  }

  /// The promise of the coroutine \p F; of one without a body here, what its
  /// result says.
  const CXXRecordDecl *promiseOf(const FunctionDecl *F) const {
    const FunctionDecl *Definition = nullptr;
    if (F->isDefined(Definition))
      if (const auto *Body =
              dyn_cast_or_null<CoroutineBodyStmt>(Definition->getBody()))
        return Body->getPromiseDecl()->getType()->getAsCXXRecordDecl();
    const CXXRecordDecl *R = F->getReturnType()->getAsCXXRecordDecl();
    if (Definition || !R || !R->hasDefinition())
      return nullptr; // it gives on what somebody else made
    auto Id = L.Context.Idents.find("promise_type");
    if (Id == L.Context.Idents.end())
      return nullptr;
    for (const NamedDecl *N : R->getDefinition()->lookup(Id->second))
      if (const auto *T = dyn_cast<TypeDecl>(N->getUnderlyingDecl()))
        return L.Context.getTypeDeclType(T)->getAsCXXRecordDecl();
    return nullptr;
  }

  /// The method of \p R, or of a base, called \p Name; null unless just one.
  const CXXMethodDecl *method(const CXXRecordDecl *R, StringRef Name) const {
    if (!R || !R->hasDefinition())
      return nullptr;
    R = R->getDefinition();
    const CXXMethodDecl *Found = nullptr;
    for (const CXXMethodDecl *M : R->methods())
      if (M->getIdentifier() && M->getName() == Name) {
        if (Found)
          return nullptr;
        Found = M;
      }
    for (const CXXBaseSpecifier &B : R->bases())
      if (!Found)
        Found = method(B.getType()->getAsCXXRecordDecl(), Name);
    return Found;
  }

  bool startsSuspended(const FunctionDecl *F) {
    const CXXRecordDecl *Promise = promiseOf(F);
    const CXXMethodDecl *Suspend = method(Promise, "initial_suspend");
    if (!Suspend || resumes(method(Promise, "get_return_object"), 0))
      return false;
    const CXXRecordDecl *Awaiter =
        Suspend->getReturnType()->getAsCXXRecordDecl();
    const CXXMethodDecl *Ready = method(Awaiter, "await_ready");
    return Ready && isFalse(Ready) && !givesAway(Awaiter);
  }

  /// Whether who is awaited may hand on the coroutine that suspends.
  bool givesAway(const CXXRecordDecl *Awaiter) const {
    if (!Awaiter || !Awaiter->hasDefinition())
      return true;
    Awaiter = Awaiter->getDefinition();
    auto Id = L.Context.Idents.find("await_suspend");
    if (Id == L.Context.Idents.end())
      return true;
    auto Found = Awaiter->lookup(Id->second);
    if (Found.empty())
      return Awaiter->getNumBases() != 1 ||
             givesAway(Awaiter->bases_begin()->getType()->getAsCXXRecordDecl());
    return llvm::any_of(Found, [](const NamedDecl *Each) {
      const FunctionDecl *F = Each->getAsFunction(), *Body = nullptr;
      return !F || !F->isDefined(Body) || Body->getNumParams() != 1 ||
             Body->getParamDecl(0)->isReferenced();
    });
  }

  static bool isFalse(const FunctionDecl *F) {
    const auto *Body = dyn_cast_or_null<CompoundStmt>(F->getBody());
    const auto *Return = Body && Body->size() == 1
                             ? dyn_cast<ReturnStmt>(Body->body_front())
                             : nullptr;
    const auto *Value =
        Return ? dyn_cast_or_null<CXXBoolLiteralExpr>(Return->getRetValue())
               : nullptr;
    return Value && !Value->getValue();
  }

  /// Destroying what the call gives back would run the coroutine.
  bool runsByItself(QualType T) {
    const CXXRecordDecl *R = T->getAsCXXRecordDecl();
    return !R || !R->hasDefinition() || resumes(R->getDestructor(), 0);
  }

  /// \p F, or what it calls, resumes some coroutine, or is not seen.
  bool resumes(const FunctionDecl *F, unsigned Depth) {
    if (!F || F->isImplicit() || F->isDefaulted())
      return false;
    const FunctionDecl *Definition = nullptr;
    if (!F->isDefined(Definition) || Depth > 6)
      return true;
    if (const auto *C = dyn_cast<CXXConstructorDecl>(Definition))
      for (const CXXCtorInitializer *I : C->inits())
        if (resumesIn(I->getInit(), Depth))
          return true;
    return resumesIn(Definition->getBody(), Depth);
  }

  bool resumesIn(const Stmt *S, unsigned Depth) {
    if (!S)
      return false;
    if (const auto *Call = dyn_cast<CallExpr>(S)) {
      const FunctionDecl *F = Call->getDirectCallee();
      if (!F)
        return true;
      if (unsigned Builtin = F->getBuiltinID()) {
        if (Builtin == Builtin::BI__builtin_coro_resume)
          return true;
      } else if (F->isDefined() ? resumes(F, Depth + 1) : !L.inLibrary(F)) {
        return true;
      }
    } else if (const auto *C = dyn_cast<CXXConstructExpr>(S)) {
      if (!L.inLibrary(C->getConstructor()) &&
          resumes(C->getConstructor(), Depth + 1))
        return true;
    }
    return llvm::any_of(S->children(), [&](const Stmt *Child) {
      return resumesIn(Child, Depth);
    });
  }

  Lowering &L;
  std::vector<DroppedCoroutine> &Out;
  std::set<uint32_t> &Told;
  const FunctionDecl *Caller = nullptr;
};

} // namespace

std::vector<DroppedCoroutine> droppedCoroutines(Lowering &L) {
  std::vector<DroppedCoroutine> Out;
  std::set<uint32_t> Told;
  if (!L.Context.getLangOpts().Coroutines)
    return Out;
  DroppedFinder Finder(L, Out, Told);
  forEachUserFunction(L, [&](const FunctionDecl *F) { Finder.look(F); });
  return Out;
}

} // namespace quiesce
