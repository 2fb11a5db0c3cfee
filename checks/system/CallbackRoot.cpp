//===- CallbackRoot.cpp - an object that has given itself to another ------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A class whose constructor takes another one, and calls what locks there, may
// have left it a callback.  Who calls that with the lock held does not see what
// it locks in turn.  The system of the two makes one of each, and starts a
// caller of each, who calls one method that locks; the caller of the second may
// end its life instead.
//
//===----------------------------------------------------------------------===//

#include "Compatibility.h"
#include "system/Environment.h"
#include "system/Roots.h"
#include "clang/AST/DeclCXX.h"

using namespace clang;

namespace quiesce {

/// Systems of a unit, and methods of a class from which its caller chooses.
static constexpr size_t MaxSystems = 6;
static constexpr size_t MaxMethods = 6;

namespace {

struct Party {
  const CXXRecordDecl *Class;
  int Type;
  Maker Made;
  llvm::SmallVector<const FunctionDecl *, MaxMethods> Methods; ///< that lock
};

class Acquaintance {
public:
  Acquaintance(Lowering &L, const Party &Host, const Party &Guest)
      : L(L), Host(Host), Guest(Guest) {}

  Root system() {
    const SourceLocation Where = Guest.Class->getLocation();
    int Number =
        L.synthetic("the callers of " + Host.Class->getQualifiedNameAsString() +
                    " and " + Guest.Class->getQualifiedNameAsString());
    Function &F = *L.P.Functions[Number];
    F.Where = L.locationFor(Where);
    Environment E(L, F);
    llvm::SmallVector<int, 2> None; // branches for what could not be made
    auto Make = [&](const Party &P) {
      auto [Object, Skip, Owner, OwnerType] = E.make(P.Class, P.Type, P.Made);
      if (Skip >= 0)
        None.push_back(Skip);
      E.know(P.Class, Object);
      return Object;
    };
    const Reg Objects[] = {Make(Host), Make(Guest)};
    E.start(caller(Host, /*Ends=*/false), Objects, Host.Class->getLocation());
    E.start(caller(Guest, Guest.Made.How != Maker::Factory), Objects, Where);
    for (int Skip : None)
      E.land(Skip);
    E.emit(Code::Return, Where);
    Root Result;
    Result.Function = Number;
    Result.Monitor = true;
    return Result;
  }

private:
  /// A task that calls one of its methods, or \p Ends its life.
  int caller(const Party &Of, bool Ends) {
    const SourceLocation Where = Of.Class->getLocation();
    int Number =
        L.synthetic("a caller of " + Of.Class->getQualifiedNameAsString());
    Function &F = *L.P.Functions[Number];
    F.Where = L.locationFor(Where);
    Environment E(L, F);
    for (const Party *Each : {&Host, &Guest}) {
      F.Parameters.push_back(Passing::Reference);
      F.ParameterTypes.push_back(-1);
      E.know(Each->Class, E.fresh());
    }
    const Reg Own = E.Known[&Of == &Guest].second;
    const FunctionDecl *End = L.enterable(Of.Class->getDestructor());
    Ends &= End && L.relevance(End).Locks;
    Landing Caught; // an exception is its caller's business
    E.oneOf(Of.Methods.size() + Ends, Where, [&](size_t I) {
      if (I < Of.Methods.size())
        E.call(Of.Methods[I], Own);
      else
        E.destroy(Own, canonicalTagType(L.Context, Of.Class), Where);
    });
    Caught.End = Caught.Target = int(F.Body.size());
    F.Landings.push_back(Caught);
    E.emit(Code::Return, Where);
    return Number;
  }

  Lowering &L;
  const Party &Host, &Guest;
};

} // namespace

void callbackRoots(Lowering &L, llvm::ArrayRef<const CXXRecordDecl *> Classes,
                   std::vector<Root> &Roots) {
  std::vector<Party> Parties;
  for (const CXXRecordDecl *R : Classes) {
    const Maker Made = makerOf(L, R);
    const int Type = Made ? L.typeFor(canonicalTagType(L.Context, R)) : -1;
    if (Type < 0 || L.P.Types[Type].Scalar)
      continue;
    Party Found{R, Type, Made, {}};
    forEachMethod(R, [&](const CXXMethodDecl *M, bool Public) {
      const FunctionDecl *Body = L.enterable(M);
      if (Public && Body && L.relevance(Body).Locks &&
          !Environment::calledWithLock(L, M) &&
          Found.Methods.size() < MaxMethods)
        Found.Methods.push_back(Body);
    });
    Parties.push_back(std::move(Found));
  }
  size_t Count = 0;
  for (const Party &Guest : Parties) {
    if (!Guest.Made.Body || !L.relevance(Guest.Made.Body).Locks)
      continue;
    for (const Party &Host : Parties)
      if (&Host != &Guest && Count < MaxSystems &&
          locksAreItsOwn(L, Host.Class) &&
          Environment::takes(L, Guest.Made.Body, Host.Class)) {
        Roots.push_back(Acquaintance(L, Host, Guest).system());
        ++Count;
      }
  }
}

} // namespace quiesce
