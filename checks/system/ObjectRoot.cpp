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

/// Methods tried; a class with more is tried with those that start and end
/// tasks, and its first ones.
static constexpr size_t MaxMethods = 6;

/// Part of another class, whose life is what there is to look at.
static bool isPrivate(const CXXRecordDecl *R) {
  for (; R; R = dyn_cast<CXXRecordDecl>(R->getDeclContext()))
    if (R->getAccess() == AS_private || R->getAccess() == AS_protected)
      return true;
  return false;
}

/// What it returns, its user may act on; a number may be a descriptor.
static bool handsOut(const Lowering &L, const FunctionDecl *Method) {
  QualType T = Method->getReturnType(), To = T->getPointeeType();
  return L.mayBeDescriptor(T) ||
         (!To.isNull() && !To.isConstQualified() && To->isRecordType());
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
  if (isPrivate(R))
    return Result;
  // Without a body in sight nothing is known of the object's beginning.
  const Maker Made = makerOf(L, R);
  if (!Made)
    return Result;
  const CXXDestructorDecl *D = R->getDestructor();
  if (D && (D->isDeleted() || D->getAccess() != AS_public))
    return Result;
  if (D && D->isUserProvided() && !L.enterable(D))
    return Result;
  bool Spawns = Made.Body && L.relevance(Made.Body).Spawns;
  llvm::SmallVector<const FunctionDecl *, 8> Methods;
  forEachMethod(R, [&](const CXXMethodDecl *M, bool Public) {
    const FunctionDecl *Body = L.enterable(M);
    if (!Body) {
      if (!M->isDefaulted() && !M->isDeleted() && !M->isPureVirtual())
        Result.MayBeJoined = true; // out of sight
      return;
    }
    const Relevance &Does = L.relevance(Body);
    Result.MayBeJoined |= Does.Joins;
    if (!Public)
      return;
    Spawns |= Does.Spawns;
    if ((Does.matters() && !Does.onlyLooks()) || handsOut(L, Body))
      Methods.push_back(Body);
  });
  if (!Spawns)
    return Result;
  // Those that start and end tasks say most.
  const size_t Useful = Methods.size();
  for (size_t I = 0, First = 0; I < Useful; ++I)
    if (const Relevance &Does = L.relevance(Methods[I]);
        Does.Spawns || Does.Joins)
      std::rotate(Methods.begin() + First++, Methods.begin() + I,
                  Methods.begin() + I + 1);
  if (Useful > MaxMethods)
    Methods.resize(MaxMethods);
  QualType T = canonicalTagType(L.Context, R);
  int Type = L.typeFor(T);
  if (Type < 0 || L.P.Types[Type].Scalar)
    return Result;

  int Number = L.synthetic("the life of " + R->getQualifiedNameAsString());
  Function &F = *L.P.Functions[Number];
  F.Where = L.locationFor(R->getLocation());
  Environment B(L, F);
  const Environment::Made It = B.make(R, Type, Made);
  const Reg Object = It.Object;
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
  B.destroy(It.Owner, It.OwnerType, Last);
  if (It.Skip >= 0)
    B.land(It.Skip);
  B.emit(Code::Return, Last);
  // A method that throws leaves the object to its destructor.
  auto Land = [&](int From, int To) {
    Landing Each;
    Each.Begin = From;
    Each.End = To;
    Each.Target = End;
    F.Landings.push_back(Each);
  };
  Land(Begin, End);
  // What would have been if behind a call one more had come.
  auto Call = [&](size_t I) { B.call(Methods[I], Object); };
  for (size_t I = 0; I < Methods.size(); ++I) {
    Result.Further.push_back(int(F.Body.size()));
    Call(I);
    B.oneOf(Methods.size(), R->getLocation(), Call);
    Land(Result.Further.back(), int(F.Body.size()));
    B.emit(Code::Jump, Last).Imm = End;
  }
  Result.Function = Number;
  Result.EndFrom = End;
  if (Useful > Methods.size())
    Result.Untried = "more than " + std::to_string(MaxMethods) + " methods";
  if (Made.Body && !R->isExternallyVisible())
    Result.Internal = L.functionFor(Made.Body);
  return Result;
}

} // namespace quiesce
