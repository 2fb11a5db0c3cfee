//===- MonitorRoot.cpp - the callers of an object as a system -------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A class whose methods wait on a condition for each other is used by several
// tasks, which nobody in the unit need start.  Its systems are functions put
// together here: each makes an object and starts up to four callers, two of a
// method that waits and two of another one; one only of a method that may not
// be meant for more.
//
// The methods of a struct of C, or of a class without any, are the functions of
// the unit that take a pointer or reference to it, and lock something
// themselves: others may be for those who hold the lock.
//
//===----------------------------------------------------------------------===//

#include "Compatibility.h"
#include "system/Environment.h"
#include "system/Roots.h"
#include "clang/AST/DeclCXX.h"

using namespace clang;
using quiesce::model::Primitive;

namespace quiesce {

/// Methods tried: those that wait, and with each of them all of these.
static constexpr size_t MaxSleepers = 3;
static constexpr size_t MaxCallers = 6;
/// Numbers that a constructor is given, as capacities and the like: 1 to this.
static constexpr int Numbers = 3;

namespace {

struct Method {
  const FunctionDecl *Body;
  size_t At; ///< the parameter that is the object
  /// What gives back the lock that this takes: whoever calls the one calls the
  /// other.
  const FunctionDecl *Back = nullptr;
  size_t BackAt = 0;
};

/// Whether a method named \p Back gives back what one named \p Takes takes:
/// "unlock" and "lock", "ReadUnlock" and "ReadLock".  Not so "release" and
/// "acquire": of a semaphore others may release than acquire.
bool givesBack(StringRef Back, StringRef Takes) {
  for (StringRef Un : {"un", "Un", "UN"}) {
    const size_t At = Back.find(Un);
    if (At == StringRef::npos)
      continue;
    const StringRef Rest = Back.drop_front(At + Un.size());
    if (Rest.starts_with_insensitive("lock") &&
        Takes.equals_insensitive((Back.take_front(At) + Rest).str()))
      return true;
  }
  return false;
}

/// Makes one of the methods that take a lock and give it back.
void pairLocks(llvm::SmallVectorImpl<Method> &Methods) {
  auto NameOf = [](const Method &M) {
    return M.Body->getDeclName().isIdentifier() ? M.Body->getName()
                                                : StringRef();
  };
  for (size_t I = 0; I < Methods.size(); ++I) {
    const auto *Takes = llvm::find_if(Methods, [&](const Method &M) {
      return !M.Back && M.Body->getReturnType()->isVoidType() &&
             givesBack(NameOf(Methods[I]), NameOf(M));
    });
    if (Takes == Methods.end())
      continue;
    Method &Whole = Methods[size_t(Takes - Methods.begin())];
    Whole.Back = Methods[I].Body;
    Whole.BackAt = Methods[I].At;
    Methods.erase(Methods.begin() + ptrdiff_t(I--));
  }
}

/// Whether a call of \p F notifies, or the end of what it returns does.
bool notifies(Lowering &L, const FunctionDecl *F) {
  if (L.relevance(F).Notifies)
    return true;
  const CXXRecordDecl *R = F->getReturnType()->getAsCXXRecordDecl();
  if (!R || !R->hasDefinition() || L.modelOf(R))
    return false;
  const FunctionDecl *D = L.enterable(R->getDefinition()->getDestructor());
  return D && L.relevance(D).Notifies;
}

/// Whether a task that is joined there may need a lock held there.
bool joinsUnderLock(const Relevance &Does) { return Does.Joins && Does.Locks; }

class MonitorSystems {
public:
  MonitorSystems(Lowering &L, const RecordDecl *R, std::vector<Root> &Roots)
      : L(L), P(L.P), R(R), Roots(Roots) {}

  /// What makes the object in C, if anything need be called: a function that
  /// initializes one, or one that returns one.
  const FunctionDecl *Prepares = nullptr;
  bool Returns = false;
  Maker Made{Maker::Itself}; ///< of a class
  llvm::SmallVector<Method, 8> Methods;
  llvm::SmallVector<Method, 4> Askers; ///< those that wait for its tasks
  /// Called by parts of the object that its users have, not by these.
  llvm::SmallVector<Method, 2> Lent;
  /// Nothing else can be done with the object.
  bool Sealed = false;
  /// ... but notify its conditions: who reads from its pipes is told alone.
  bool Reads = false;

  void build() {
    // What helps may be any method by itself: who tried a lock unlocks it too.
    auto Single = Methods;
    Single.append(Lent.begin(), Lent.end());
    pairLocks(Methods);
    // A method that only notifies leaves it to the user when to do so.
    for (const Method &M : Methods) {
      const Relevance &Does = L.relevance(M.Body);
      if (Does.Notifies && !Does.Writes && !Does.Sleeps)
        return;
    }
    llvm::SmallVector<Method, 8> Sleepers, Waiters, Others;
    for (const Method &Each : Methods) {
      Relevance Does = L.relevance(Each.Body);
      if (Each.Back) {
        Does.Writes |= L.relevance(Each.Back).Writes;
        Does.Notifies |= L.relevance(Each.Back).Notifies;
      }
      if (Does.Sleeps || (Reads && Does.Awaits))
        Sleepers.push_back(Each);
      if (Does.Sleeps || Does.Awaits || joinsUnderLock(Does))
        Waiters.push_back(Each);
      if (Does.Writes || Does.Notifies)
        Others.push_back(Each);
    }
    if (Sealed)
      for (const Method &Each : Single)
        Further.push_back(caller(Each, false));
    size_t First = Roots.size();
    for (const Method &Sleeper :
         llvm::ArrayRef(Sleepers).take_front(MaxSleepers))
      for (const Method &Other : llvm::ArrayRef(Others).take_front(MaxCallers))
        if (Other.Body != Sleeper.Body || notifies(L, Other.Body) ||
            (Other.Back && notifies(L, Other.Back)))
          system(Sleeper, &Other);
    if (Sealed && startsTasks())
      for (const Method &Each : llvm::ArrayRef(Waiters).take_front(MaxSleepers))
        system(Each, nullptr);
    for (const Method &Each : llvm::ArrayRef(Askers).take_front(MaxSleepers))
      if (mayMeet(Each))
        twice(Each);
    if (Roots.size() == First)
      return;
    if (Sleepers.size() > MaxSleepers)
      Roots[First].Untried =
          "more than " + std::to_string(MaxSleepers) + " methods that wait";
    else if (Others.size() > MaxCallers)
      Roots[First].Untried =
          "more than " + std::to_string(MaxCallers) + " other methods";
  }

  /// An object of the class starts some when it is made.
  bool startsTasks() const {
    return Made.Body && L.relevance(Made.Body).Spawns;
  }

private:
  /// A task that calls \p M, or may.
  int caller(const Method &M, bool May) {
    int Number =
        L.synthetic("a caller of " + M.Body->getQualifiedNameAsString());
    Function &F = *P.Functions[Number];
    F.Where = L.locationFor(M.Body->getLocation());
    F.Parameters.push_back(Passing::Reference);
    F.ParameterTypes.push_back(-1);
    Environment E(L, F);
    Reg Object = E.fresh();
    int Skip = -1;
    if (May)
      Skip =
          E.branch(E.choose(2, M.Body->getLocation()), M.Body->getLocation());
    Landing Caught; // an exception is its caller's business
    Caught.Begin = int(F.Body.size());
    E.call(M.Body, Object, M.At);
    if (M.Back)
      E.call(M.Back, Object, M.BackAt);
    Caught.End = Caught.Target = int(F.Body.size());
    F.Landings.push_back(Caught);
    if (May)
      E.land(Skip);
    // So that in each state it is known whose caller this is.
    E.emit(Code::Return, M.Body->getLocation()).A = Object;
    return Number;
  }

  /// Makes the object; Skip is a branch that leads to the end without one.
  Reg make(Environment &E, int Type, int &Skip) {
    if (Returns) {
      Reg Object = E.call(Prepares, -1, 0, Numbers, /*Keep=*/true);
      Skip = E.branch(Object, R->getLocation());
      return Object;
    }
    if (const auto *Class = dyn_cast<CXXRecordDecl>(R); Class && !Prepares) {
      auto [Object, Fails, Owner, OwnerType] =
          E.make(Class, Type, Made, Numbers);
      Skip = Fails;
      return Object;
    }
    Reg Object = E.object(R, Type);
    if (!Prepares)
      return Object;
    Reg Status = E.call(Prepares, Object, 0, Numbers, /*Keep=*/true);
    if (Prepares->getReturnType()->isIntegerType()) {
      Reg Good = E.fresh(), Zero = E.constant(0, R->getLocation());
      Instruction &Test = E.emit(Code::Binary, R->getLocation());
      Test.Dst = Good;
      Test.A = Status;
      Test.B = Zero;
      Test.Imm = int(Prepares->getReturnType()->isBooleanType() ? Arith::Ne
                                                                : Arith::Eq);
      Skip = E.branch(Good, R->getLocation());
    }
    return Object;
  }

  /// Whether it takes a lock of the object, or sends to a channel of its: calls
  /// may come side by side then.
  bool mayMeet(const Method &M) {
    auto Says = [](const OpSite &Site, bool Own) -> std::optional<bool> {
      if (Own &&
          (Site.Op == model::Operation::Send || model::takesLock(Site.Op)))
        return true;
      return std::nullopt;
    };
    return firstSaid(P, L.functionFor(M.Body), M.At, Says).value_or(false);
  }

  /// Whether it looks at an atomic of the object before it takes a lock: then
  /// it may be meant for one caller only, as of queues with one consumer.
  bool asksUnlocked(const Method &M) {
    auto Asks = [](const OpSite &Site, bool Own) -> std::optional<bool> {
      if (Site.Kind == Primitive::Atomic && Own)
        return true;
      return model::takesLock(Site.Op) ? std::optional<bool>(false)
                                       : std::nullopt;
    };
    return firstSaid(P, L.functionFor(M.Body), M.At, Asks).value_or(false);
  }

  /// Without an \p Other the object's own tasks are whom it waits for.
  void system(const Method &Sleeper, const Method *Other) {
    llvm::SmallVector<std::pair<int, const Method *>, 4> Callers{
        {caller(Sleeper, false), &Sleeper}};
    if (Other) {
      Callers.push_back({caller(*Other, false), Other});
      for (const Method *Each : {&Sleeper, Other})
        if (!asksUnlocked(*Each))
          Callers.push_back({caller(*Each, true), Each});
    }
    Root Result;
    Result.OneCaller = !Other;
    Result.Further = Further;
    Result.OnlyReads = Reads;
    start(
        Callers,
        (Other ? "the callers of " : "a call of ") +
            Sleeper.Body->getQualifiedNameAsString() +
            (Other ? " and " + Other->Body->getNameAsString() : std::string()),
        Result);
  }

  /// Two calls of a method that asks the object's own tasks.
  void twice(const Method &M) {
    Root Result;
    Result.OnlyLost = true;
    const std::pair<int, const Method *> Caller{caller(M, false), &M};
    start({Caller, Caller},
          "two calls of " + M.Body->getQualifiedNameAsString(), Result);
  }

  void start(llvm::ArrayRef<std::pair<int, const Method *>> Callers,
             std::string Name, Root Result) {
    int Type = L.typeFor(canonicalTagType(L.Context, R));
    if (Type < 0 || P.Types[Type].Scalar)
      return;
    int Number = L.synthetic(std::move(Name));
    Function &F = *P.Functions[Number];
    F.Where = L.locationFor(R->getLocation());
    Environment E(L, F);
    int Skip = -1;
    Reg Object = make(E, Type, Skip);
    Result.Function = Number;
    Result.Monitor = true;
    for (auto [Caller, Called] : Callers)
      E.start(Caller, Object, Called->Body->getLocation());
    if (Skip >= 0)
      E.land(Skip);
    E.emit(Code::Return, R->getLocation());
    Roots.push_back(Result);
  }

  Lowering &L;
  Program &P;
  const RecordDecl *R;
  std::vector<Root> &Roots;
  llvm::SmallVector<int, 6> Further; ///< see Root
};

} // namespace

void monitorRoots(Lowering &L, const CXXRecordDecl *R,
                  std::vector<Root> &Roots) {
  MonitorSystems S(L, R, Roots);
  if (!(S.Made = makerOf(L, R)))
    return;
  bool Waits = false, Own = locksAreItsOwn(L, R);
  llvm::SmallVector<const CXXMethodDecl *, 2> Lent;
  S.Sealed = onlyItsMethodsAct(L, R, &Lent);
  for (const CXXMethodDecl *M : Lent)
    if (const FunctionDecl *Body = L.enterable(M);
        Body && (Own || L.relevance(Body).Locks))
      S.Lent.push_back({Body, 0});
    else
      S.Sealed = false;
  forEachMethod(R, [&](const CXXMethodDecl *M, bool Public) {
    const FunctionDecl *Body = L.enterable(M);
    if (!Public || !Body)
      return;
    const Relevance &Does = L.relevance(Body);
    Waits |= Does.Sleeps ||
             ((Does.Awaits || joinsUnderLock(Does)) && S.startsTasks());
    if (Does.Awaits && S.startsTasks() && !Does.Joins)
      S.Askers.push_back({Body, 0});
    if (!Does.matters()) {
      if (L.mayBeDescriptor(Body->getReturnType())) // it may hand one out
        S.Sealed = false;
      return;
    }
    if (Own || Does.Locks)
      S.Methods.push_back({Body, 0});
    else
      S.Sealed = false;
  });
  if (Waits)
    S.build();
}

const RecordDecl *pointedTo(QualType T) {
  T = T->getPointeeType();
  return T.isNull() ? nullptr : T->getAsRecordDecl();
}

/// Whether all functions of C that the unit declares for the struct have bodies
/// in it.
static bool allInSight(Lowering &L, const RecordDecl *R) {
  auto Leads = [&](QualType T) {
    const RecordDecl *To = pointedTo(T);
    return To && declaresSameEntity(To, R);
  };
  return llvm::all_of(
      L.Context.getTranslationUnitDecl()->decls(), [&](const Decl *D) {
        const auto *F = dyn_cast<FunctionDecl>(D);
        return !F || F->isDefined() ||
               !(Leads(F->getReturnType()) ||
                 llvm::any_of(F->parameters(), [&](const ParmVarDecl *V) {
                   return Leads(V->getType());
                 }));
      });
}

void monitorRoots(Lowering &L, const RecordDecl *R,
                  llvm::ArrayRef<const FunctionDecl *> Functions,
                  std::vector<Root> &Roots) {
  MonitorSystems S(L, R, Roots);
  bool Sleeps = false;
  S.Sealed = S.Reads =
      L.P.Descriptors && !L.Context.getLangOpts().CPlusPlus && allInSight(L, R);
  for (const FunctionDecl *F : Functions) {
    const Relevance &Does = L.relevance(F);
    const auto *Parameter = llvm::find_if(F->parameters(), [&](ParmVarDecl *V) {
      const RecordDecl *To = pointedTo(V->getType());
      return To && declaresSameEntity(To, R);
    });
    const size_t At = size_t(Parameter - F->param_begin());
    if (At == F->getNumParams() || (At == 0 && Does.Prepares)) {
      if (Does.Prepares && !S.Prepares) {
        S.Prepares = F;
        S.Returns = At != 0;
      }
      continue;
    }
    if (Does.Prepares || Does.Disposes)
      continue;
    if (!Does.Locks) {
      S.Sealed = false;
      continue;
    }
    Sleeps |= Does.Sleeps || (S.Reads && Does.Awaits);
    S.Methods.push_back({F, At});
  }
  if (Sleeps && (S.Prepares || L.Context.getLangOpts().CPlusPlus))
    S.build();
}

} // namespace quiesce
