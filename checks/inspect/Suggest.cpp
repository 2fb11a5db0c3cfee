//===- Suggest.cpp - classes that look like primitives --------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "inspect/Suggest.h"
#include "inspect/MethodEvidence.h"
#include "model/Words.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/StringExtras.h"
#include <map>
#include <set>

using namespace clang;
using quiesce::model::Destructor;
using quiesce::model::Mode;
using quiesce::model::Operation;
using quiesce::model::Primitive;

namespace quiesce {
namespace {

/// A name as it is compared: no case, no underscores ("try_lock", "TryLock").
std::string plain(StringRef Name) {
  std::string Out;
  for (char C : Name)
    if (C != '_')
      Out += llvm::toLower(C);
  return Out;
}

/// A counter with more methods than these is something else besides.
constexpr size_t MostMethodsOfCounter = 8;

/// A name in common use, and what it stands for.
struct CommonName {
  Primitive Kind;
  const char *Name;
  Operation Op;
  Mode How = Mode::Blocking;
  bool Needed = false; ///< a class without it is no such primitive
};

const CommonName CommonNames[] = {
    {Primitive::Mutex, "lock", Operation::Lock, Mode::Blocking, true},
    {Primitive::Mutex, "unlock", Operation::Unlock, Mode::Blocking, true},
    {Primitive::Mutex, "trylock", Operation::Lock, Mode::Try},
    {Primitive::Mutex, "readlock", Operation::LockShared},
    {Primitive::Mutex, "lockshared", Operation::LockShared},
    {Primitive::Mutex, "readunlock", Operation::UnlockShared},
    {Primitive::Mutex, "unlockshared", Operation::UnlockShared},
    {Primitive::Condition, "wait", Operation::Wait, Mode::Blocking, true},
    {Primitive::Condition, "timedwait", Operation::Wait, Mode::Timed},
    {Primitive::Condition, "waitfor", Operation::Wait, Mode::Timed},
    {Primitive::Condition, "signal", Operation::NotifyOne},
    {Primitive::Condition, "notifyone", Operation::NotifyOne},
    {Primitive::Condition, "signalall", Operation::NotifyAll, Mode::Blocking,
     true},
    {Primitive::Condition, "notifyall", Operation::NotifyAll, Mode::Blocking,
     true},
    {Primitive::Condition, "broadcast", Operation::NotifyAll, Mode::Blocking,
     true},
    {Primitive::Channel, "push", Operation::Send},
    {Primitive::Channel, "send", Operation::Send},
    {Primitive::Channel, "put", Operation::Send},
    {Primitive::Channel, "enqueue", Operation::Send},
    {Primitive::Channel, "blockingput", Operation::Send},
    {Primitive::Channel, "trypush", Operation::Send, Mode::Try},
    {Primitive::Channel, "trysend", Operation::Send, Mode::Try},
    {Primitive::Channel, "pop", Operation::Receive},
    {Primitive::Channel, "recv", Operation::Receive},
    {Primitive::Channel, "receive", Operation::Receive},
    {Primitive::Channel, "take", Operation::Receive},
    {Primitive::Channel, "dequeue", Operation::Receive},
    {Primitive::Channel, "blockingget", Operation::Receive},
    {Primitive::Channel, "trypop", Operation::Receive, Mode::Try},
    {Primitive::Channel, "tryrecv", Operation::Receive, Mode::Try},
    {Primitive::Channel, "close", Operation::Close},
    {Primitive::Channel, "shutdown", Operation::Close},
    {Primitive::Channel, "finish", Operation::Close},
};

class ClassReader {
public:
  ClassReader(const Believed &B, const CXXRecordDecl *R) : R(R) {
    for (const FieldDecl *F : R->fields())
      if (const model::TypeModel *M = modelOfField(B, F->getType()))
        Fields.try_emplace(M->Kind, F->getNameAsString());
      else if (F->getType()->isBooleanType())
        Fields.try_emplace(Primitive::None, F->getNameAsString());
    for (const Decl *D : R->decls()) {
      if (const auto *Template = dyn_cast<FunctionTemplateDecl>(D))
        D = Template->getTemplatedDecl();
      const auto *M = dyn_cast<CXXMethodDecl>(D);
      if (!M || M->isImplicit() || M->isStatic())
        continue;
      MethodEvidence E = evidenceOf(B, M);
      if (isa<CXXConstructorDecl>(M)) {
        Constructor.merge(E);
        constructorCount(cast<CXXConstructorDecl>(M));
      } else if (isa<CXXDestructorDecl>(M)) {
        OnDestroy.merge(E);
      } else if (M->getIdentifier() && M->getAccess() != AS_private) {
        auto [It, New] = Methods.try_emplace(M->getNameAsString(), E);
        if (!New)
          It->second.merge(E);
        if (gives(M))
          Givers.insert(M->getNameAsString());
      }
    }
  }

  bool read(Suggestion &Out) {
    return (has(Primitive::Condition) && (channel(Out) || counter(Out))) ||
           guard(Out) || lock(Out) || condition(Out) || threads(Out) ||
           byName(Out);
  }

private:
  bool has(Primitive K) const { return Fields.count(K); }
  std::string field(Primitive K) const { return "'" + Fields.at(K) + "'"; }

  /// It returns something, or has a parameter to store it.
  static bool gives(const CXXMethodDecl *M) {
    return !M->getReturnType()->isVoidType() ||
           llvm::any_of(M->parameters(), [](const ParmVarDecl *P) {
             QualType T = P->getType();
             return (T->isReferenceType() || T->isPointerType()) &&
                    !T->getPointeeType().isConstQualified();
           });
  }

  /// The first whole number a constructor takes, for a capacity.
  void constructorCount(const CXXConstructorDecl *C) {
    for (unsigned I = 0; I < C->getNumParams(); ++I) {
      QualType T = C->getParamDecl(I)->getType();
      if (!T->isIntegerType() || T->isBooleanType() || CountArgument >= 0)
        continue;
      CountArgument = int(I);
      MayBeAbsent = C->getParamDecl(I)->hasDefaultArg();
    }
  }

  void add(Suggestion &Out, const std::string &Member, Operation Op, Mode How,
           const std::string &Why, unsigned Weight = 2) {
    model::OperationModel M;
    M.Op = Op;
    M.How = How;
    Out.Row.Members[Member] = M;
    Out.Weight += Weight;
    Out.Evidence.push_back("'" + Member + "' " + Why);
  }

  /// Which member operations were found, so that halves are not proposed.
  static bool hasOp(const Suggestion &S, Operation Op) {
    return llvm::any_of(S.Row.Members,
                        [&](const auto &M) { return M.second.Op == Op; });
  }

  bool channel(Suggestion &Out) {
    if (!has(Primitive::Sequence))
      return false;
    bool Bounded = false;
    for (const auto &[Name, E] : Methods) {
      if (E.Takes && !E.Puts && Givers.count(Name)) {
        Mode How = E.TimedWait ? Mode::Timed
                   : E.Waits   ? Mode::Blocking
                               : Mode::Try;
        add(Out, Name, Operation::Receive, How,
            std::string(E.Waits ? "waits on " + field(Primitive::Condition) +
                                      " and takes"
                                : "takes without waiting") +
                " from " + field(Primitive::Sequence));
      } else if (E.Puts && !E.Takes) {
        Bounded |= E.Waits;
        Mode How = E.TimedWait ? Mode::Timed
                   : StringRef(plain(Name)).starts_with("try") && !E.Waits
                       ? Mode::Try
                       : Mode::Blocking;
        add(Out, Name, Operation::Send, How,
            std::string(E.Waits ? "waits and puts" : "puts") + " into " +
                field(Primitive::Sequence) +
                (E.Notifies ? " and notifies" : ""));
      } else if (E.SetsFlag && E.Notifies) {
        add(Out, Name, Operation::Close, Mode::Blocking,
            "sets a flag and notifies");
      }
    }
    bool Waits = llvm::any_of(Out.Row.Members, [](const auto &M) {
      return M.second.Op == Operation::Receive && M.second.How != Mode::Try;
    });
    if (!Waits || !hasOp(Out, Operation::Send))
      return reject(Out);
    Out.Row.Kind = Primitive::Channel;
    Out.Row.SendWhenClosed = model::WhenClosed::Returns;
    if (Bounded && CountArgument >= 0 && !MayBeAbsent) {
      Out.Row.Constructor.Args.Count = CountArgument;
      Out.Evidence.push_back(
          "sends wait, and a constructor takes a number: the capacity?");
    } else {
      Out.Row.Unbounded = true;
      if (Bounded)
        Out.Evidence.push_back("sends wait, but no constructor must be given a "
                               "capacity: never full here");
    }
    return true;
  }

  bool counter(Suggestion &Out) {
    // A class that does more than count has a life of its own.
    if (has(Primitive::Task) || has(Primitive::Sequence) ||
        Methods.size() > MostMethodsOfCounter)
      return false;
    for (const auto &[Name, E] : Methods) {
      if (E.Waits && !E.Subtracts && !E.Adds && !E.SetsFlag)
        add(Out, Name, Operation::AwaitZero,
            E.TimedWait ? Mode::Timed : Mode::Blocking,
            "waits on " + field(Primitive::Condition));
      else if (E.Subtracts && E.Notifies && !E.Waits)
        add(Out, Name, Operation::CountDown, Mode::Blocking,
            "subtracts and notifies");
      else if (E.Adds && !E.Notifies && !E.Waits)
        add(Out, Name, Operation::CountUp, Mode::Blocking, "adds");
      else if (E.SetsFlag && E.Notifies && !E.Waits)
        add(Out, Name, Operation::CountDown, Mode::Blocking,
            "sets a flag and notifies");
    }
    auto Waits = llvm::count_if(Out.Row.Members, [](const auto &M) {
      return M.second.Op == Operation::AwaitZero &&
             M.second.How == Mode::Blocking;
    });
    if (Waits != 1 || // several wait for several things
        !hasOp(Out, Operation::CountDown))
      return reject(Out);
    Out.Row.Kind = Primitive::Latch;
    if (CountArgument >= 0)
      Out.Row.Constructor.Args.Count = CountArgument;
    else if (!hasOp(Out, Operation::CountUp))
      Out.Row.DefaultCapacity = 1; // an event
    return true;
  }

  bool guard(Suggestion &Out) {
    if (!Constructor.Locks || !OnDestroy.Unlocks)
      return false;
    Out.Row.Kind = Primitive::Guard;
    Out.Row.Constructor.Op = Operation::Lock;
    Out.Row.OnDestroy = Destructor::Unlock;
    Out.Evidence.push_back("its constructor locks and its destructor unlocks");
    Out.Weight += 4;
    return true;
  }

  bool lock(Suggestion &Out) {
    for (const auto &[Name, E] : Methods)
      for (const CommonName &C : CommonNames) {
        if (C.Kind != Primitive::Mutex || plain(Name) != C.Name || E.Waits ||
            E.Puts || E.Takes)
          continue;
        if (E.Locks != E.Unlocks)
          add(Out, Name, C.Op, C.How,
              "only " + std::string(E.Locks ? "locks" : "unlocks"));
        else if (has(Primitive::Atomic)) // it spins
          add(Out, Name, C.Op, C.How,
              "is a name in common use, over " + field(Primitive::Atomic), 1);
      }
    if (!hasOp(Out, Operation::Lock) || !hasOp(Out, Operation::Unlock))
      return reject(Out);
    Out.Row.Kind = Primitive::Mutex;
    return true;
  }

  /// A wrapper of a condition: nothing but waits and notifications.
  bool condition(Suggestion &Out) {
    bool Does = false;
    for (const auto &[Name, E] : Methods)
      for (const CommonName &C : CommonNames)
        if (C.Kind == Primitive::Condition && plain(Name) == C.Name &&
            !E.SetsFlag && !E.Puts && !E.Takes && !E.Adds && !E.Subtracts) {
          Does |= E.Waits || E.Notifies;
          add(Out, Name, C.Op, C.How,
              E.Waits      ? "only waits"
              : E.Notifies ? "only notifies"
                           : "is a name in common use",
              E.Waits || E.Notifies ? 2 : 1);
        }
    if (!Does || !hasOp(Out, Operation::Wait) ||
        !hasOp(Out, Operation::NotifyAll))
      return reject(Out);
    Out.Row.Kind = Primitive::Condition;
    return true;
  }

  bool threads(Suggestion &Out) {
    if (!has(Primitive::Task))
      return false;
    for (const auto &[Name, E] : Methods)
      if (E.Joins && plain(Name) == "join")
        add(Out, Name, Operation::Join, Mode::Blocking,
            "joins " + field(Primitive::Task));
    if (Out.Row.Members.empty() || !Constructor.Spawns)
      return reject(Out);
    Out.Row.Kind = Primitive::Task;
    Out.Row.OnDestroy =
        OnDestroy.Joins ? Destructor::Join : Destructor::Nothing;
    return true;
  }

  /// Where no body is visible, names must do.
  bool byName(Suggestion &Out) {
    // An instantiation has only the bodies that were used; its pattern speaks.
    if (R->getTemplateInstantiationPattern())
      return false;
    std::string Class = plain(R->getName());
    for (Primitive K :
         {Primitive::Mutex, Primitive::Condition, Primitive::Channel}) {
      unsigned Needed = 0;
      for (const CommonName &C : CommonNames)
        for (const auto &[Name, E] : Methods)
          if (C.Kind == K && plain(Name) == C.Name && !E.HasBody) {
            add(Out, Name, C.Op, C.How, "is a name in common use", 1);
            Needed += C.Needed;
          }
      bool Named = StringRef(Class).contains("queue") ||
                   StringRef(Class).contains("channel") ||
                   StringRef(Class).contains("pipe") ||
                   StringRef(Class).contains("mailbox");
      bool Found = K != Primitive::Channel
                       ? Needed >= 2
                       : Named && hasOp(Out, Operation::Send) &&
                             hasOp(Out, Operation::Receive);
      if (Found) {
        Out.Row.Kind = K;
        if (K == Primitive::Channel)
          Out.Row.Unbounded = true;
        Out.Evidence.push_back("no body is visible: look at what they do");
        return true;
      }
      reject(Out);
    }
    return false;
  }

  static bool reject(Suggestion &Out) {
    Out.Row.Members.clear();
    Out.Evidence.clear();
    Out.Weight = 0;
    return false;
  }

  const CXXRecordDecl *R;
  std::map<Primitive, std::string> Fields; ///< the first of each kind
  std::map<std::string, MethodEvidence> Methods;
  MethodEvidence Constructor, OnDestroy;
  std::set<std::string> Givers; ///< methods that can hand out a value
  int CountArgument = -1;
  bool MayBeAbsent = false; ///< the number has a default
};

class Visitor : public RecursiveASTVisitor<Visitor> {
public:
  explicit Visitor(const Believed &B) : B(B), L(B.L) {}

  bool shouldVisitTemplateInstantiations() const { return true; }
  bool TraverseStmt(Stmt *) { return true; }

  bool VisitCXXRecordDecl(CXXRecordDecl *R) {
    if (!R->isThisDeclarationADefinition() || R->isLambda() ||
        !R->getIdentifier() || L.inLibrary(R) || L.modelOf(R) ||
        R->isInvalidDecl())
      return true;
    std::string Name = Lowering::qualifiedName(R);
    if (Name.empty())
      return true;
    Suggestion Out;
    if (!ClassReader(B, R).read(Out))
      return true;
    Out.Row.Name = Name;
    PresumedLoc P = L.Context.getSourceManager().getPresumedLoc(
        L.Context.getSourceManager().getFileLoc(R->getLocation()), false);
    if (P.isValid())
      Out.Place = P.getFilename() + (":" + std::to_string(P.getLine()));
    Suggestion &Best = Found[Name];
    if (Out.Weight > Best.Weight)
      Best = std::move(Out);
    return true;
  }

  const Believed &B;
  Lowering &L;
  std::map<std::string, Suggestion> Found;
};

} // namespace

std::vector<Suggestion> suggestRows(ASTContext &Context,
                                    const model::ModelSet &Models) {
  Program P;
  Lowering L(Context, Models, P);
  // What uses a lock that was suggested is seen in the next round.
  Believed B{L, {}};
  std::map<std::string, Suggestion> Found;
  for (size_t Before = 1; Before != Found.size();) {
    Before = Found.size();
    Visitor V(B);
    V.TraverseDecl(Context.getTranslationUnitDecl());
    Found = std::move(V.Found);
    for (const auto &[Name, Each] : Found)
      B.Suggested[Name] = Each.Row;
  }
  std::vector<Suggestion> Out;
  for (auto &[Name, Each] : Found)
    Out.push_back(std::move(Each));
  return Out;
}

} // namespace quiesce
