//===- ClassUse.cpp - what a user of a class can do -----------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "system/ClassUse.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;
using quiesce::model::Operation;
using quiesce::model::Primitive;

namespace quiesce {

const CXXRecordDecl *madeBy(Lowering &L, const FunctionDecl *Factory) {
  QualType T = Factory->getReturnType();
  if (T->isReferenceType())
    return nullptr; // somebody's already
  if (T->isPointerType())
    T = T->getPointeeType();
  else if (const model::TypeModel *M = L.modelOf(T))
    T = M->Kind == Primitive::Pointer && !M->Weak ? templateArgument(T)
                                                  : QualType();
  return T.isNull() ? nullptr : T->getAsCXXRecordDecl();
}

Maker makerOf(Lowering &L, const CXXRecordDecl *R) {
  if (R->isAbstract() || R->isUnion() || R->isDependentType() ||
      R->isInvalidDecl() || L.modelOf(R) || R->isLocalClass())
    return {};
  if (!R->hasUserDeclaredConstructor())
    return {Maker::Itself, nullptr};
  bool Public = false;
  for (const CXXConstructorDecl *C : R->ctors()) {
    if (C->isDeleted() || C->isCopyOrMoveConstructor() ||
        C->getAccess() != AS_public)
      continue;
    Public = true;
    if (C->isDefaultConstructor() && C->isDefaulted())
      return {Maker::Itself, nullptr};
    if (const FunctionDecl *Body = L.enterable(C))
      return {Maker::Constructor, Body};
  }
  if (Public)
    return {};
  for (const CXXMethodDecl *M : R->methods())
    if (M->isStatic() && M->getAccess() == AS_public)
      if (const FunctionDecl *Body = L.enterable(M))
        if (const CXXRecordDecl *Made = madeBy(L, Body))
          if (declaresSameEntity(Made, R))
            return {Maker::Factory, Body};
  return {};
}

namespace {

class MethodWalk {
public:
  explicit MethodWalk(llvm::function_ref<void(const CXXMethodDecl *, bool)> Do)
      : Do(Do) {}

  void walk(const CXXRecordDecl *R, bool Public) {
    if (!Seen.insert(R->getCanonicalDecl()).second)
      return;
    for (const Decl *D : R->decls()) {
      if (const auto *M = dyn_cast<CXXMethodDecl>(D))
        method(M, Public && M->getAccess() == AS_public);
      const auto *Template = dyn_cast<FunctionTemplateDecl>(D);
      if (!Template)
        continue;
      for (const FunctionDecl *Each : Template->specializations())
        if (const auto *M = dyn_cast<CXXMethodDecl>(Each))
          method(M, Public && Template->getAccess() == AS_public);
    }
    for (const CXXBaseSpecifier &Base : R->bases())
      if (const CXXRecordDecl *B = Base.getType()->getAsCXXRecordDecl())
        if (B->hasDefinition())
          walk(B->getDefinition(),
               Public && Base.getAccessSpecifier() == AS_public);
  }

private:
  void method(const CXXMethodDecl *M, bool Public) {
    if (isa<CXXConstructorDecl, CXXDestructorDecl, CXXConversionDecl>(M) ||
        M->isStatic() || M->isOverloadedOperator() || M->isDependentContext() ||
        Overridden.contains(M->getCanonicalDecl()))
      return;
    for (const CXXMethodDecl *Base : M->overridden_methods())
      override(Base);
    Do(M, Public);
  }
  void override(const CXXMethodDecl *M) {
    if (Overridden.insert(M->getCanonicalDecl()).second)
      for (const CXXMethodDecl *Base : M->overridden_methods())
        override(Base);
  }

  llvm::function_ref<void(const CXXMethodDecl *, bool)> Do;
  llvm::SmallPtrSet<const CXXRecordDecl *, 4> Seen;
  llvm::SmallPtrSet<const CXXMethodDecl *, 8> Overridden;
};

} // namespace

void forEachMethod(const CXXRecordDecl *R,
                   llvm::function_ref<void(const CXXMethodDecl *, bool)> Do) {
  MethodWalk(Do).walk(R, true);
}

/// Whether a \p Class, or its part, leads to an \p R.
static bool leadsTo(const CXXRecordDecl *Class, const CXXRecordDecl *R) {
  return Class && Class->hasDefinition() &&
         llvm::any_of(Class->getDefinition()->fields(), [&](const auto *F) {
           QualType To = F->getType()->getPointeeType();
           return !To.isNull() &&
                  declaresSameEntity(To->getAsCXXRecordDecl(), R);
         });
}

/// The classes that a value of the type \p T gives its user: its own, what it
/// points to, and what it is a template of.
static void forEachGiven(QualType T,
                         llvm::function_ref<void(const CXXRecordDecl *)> Do) {
  if (QualType To = T->getPointeeType(); !To.isNull())
    T = To;
  const CXXRecordDecl *Class = T->getAsCXXRecordDecl();
  if (!Class)
    return;
  Do(Class);
  if (const auto *Made = dyn_cast<ClassTemplateSpecializationDecl>(Class))
    for (const TemplateArgument &Each : Made->getTemplateArgs().asArray())
      if (Each.getKind() == TemplateArgument::Type)
        if (const CXXRecordDecl *Given = Each.getAsType()->getAsCXXRecordDecl())
          Do(Given);
}

using Methods = llvm::SmallVectorImpl<const CXXMethodDecl *>;

/// Whether what \p S does to an \p R it does by calls of its methods, of which
/// those that are not public are added to \p Lent, and it names no data members
/// but those of \p Nested.
static bool onlyCalls(const Stmt *S, const CXXRecordDecl *Nested,
                      const CXXRecordDecl *R, Methods &Lent) {
  if (!S)
    return true;
  const ValueDecl *Named = nullptr;
  const auto *Member = dyn_cast<MemberExpr>(S);
  if (Member)
    Named = Member->getMemberDecl();
  else if (const auto *D = dyn_cast<DeclRefExpr>(S))
    Named = D->getDecl();
  auto IsOf = [&](const CXXRecordDecl *Class) {
    return declaresSameEntity(dyn_cast<Decl>(Named->getDeclContext()), Class);
  };
  if (Named && isa<FieldDecl>(Named) && !IsOf(Nested))
    return false;
  if (Named && Named->getAccess() != AS_public && IsOf(R)) {
    const auto *M = dyn_cast<CXXMethodDecl>(Named);
    if (!Member || !M)
      return false;
    if (!llvm::is_contained(Lent, M))
      Lent.push_back(M);
  }
  if (const auto *Lambda = dyn_cast<LambdaExpr>(S);
      Lambda && !onlyCalls(Lambda->getBody(), Nested, R, Lent))
    return false;
  return llvm::all_of(S->children(), [&](const Stmt *Child) {
    return onlyCalls(Child, Nested, R, Lent);
  });
}

/// ... and what the class \p Nested does, which may name all parts of it, and
/// holds none of them.
static bool onlyCalls(Lowering &L, const CXXRecordDecl *Nested,
                      const CXXRecordDecl *R, Methods &Lent) {
  return llvm::all_of(Nested->decls(), [&](const Decl *D) {
    if (isa<FunctionTemplateDecl>(D))
      return false;
    if (const auto *F = dyn_cast<FieldDecl>(D)) {
      const QualType To = F->getType()->getPointeeType();
      const model::TypeModel *M = L.modelOf(To.isNull() ? F->getType() : To);
      return !M || M->Kind == Primitive::Value;
    }
    if (const auto *Inner = dyn_cast<CXXRecordDecl>(D))
      return Inner->isInjectedClassName();
    const auto *M = dyn_cast<CXXMethodDecl>(D);
    if (!M || M->isDefaulted() || M->isDeleted())
      return true;
    const FunctionDecl *Body = L.enterable(M);
    if (!Body)
      return false;
    const auto *C = dyn_cast<CXXConstructorDecl>(Body);
    return onlyCalls(Body->getBody(), Nested, R, Lent) &&
           (!C || llvm::all_of(C->inits(), [&](const CXXCtorInitializer *I) {
             return onlyCalls(I->getInit(), Nested, R, Lent);
           }));
  });
}

/// Whether somebody beside the methods of \p R has access to its parts: other
/// than by calling those that are then \p Lent.
static bool sharesAccess(Lowering &L, const CXXRecordDecl *R, Methods *Lent) {
  if (R->hasFriends())
    return true;
  auto KnownUser = [&](const CXXRecordDecl *Nested) {
    return Lent &&
           declaresSameEntity(dyn_cast<Decl>(Nested->getDeclContext()), R) &&
           onlyCalls(L, Nested, R, *Lent);
  };
  for (const Decl *D : R->decls()) {
    const AccessSpecifier Access = D->getAccess();
    if (const auto *F = dyn_cast<FieldDecl>(D))
      if (Access == AS_public && !F->getType().isConstQualified())
        return true;
    if (Access == AS_protected && !R->isEffectivelyFinal())
      return true;
    const auto *Nested = dyn_cast<CXXRecordDecl>(D);
    if (Nested && Access == AS_public && leadsTo(Nested, R) &&
        !KnownUser(Nested->getDefinition()))
      return true;
    if (const auto *Template = dyn_cast<FunctionTemplateDecl>(D))
      if (Access == AS_public && Template->specializations().empty())
        return true;
    const auto *M = dyn_cast<CXXMethodDecl>(D);
    if (!M || Access != AS_public || M->isDefaulted() || M->isDeleted() ||
        isa<CXXConstructorDecl, CXXDestructorDecl>(M))
      continue;
    const FunctionDecl *Body = L.enterable(M);
    if (!Body)
      return true;
    const bool Operator =
        M->isOverloadedOperator() || isa<CXXConversionDecl>(M) || M->isStatic();
    if (Operator && L.relevance(Body).matters())
      return true;
    bool HandsOut = false;
    forEachGiven(M->getReturnType(), [&](const CXXRecordDecl *Given) {
      HandsOut |= leadsTo(Given, R) && !KnownUser(Given->getDefinition());
    });
    if (HandsOut)
      return true;
  }
  return false;
}

bool onlyItsMethodsAct(Lowering &L, const CXXRecordDecl *R, Methods *Lent) {
  if (R->getNumVBases() || sharesAccess(L, R, Lent))
    return false;
  return llvm::all_of(R->bases(), [&](const CXXBaseSpecifier &Base) {
    const CXXRecordDecl *B = Base.getType()->getAsCXXRecordDecl();
    return B && B->hasDefinition() &&
           onlyItsMethodsAct(L, B->getDefinition(), Lent);
  });
}

bool locksAreItsOwn(Lowering &L, const CXXRecordDecl *R) {
  bool Any = false;
  for (const FieldDecl *F : R->fields()) {
    const model::TypeModel *M = L.modelOf(F->getType());
    if (!M || M->Kind != Primitive::Mutex)
      continue;
    if (F->getAccess() == AS_public || F->getType()->isPointerType() ||
        F->getType()->isReferenceType())
      return false;
    Any = true;
  }
  return Any;
}

/// Calls followed to see what a method does first.
static constexpr unsigned MaxCalls = 3;

using Saying = llvm::function_ref<std::optional<bool>(const OpSite &, bool)>;

static std::optional<bool> firstSaid(Program &P, int Function, size_t At,
                                     Saying Says, unsigned Depth) {
  const quiesce::Function &F = P.body(Function);
  llvm::SmallVector<Reg, 8> Own{Reg(At)}; // the object and its parts
  auto IsOwn = [&](Reg R) { return llvm::is_contained(Own, R); };
  for (const Instruction &I : F.Body) {
    if ((I.What == Code::Move || I.What == Code::Field) && IsOwn(I.A))
      Own.push_back(I.Dst);
    if (I.What == Code::Call && Depth)
      for (size_t Each = 0; Each < I.Args.size(); ++Each)
        if (IsOwn(I.Args[Each]))
          if (auto There = firstSaid(P, I.Imm, Each, Says, Depth - 1))
            return There;
    if (I.What != Code::Op)
      continue;
    const OpSite &Site = F.Operations[I.Imm];
    if (auto Said = Says(Site, IsOwn(Site.Object)))
      return Said;
  }
  return std::nullopt;
}

std::optional<bool> firstSaid(Program &P, int Function, size_t At,
                              Saying Says) {
  return firstSaid(P, Function, At, Says, MaxCalls);
}

bool keepsItsLocks(Lowering &L, const CXXRecordDecl *R) {
  if (!locksAreItsOwn(L, R) || !onlyItsMethodsAct(L, R))
    return false;
  auto Unlocks = [](const OpSite &Site, bool) -> std::optional<bool> {
    if (model::takesLock(Site.Op))
      return false;
    return Site.Op == Operation::Unlock || Site.Op == Operation::UnlockShared
               ? std::optional<bool>(true)
               : std::nullopt;
  };
  bool Keeps = true;
  forEachMethod(R, [&](const CXXMethodDecl *M, bool Public) {
    const FunctionDecl *Body = Keeps && Public ? L.enterable(M) : nullptr;
    if (Body && L.relevance(Body).Operations)
      Keeps = !firstSaid(L.P, L.functionFor(Body), 0, Unlocks).value_or(false);
  });
  return Keeps;
}

} // namespace quiesce
