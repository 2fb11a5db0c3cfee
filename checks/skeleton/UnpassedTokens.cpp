//===- UnpassedTokens.cpp - calls that do not get the token ---------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Walks each function with what it holds in scope: the tokens and contexts
// that it was *given*, as parameters, captures and members.  (A token that a
// function took from a source of its own is for those it starts.)  A call that
// would take one and gets none is a fact, except
//
//  - where stop may have been requested already: clean-up must go on;
//  - where anything that depends on a token is handed over: that is the way
//    this function has chosen;
//  - where the callee gives back something with a stop of its own;
//  - where an empty token is written out with a comment beside it.
//
//===----------------------------------------------------------------------===//

#include "skeleton/Cancellation.h"
#include "skeleton/TokenArguments.h"
#include "skeleton/UserDeclarations.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/Support/SaveAndRestore.h"
#include <set>

using namespace clang;
using quiesce::model::Mode;
using quiesce::model::Operation;
using quiesce::model::Primitive;

namespace quiesce {

namespace {

using Exprs = llvm::ArrayRef<const Expr *>;

class TokenWalk {
public:
  TokenWalk(Lowering &L, const FunctionDecl *F, std::vector<UnpassedToken> &Out,
            std::set<Location> &Told)
      : L(L), F(F), Uses(L), Out(Out), Told(Told) {}

  void run() {
    for (const ParmVarDecl *P : F->parameters())
      holds(P);
    const auto *M = dyn_cast<CXXMethodDecl>(F);
    if (M && M->isInstance() && !M->getParent()->isLambda())
      for (const FieldDecl *Field : M->getParent()->fields())
        if (carriesToken(L, Field->getType()) && names(F->getBody(), Field))
          holds(Field);
    walk(F->getBody());
  }

private:
  void holds(const ValueDecl *V) {
    if (V->getIdentifier() && carriesToken(L, V->getType()))
      Held.push_back(V);
  }

  static bool names(const Stmt *S, const ValueDecl *V) {
    if (const auto *M = dyn_cast_or_null<MemberExpr>(S);
        M && M->getMemberDecl() == V)
      return true;
    return S && llvm::any_of(S->children(), [&](const Stmt *Child) {
             return names(Child, V);
           });
  }

  // Statements, and where on their way stop may have been requested.

  void walk(const Stmt *S) {
    if (!S)
      return;
    if (const auto *I = dyn_cast<IfStmt>(S))
      return walkIf(I);
    if (const auto *Block = dyn_cast<CompoundStmt>(S)) {
      for (const Stmt *Each : Block->body()) {
        if (const auto *E = dyn_cast<Expr>(Each))
          Discarded = E->IgnoreImplicit();
        walk(Each);
      }
      return;
    }
    if (isa<WhileStmt, DoStmt, ForStmt, CXXForRangeStmt, SwitchStmt>(S)) {
      bool Tests = testsToken(S);
      bool Cases =
          isa<SwitchStmt>(S) && Uses.mentions(cast<SwitchStmt>(S)->getCond());
      {
        llvm::SaveAndRestore Region(Stopping, Stopping || Cases);
        children(S);
      }
      Stopping |= Tests;
      return;
    }
    if (const auto *C = dyn_cast<CXXCatchStmt>(S)) {
      llvm::SaveAndRestore Region(Stopping, true);
      return children(C);
    }
    if (const auto *Lambda = dyn_cast<LambdaExpr>(S))
      return walkLambda(Lambda);
    if (const auto *B = dyn_cast<BinaryOperator>(S)) {
      if (B->isLogicalOp()) {
        walk(B->getLHS());
        bool Running = B->getOpcode() == BO_LAnd;
        llvm::SaveAndRestore Region(
            Stopping, Stopping || maybeStopped(B->getLHS(), Running));
        return walk(B->getRHS());
      }
      if (B->isAssignmentOp() && Uses.mentions(B->getRHS()))
        if (const auto *To = dyn_cast<DeclRefExpr>(plain(B->getLHS())))
          Uses.depends(To->getDecl());
    }
    if (const auto *C = dyn_cast<AbstractConditionalOperator>(S)) {
      walk(C->getCond());
      {
        llvm::SaveAndRestore Region(
            Stopping, Stopping || maybeStopped(C->getCond(), true));
        walk(C->getTrueExpr());
      }
      llvm::SaveAndRestore Region(
          Stopping, Stopping || maybeStopped(C->getCond(), false));
      return walk(C->getFalseExpr());
    }
    if (const auto *D = dyn_cast<DeclStmt>(S))
      for (const Decl *Each : D->decls())
        if (const auto *V = dyn_cast<VarDecl>(Each);
            V && Uses.mentions(V->getInit())) {
          Uses.depends(V);
          if (const auto *Binding = dyn_cast<DecompositionDecl>(V))
            for (const BindingDecl *B : Binding->bindings())
              Uses.depends(B);
        }
    if (const auto *C = dyn_cast<CallExpr>(S))
      called(C);
    else if (const auto *C = dyn_cast<CXXConstructExpr>(S)) {
      const model::TypeModel *M = L.modelOf(C->getType());
      if (M && M->Kind == Primitive::StopCallback)
        return; // runs once stop is requested
      if (!C->getConstructor()->isCopyOrMoveConstructor() && !M)
        called(C->getConstructor(), {C->getArgs(), C->getNumArgs()}, C, {});
    }
    children(S);
  }

  void children(const Stmt *S) {
    for (const Stmt *Child : S->children())
      walk(Child);
  }

  /// Stop may have been requested where \p Condition is \p Value.
  bool maybeStopped(const Expr *Condition, bool Value) const {
    if (!Uses.mentions(Condition))
      return false;
    auto Stopped = Uses.whenStopped(Condition);
    return !Stopped || *Stopped == Value;
  }

  void walkIf(const IfStmt *I) {
    walk(I->getInit());
    if (const VarDecl *V = I->getConditionVariable();
        V && Uses.mentions(V->getInit()))
      Uses.depends(V);
    if (I->getConditionVariableDeclStmt())
      walk(I->getConditionVariableDeclStmt());
    const Expr *Condition = I->getCond();
    walk(Condition);
    bool Before = Stopping;
    Stopping = Before || maybeStopped(Condition, true);
    walk(I->getThen());
    Stopping = Before || maybeStopped(Condition, false);
    walk(I->getElse());
    Stopping = Before;
    if (!Uses.mentions(Condition))
      return;
    auto Stopped = Uses.whenStopped(Condition);
    if (leaves(I->getThen()))
      // Where nobody knows what the condition says, whoever leaves early does
      // so because of the stop.
      Stopping |= Stopped ? !*Stopped : leaves(I->getElse());
    else if (leaves(I->getElse()))
      Stopping |= Stopped.value_or(false);
  }

  /// Some condition of the loop or switch \p S depends on a token: what comes
  /// after it may be what is done once stopped.
  bool testsToken(const Stmt *S) const {
    const Expr *Condition = nullptr;
    if (const auto *I = dyn_cast<IfStmt>(S))
      Condition = I->getCond();
    else if (const auto *W = dyn_cast<WhileStmt>(S))
      Condition = W->getCond();
    else if (const auto *D = dyn_cast<DoStmt>(S))
      Condition = D->getCond();
    else if (const auto *For = dyn_cast<ForStmt>(S))
      Condition = For->getCond();
    else if (const auto *R = dyn_cast<CXXForRangeStmt>(S))
      Condition = R->getRangeInit();
    else if (const auto *Switch = dyn_cast<SwitchStmt>(S))
      Condition = Switch->getCond();
    else if (isa<LambdaExpr>(S))
      return false;
    if (Condition && Uses.mentions(Condition))
      return true;
    return llvm::any_of(S->children(), [&](const Stmt *Child) {
      return Child && testsToken(Child);
    });
  }

  void walkLambda(const LambdaExpr *E) {
    for (const Expr *Init : E->capture_inits())
      if (Init)
        walk(Init);
    llvm::SmallVector<const ValueDecl *, 4> Inside;
    for (const LambdaCapture &C : E->captures())
      if (C.capturesVariable())
        Inside.push_back(C.getCapturedVar());
    for (const FunctionDecl *Body : bodiesOf(E)) {
      auto Outer = Held;
      Held.clear();
      for (const ValueDecl *V : Inside)
        holds(V);
      // A token of its own is the one that ends it.
      auto Own = llvm::count_if(Body->parameters(), [&](const ParmVarDecl *P) {
        return carriesToken(L, P->getType());
      });
      if (Own)
        Held.clear();
      for (const ParmVarDecl *P : Body->parameters())
        holds(P);
      {
        llvm::SaveAndRestore Region(Stopping, Stopping);
        walk(Body->getBody());
      }
      Held = std::move(Outer);
    }
  }

  // Calls.

  void called(const CallExpr *C) {
    const FunctionDecl *D = C->getDirectCallee();
    if (!D)
      return;
    Exprs Args(C->getArgs(), C->getNumArgs());
    const Expr *Object = nullptr;
    if (const auto *M = dyn_cast<CXXMemberCallExpr>(C))
      Object = M->getImplicitObjectArgument();
    else if (isa<CXXOperatorCallExpr>(C) && isa<CXXMethodDecl>(D)) {
      Object = Args.front();
      Args = Args.drop_front();
    }
    CallModel Model = L.modelOf(C);
    // Of what a library has only the waits are known; and a wait with a limit
    // ends by itself.
    if (Model.Does ? Model.Does->How != Mode::Blocking : L.inLibrary(D))
      return;
    called(D, Args, C, Object);
  }

  void called(const FunctionDecl *D, Exprs Args, const Expr *Call,
              const Expr *Object) {
    if (Stopping || Held.empty() || hasStopOfItsOwn(Call->getType()))
      return;
    if (D->getDeclName() == F->getDeclName())
      return; // one overload made of another
    int Missing = -1;
    UnpassedToken::Way How = UnpassedToken::Overload;
    for (size_t I = 0; I < Args.size(); ++I) {
      bool Takes = I < D->getNumParams() &&
                   carriesToken(L, D->getParamDecl(I)->getType());
      const auto *Defaulted = dyn_cast<CXXDefaultArgExpr>(Args[I]);
      if (Takes &&
          isEmptyToken(L, Defaulted ? Defaulted->getExpr() : Args[I])) {
        if (Missing >= 0 || (!Defaulted && hasComment(L, Args, I, Call)))
          return;
        Missing = int(I);
        How = Defaulted ? UnpassedToken::Default : UnpassedToken::Empty;
      } else if (Takes || (!Defaulted && Uses.mentions(Args[I]))) {
        return;
      }
    }
    const FunctionDecl *Better = nullptr;
    if (Missing < 0) {
      // What it is called on may hold a token already.
      if ((Object &&
           (Uses.mentions(Object) || holdsToken(Object->getType()))) ||
          isa<CXXConstructExpr>(Call))
        return;
      Better = overloadWithToken(L, D, F, Missing);
      if (!Better)
        return;
    }
    const ParmVarDecl *Parameter = (Better ? Better : D)->getParamDecl(Missing);
    const ValueDecl *Token = nullptr;
    unsigned Fitting = 0;
    for (const ValueDecl *V : Held)
      if (!spelled(V, Parameter->getType()).empty()) {
        Token = V;
        ++Fitting;
      }
    if (!Token)
      return;
    UnpassedToken Fact;
    Fact.How = How;
    SourceLocation Where = Call->getExprLoc();
    Fact.Where = L.locationFor(Where);
    if (!Told.insert(L.P.Locations[Fact.Where]).second)
      return;
    if (!L.inLibrary(Better ? Better : D))
      Fact.Declared =
          L.locationFor(Better ? Better->getCanonicalDecl()->getLocation()
                               : Parameter->getLocation());
    Fact.TokenAt = L.locationFor(Token->getLocation());
    Fact.Token = spelled(Token, Parameter->getType());
    Fact.Callee =
        isa<CXXConstructorDecl>(D)
            ? cast<CXXConstructorDecl>(D)->getParent()->getNameAsString()
            : D->getNameAsString();
    const Function &Caller = *L.P.Functions[L.functionFor(F)];
    Fact.Function = Caller.Key;
    Fact.Caller = Caller.Name;
    bool Passable = !Parameter->getType()->isRValueReferenceType() &&
                    (!Parameter->getType()->isLValueReferenceType() ||
                     Parameter->getType()->getPointeeType().isConstQualified());
    bool SameResult = !Better || Discarded == Call || !changesResult(D, Better);
    if (Fitting == 1 && Passable && SameResult)
      Fact.Repair = passToken(L, Args, Missing, How, Call, Fact.Token);
    Out.push_back(std::move(Fact));
  }

  /// An object that gives out tokens, or that stops what it owns: what was
  /// called is ended through it.
  bool hasStopOfItsOwn(QualType T) const {
    const model::TypeModel *M = L.modelOf(T.getNonReferenceType());
    return M && (M->Kind == Primitive::StopSource || M->PassesStopToken);
  }

  bool holdsToken(QualType T) const {
    if (T->isPointerType())
      T = T->getPointeeType();
    const CXXRecordDecl *R = T.getNonReferenceType()->getAsCXXRecordDecl();
    return R && R->hasDefinition() && !L.inLibrary(R) &&
           llvm::any_of(R->getDefinition()->fields(),
                        [&](const FieldDecl *Field) {
                          return carriesToken(L, Field->getType());
                        });
  }

  /// How \p V is passed to a parameter of type \p T; empty if it is not.
  std::string spelled(const ValueDecl *V, QualType T) const {
    QualType Mine = V->getType();
    if (bare(Mine) == bare(T))
      return V->getNameAsString();
    if (const FieldDecl *Token = contextToken(L, Mine))
      if (bare(Token->getType()) == bare(T))
        return V->getNameAsString() +
               (Mine.getNonReferenceType()->isPointerType() ? "->" : ".") +
               Token->getNameAsString();
    return {};
  }

  Lowering &L;
  const FunctionDecl *F;
  TokenUses Uses;
  std::vector<UnpassedToken> &Out;
  std::set<Location> &Told;
  llvm::SmallVector<const ValueDecl *, 4> Held;
  bool Stopping = false; ///< here, stop may have been requested
  const Expr *Discarded = nullptr;
};

} // namespace

std::vector<UnpassedToken> unpassedTokens(Lowering &L) {
  std::vector<UnpassedToken> Out;
  std::set<Location> Told;
  forEachUserFunction(L, [&](const FunctionDecl *F) {
    if (!isa<CXXDestructorDecl>(F)) // what it does is clean-up
      TokenWalk(L, F, Out, Told).run();
  });
  return Out;
}

} // namespace quiesce
