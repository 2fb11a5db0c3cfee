//===- ObjectRoot.cpp - the life of an object as a system -----------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A class that starts tasks is used in some order nobody wrote down.  Its
// system is a function put together here: it makes an object, calls up to two
// different public methods or acts on its public members, as the environment
// chooses, and destroys it.
//
//===----------------------------------------------------------------------===//

#include "Compatibility.h"
#include "system/Environment.h"
#include "system/Roots.h"
#include "clang/AST/DeclCXX.h"

using namespace clang;
using quiesce::model::Primitive;

namespace quiesce {

/// Methods tried; a class with more is tried with its first ones.
static constexpr size_t MaxMethods = 6;

/// Part of another class, whose life is what there is to look at.
static bool isPrivate(const CXXRecordDecl *R) {
  for (; R; R = dyn_cast<CXXRecordDecl>(R->getDeclContext()))
    if (R->getAccess() == AS_private || R->getAccess() == AS_protected)
      return true;
  return false;
}

/// What it returns, its user may act on.
static bool handsOut(const FunctionDecl *Method) {
  QualType To = Method->getReturnType()->getPointeeType();
  return !To.isNull() && !To.isConstQualified() && To->isRecordType();
}

/// The data members that any user can act on.
static llvm::SmallVector<const FieldDecl *, 4>
publicFields(const CXXRecordDecl *R) {
  llvm::SmallVector<const FieldDecl *, 4> Found;
  for (const FieldDecl *Each : R->fields())
    if (Each->getAccess() == AS_public && !Each->getType().isConstQualified())
      Found.push_back(Each);
  return Found;
}

Root objectRoot(Lowering &L, const CXXRecordDecl *R) {
  Root Result;
  if (R->isAbstract() || R->isUnion() || R->isDependentType() ||
      R->isInvalidDecl() || L.modelOf(R) || R->isLocalClass() || isPrivate(R))
    return Result;
  const CXXConstructorDecl *Constructor = nullptr;
  bool Spawns = false;
  for (const CXXConstructorDecl *C : R->ctors()) {
    if (C->isDeleted() || C->isCopyOrMoveConstructor() ||
        C->getAccess() != AS_public)
      continue;
    if (!Constructor || (!L.enterable(Constructor) && L.enterable(C)))
      Constructor = C;
  }
  // Without a body in sight nothing is known of the object's beginning.
  bool Plain = !R->hasUserDeclaredConstructor();
  const FunctionDecl *Starts = Constructor ? L.enterable(Constructor) : nullptr;
  if (!Starts && !Plain)
    return Result;
  const CXXDestructorDecl *D = R->getDestructor();
  if (D && (D->isDeleted() || D->getAccess() != AS_public))
    return Result;
  if (D && D->isUserProvided() && !L.enterable(D))
    return Result;
  if (Starts)
    Spawns |= L.relevance(Starts).Spawns;
  llvm::SmallVector<const FunctionDecl *, 8> Methods;
  size_t Useful = 0;
  for (const CXXMethodDecl *M : R->methods()) {
    if (isa<CXXConstructorDecl, CXXDestructorDecl, CXXConversionDecl>(M) ||
        M->isStatic() || M->isOverloadedOperator() || M->isDependentContext())
      continue;
    const FunctionDecl *Body = L.enterable(M);
    if (!Body) {
      if (!M->isDefaulted() && !M->isDeleted())
        Result.MayBeJoined = true; // out of sight
      continue;
    }
    const Relevance &Does = L.relevance(Body);
    Result.MayBeJoined |= Does.Joins;
    if (M->getAccess() != AS_public)
      continue;
    Spawns |= Does.Spawns;
    if (!Does.matters() && !handsOut(Body))
      continue;
    ++Useful;
    if (Methods.size() < MaxMethods)
      Methods.push_back(Body);
  }
  if (!Spawns)
    return Result;
  QualType T = canonicalTagType(L.Context, R);
  int Type = L.typeFor(T);
  if (Type < 0 || L.P.Types[Type].Scalar)
    return Result;

  int Number = L.synthetic("the life of " + R->getQualifiedNameAsString());
  Function &F = *L.P.Functions[Number];
  F.Where = L.locationFor(R->getLocation());
  Environment B(L, F);
  Reg Object = B.object(R, Type);
  if (Starts)
    B.call(Starts, Object);
  int Begin = int(F.Body.size());
  const auto Fields = publicFields(R);
  // Acts on the object in one way, not by Not, or in none; Then follows a call.
  auto Act = [&](const FunctionDecl *Not, auto Then) {
    llvm::SmallVector<const FunctionDecl *, 8> Open;
    for (const FunctionDecl *M : Methods)
      if (M != Not)
        Open.push_back(M);
    const bool Touches = !Fields.empty();
    B.oneOf(Open.size() + Touches, R->getLocation(), [&](size_t I) {
      if (I == Open.size())
        return B.touch(Fields, Object);
      B.call(Open[I], Object);
      Then(Open[I]);
    });
  };
  Act(nullptr, [&](const FunctionDecl *First) {
    Act(First, [](const FunctionDecl *) {});
  });
  int End = int(F.Body.size());
  SourceLocation Last =
      D && D->isUserProvided() ? D->getLocation() : R->getLocation();
  if (L.needsDestruction(T)) {
    Instruction &Destroy = B.emit(Code::Destroy, Last);
    Destroy.A = Object;
    Destroy.Type = Type;
    L.destructorFor(Type);
  }
  B.emit(Code::Return, Last);
  // A method that throws leaves the object to its destructor.
  Landing Land;
  Land.Begin = Begin;
  Land.End = End;
  Land.Target = End;
  F.Landings.push_back(Land);
  Result.Function = Number;
  Result.EndFrom = End;
  if (Useful > Methods.size())
    Result.Untried = "more than " + std::to_string(MaxMethods) + " methods";
  if (Starts && !R->isExternallyVisible())
    Result.Internal = L.functionFor(Starts);
  return Result;
}

} // namespace quiesce
