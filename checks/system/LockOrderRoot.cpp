//===- LockOrderRoot.cpp - two callers and the locks they take ------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Methods that lock are meant to be called by several tasks.  Two of them, of
// one class or of two classes of which one knows the other, that take the same
// two locks in another order wait for each other some day.  So do one that
// takes a lock for reading twice, once within the other, and one that comes
// between to write.  Their system makes the objects, lets them know each other,
// and starts a caller of each.
//
// In which order the text names the locks only tells which systems to try: the
// exploration finds out who holds what.
//
//===----------------------------------------------------------------------===//

#include "Compatibility.h"
#include "system/Environment.h"
#include "system/Roots.h"
#include "clang/AST/DeclCXX.h"

using namespace clang;
using quiesce::model::Operation;
using quiesce::model::Primitive;

namespace quiesce {

/// Calls followed to see what a method locks.
static constexpr unsigned MaxCalls = 3;
/// Systems of a unit.
static constexpr size_t MaxSystems = 12;
/// Methods called so that one object knows the other.
static constexpr size_t MaxIntroductions = 2;

namespace {

class LockOrders {
public:
  explicit LockOrders(Lowering &L) : L(L) {}

  /// Notes the methods of \p R that take locks.
  void note(const CXXRecordDecl *R);
  void systems(std::vector<Root> &Roots);

private:
  struct Method {
    const FunctionDecl *Body;
    const CXXRecordDecl *Class;
    int Type; ///< of the class
    Maker Made;
    llvm::SmallVector<int, 4> Taken;   ///< the fields of the locks, in order
    llvm::SmallVector<int, 2> Read;    ///< of them taken for reading
    llvm::SmallVector<int, 2> Reread;  ///< ... more than once
    llvm::SmallVector<int, 2> Written; ///< taken alone
    /// The fields that unseen code is given before any lock is taken.
    llvm::SmallVector<int, 4> Given;
  };

  void follow(int Function, llvm::ArrayRef<int> Arguments, unsigned Depth,
              Method &M);
  bool known(const Method &A, const Method &B) const;
  Root system(const Method &A, const Method &B);
  void introduce(Environment &E, const Method &M, Reg Object,
                 const Method &Other);
  void start(Environment &E, const Method &M, Reg Object);

  Lowering &L;
  std::vector<Method> Methods;
};

} // namespace

/// Notes the locks that \p Function takes, by their fields, each where it is
/// named first.  What its parameters lead to is told by \p Arguments, -1 for
/// what is no field.
void LockOrders::follow(int Function, llvm::ArrayRef<int> Arguments,
                        unsigned Depth, Method &M) {
  const quiesce::Function &F = L.P.body(Function);
  std::vector<int> Leads(F.Registers, -1);
  for (size_t I = 0; I < Arguments.size() && I < Leads.size(); ++I)
    Leads[I] = Arguments[I];
  auto Led = [&](Reg R) { return R < 0 ? -1 : Leads[R]; };
  for (const Instruction &I : F.Body) {
    int Result = -1;
    switch (I.What) {
    case Code::Field:
      Result = I.Imm;
      break;
    case Code::Move:
    case Code::Load: // of a pointer or reference
      Result = Led(I.A);
      break;
    case Code::Call: {
      if (!Depth)
        break;
      llvm::SmallVector<int, 4> Given;
      for (Reg Each : I.Args)
        Given.push_back(Led(Each));
      follow(I.Imm, Given, Depth - 1, M);
      break;
    }
    case Code::CallUnknown:
      for (Reg Each : I.Args)
        if (M.Taken.empty() && Led(Each) >= 0)
          M.Given.push_back(Led(Each));
      break;
    case Code::Op: {
      const OpSite &Site = F.Operations[I.Imm];
      if (Site.Op != Operation::Lock && Site.Op != Operation::LockShared)
        break;
      const int Field = Led(Site.Object);
      if (Field < 0)
        break;
      const bool Reads = Site.Op == Operation::LockShared || Site.Shared;
      if (Reads && llvm::is_contained(M.Read, Field))
        M.Reread.push_back(Field);
      (Reads ? M.Read : M.Written).push_back(Field);
      if (!llvm::is_contained(M.Taken, Field))
        M.Taken.push_back(Field);
      break;
    }
    default:
      break;
    }
    if (I.Dst >= 0)
      Leads[I.Dst] = Result;
  }
}

void LockOrders::note(const CXXRecordDecl *R) {
  const Maker Made = makerOf(L, R);
  const int Type = Made ? L.typeFor(canonicalTagType(L.Context, R)) : -1;
  if (Type < 0 || L.P.Types[Type].Scalar)
    return;
  forEachMethod(R, [&](const CXXMethodDecl *M, bool Public) {
    const FunctionDecl *Body = L.enterable(M);
    if (!Public || !Body || !L.relevance(Body).Locks ||
        Environment::calledWithLock(L, M))
      return;
    Method Found{Body, R, Type, Made, {}, {}, {}, {}, {}};
    follow(L.functionFor(Body), {}, MaxCalls, Found);
    if (!Found.Taken.empty())
      Methods.push_back(std::move(Found));
  });
}

/// Whether they take some two locks in another order.
static bool differ(llvm::ArrayRef<int> A, llvm::ArrayRef<int> B) {
  for (size_t I = 0; I < A.size(); ++I)
    for (size_t J = I + 1; J < A.size(); ++J) {
      auto First = llvm::find(B, A[I]), Second = llvm::find(B, A[J]);
      if (First != B.end() && Second != B.end() && Second < First)
        return true;
    }
  return false;
}

/// Whether one comes back to read what another may by then wait to write.
static bool rereads(llvm::ArrayRef<int> Reread, llvm::ArrayRef<int> Written) {
  return llvm::any_of(
      Reread, [&](int Each) { return llvm::is_contained(Written, Each); });
}

bool LockOrders::known(const Method &A, const Method &B) const {
  return A.Class == B.Class || Environment::takes(L, A.Made.Body, B.Class) ||
         Environment::takes(L, B.Made.Body, A.Class) ||
         Environment::takes(L, A.Body, B.Class) ||
         Environment::takes(L, B.Body, A.Class);
}

void LockOrders::systems(std::vector<Root> &Roots) {
  size_t Made = 0;
  for (size_t I = 0; I < Methods.size(); ++I)
    for (size_t J = I + 1; J < Methods.size(); ++J) {
      const Method &A = Methods[I], &B = Methods[J];
      // What both give to unseen code first may be a lock of a kind that nobody
      // has modelled.
      const bool Apart = llvm::any_of(
          A.Given, [&](int Each) { return llvm::is_contained(B.Given, Each); });
      const bool Meet = differ(A.Taken, B.Taken) ||
                        rereads(A.Reread, B.Written) ||
                        rereads(B.Reread, A.Written);
      if (Apart || !Meet || !known(A, B))
        continue;
      Roots.push_back(system(A, B));
      if (++Made == MaxSystems) {
        Roots.back().Untried = "more than " + std::to_string(MaxSystems) +
                               " orders of locks in the unit";
        return;
      }
    }
}

Root LockOrders::system(const Method &A, const Method &B) {
  const SourceLocation Where = A.Class->getLocation();
  int Number =
      L.synthetic("the callers of " + A.Body->getQualifiedNameAsString() +
                  " and " + B.Body->getQualifiedNameAsString());
  Function &F = *L.P.Functions[Number];
  F.Where = L.locationFor(Where);
  Environment E(L, F);
  llvm::SmallVector<int, 2> None; // branches for what could not be made
  auto Make = [&](const Method &M) {
    auto [Object, Skip, Owner, OwnerType] = E.make(M.Class, M.Type, M.Made);
    if (Skip >= 0)
      None.push_back(Skip);
    // An object need not expect to be given itself.
    if (A.Class != B.Class)
      E.know(M.Class, Object);
    return Object;
  };
  Reg First, Second;
  if (A.Class == B.Class) {
    First = Second = Make(A);
  } else if (Environment::takes(L, A.Made.Body, B.Class)) {
    Second = Make(B);
    First = Make(A);
  } else {
    First = Make(A);
    Second = Make(B);
  }
  if (A.Class != B.Class) {
    introduce(E, A, First, B);
    introduce(E, B, Second, A);
  }
  // One call may be needed before there is anything for the others to do.
  E.oneOf(2, Where,
          [&](size_t I) { E.call(I ? B.Body : A.Body, I ? Second : First); });
  start(E, A, First);
  start(E, B, Second);
  for (int Skip : None)
    E.land(Skip);
  E.emit(Code::Return, Where);
  Root Result;
  Result.Function = Number;
  Result.Monitor = true;
  return Result;
}

/// Calls a method of the class of \p M, or none, by which its object may get to
/// know the one of the class of \p Other.
void LockOrders::introduce(Environment &E, const Method &M, Reg Object,
                           const Method &Other) {
  llvm::SmallVector<const FunctionDecl *, MaxIntroductions> Open;
  forEachMethod(M.Class, [&](const CXXMethodDecl *Each, bool Public) {
    const FunctionDecl *Body = L.enterable(Each);
    if (Body && Public && Body != M.Body && Body != Other.Body &&
        Environment::takes(L, Body, Other.Class) && L.relevance(Body).Writes &&
        Open.size() < MaxIntroductions)
      Open.push_back(Body);
  });
  if (!Open.empty())
    E.oneOf(Open.size(), M.Class->getLocation(),
            [&](size_t I) { E.call(Open[I], Object); });
}

/// Starts a task that calls the method, with what is known to \p E.
void LockOrders::start(Environment &E, const Method &M, Reg Object) {
  const SourceLocation Where = M.Body->getLocation();
  int Number = L.synthetic("a caller of " + M.Body->getQualifiedNameAsString());
  Function &F = *L.P.Functions[Number];
  F.Where = L.locationFor(Where);
  Environment Inside(L, F);
  // Its own object, and after it all that an argument may lead to.
  llvm::SmallVector<Reg, 2> Arguments;
  auto Give = [&](Reg Each) {
    F.Parameters.push_back(Passing::Reference);
    F.ParameterTypes.push_back(-1);
    Arguments.push_back(Each);
    return Inside.fresh();
  };
  Reg Own = Give(Object);
  for (const auto &[Class, Each] : E.Known)
    if (Each != Object)
      Inside.know(Class, Give(Each));
  Inside.call(M.Body, Own);
  Inside.emit(Code::Return, Where);
  E.start(Number, Arguments, Where);
}

void lockOrderRoots(Lowering &L, llvm::ArrayRef<const CXXRecordDecl *> Classes,
                    std::vector<Root> &Roots) {
  LockOrders Orders(L);
  for (const CXXRecordDecl *R : Classes)
    Orders.note(R);
  Orders.systems(Roots);
}

} // namespace quiesce
