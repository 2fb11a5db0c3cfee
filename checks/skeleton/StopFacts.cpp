//===- StopFacts.cpp - what functions do about stopping -------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Walks each function once and writes down what it does with tokens, what it
// waits for, what it starts and whom it may wake.  No flow is followed here;
// finding/UnobservedStop.cpp puts the facts together.
//
//===----------------------------------------------------------------------===//

#include "skeleton/Cancellation.h"
#include "skeleton/TokenTypes.h"
#include "skeleton/UserFunctions.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace clang;
using quiesce::model::Mode;
using quiesce::model::Operation;
using quiesce::model::Primitive;

namespace quiesce {

namespace {

using Exprs = llvm::ArrayRef<const Expr *>;

/// Numbers for the declarations that facts speak of.
class StopTable {
public:
  StopTable(Lowering &L, StopFacts &Out) : L(L), Out(Out) {}

  int body(const FunctionDecl *F) {
    if (const FunctionDecl *D = L.enterable(F))
      F = D;
    auto [It, New] =
        Bodies.try_emplace(F->getCanonicalDecl(), int(Out.Bodies.size()));
    if (New) {
      StopBody B;
      const Function &Fn = *L.P.Functions[L.functionFor(F)];
      B.Name = Fn.Name;
      B.Key = Fn.Key;
      B.Where = Fn.Where;
      B.Destructor = isa<CXXDestructorDecl>(F);
      Out.Bodies.push_back(std::move(B));
      if (const auto *M = dyn_cast<CXXMethodDecl>(F);
          M && !M->getParent()->isLambda()) {
        int Class = classOf(M->getParent());
        Out.Bodies[It->second].Class = Class;
      }
    }
    return It->second;
  }

  int variable(const ValueDecl *V) {
    V = cast<ValueDecl>(V->getCanonicalDecl());
    auto [It, New] = Variables.try_emplace(V, int(Out.Variables.size()));
    if (New) {
      StopVariable Info;
      Info.Name = V->getNameAsString();
      Info.Where = L.locationFor(V->getLocation());
      const model::TypeModel *M = L.modelOf(V->getType());
      Info.Handle = M && M->PassesStopToken;
      Info.Container =
          M && (M->Kind == Primitive::Sequence || M->Kind == Primitive::Map);
      Out.Variables.push_back(std::move(Info));
      if (const auto *F = dyn_cast<FieldDecl>(V))
        if (const auto *R = dyn_cast<CXXRecordDecl>(F->getParent()))
          Out.Variables[It->second].Class = classOf(R);
    }
    return It->second;
  }

private:
  int classOf(const CXXRecordDecl *R) {
    R = R->getCanonicalDecl();
    auto [It, New] = Classes.try_emplace(R, int(Out.Classes.size()));
    int Number = It->second;
    if (!New)
      return Number;
    Out.Classes.emplace_back();
    R = R->getDefinition();
    StopClass Info;
    Info.EndsWaits = endsWaits(R, 0);
    for (const CXXMethodDecl *M : R->methods())
      if (!M->isImplicit() && !M->isDefaulted() && !M->isDeleted() &&
          !M->isPureVirtual() && !L.enterable(M) &&
          !M->getDescribedFunctionTemplate())
        Info.Visible = false;
    Out.Classes[Number] = Info;
    if (const CXXDestructorDecl *D = R->getDestructor();
        D && D->isUserProvided()) {
      int Body = body(D);
      Out.Classes[Number].Destructor = Body;
    }
    return Number;
  }

  /// A member closes or breaks what somebody may wait for when it goes.
  bool endsWaits(const CXXRecordDecl *R, unsigned Depth) {
    return llvm::any_of(R->fields(), [&](const FieldDecl *F) {
      return typeEndsWaits(F->getType(), Depth);
    });
  }
  bool typeEndsWaits(QualType T, unsigned Depth) {
    const CXXRecordDecl *R = T->getAsCXXRecordDecl();
    if (!R || !R->hasDefinition() || Depth > 3)
      return false;
    if (const model::TypeModel *M = L.modelOf(T))
      if (M->OnDestroy == model::Destructor::Break ||
          M->OnDestroy == model::Destructor::Close)
        return true;
    if (const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(R))
      for (const TemplateArgument &A : S->getTemplateArgs().asArray())
        if (A.getKind() == TemplateArgument::Type &&
            typeEndsWaits(A.getAsType(), Depth + 1))
          return true;
    return !L.inLibrary(R) && endsWaits(R->getDefinition(), Depth + 1);
  }

  Lowering &L;
  StopFacts &Out;
  llvm::DenseMap<const FunctionDecl *, int> Bodies;
  llvm::DenseMap<const ValueDecl *, int> Variables;
  llvm::DenseMap<const CXXRecordDecl *, int> Classes;
};

class StopWalk {
public:
  StopWalk(Lowering &L, StopTable &Table, StopFacts &Out, const FunctionDecl *F)
      : L(L), Table(Table), Out(Out), Uses(L), F(F), Me(Table.body(F)) {}

  void run() {
    Out.Bodies[Me].Visible = true;
    Out.Bodies[Me].NamesToken = Uses.mentions(F->getBody());
    for (const ParmVarDecl *P : F->parameters())
      if (carriesToken(L, P->getType()) && Given.empty())
        Given = P->getIdentifier() ? P->getNameAsString() : "stop token";
    if (const auto *C = dyn_cast<CXXConstructorDecl>(F))
      for (const CXXCtorInitializer *I : C->inits()) {
        llvm::SaveAndRestore Into(Target, I->getMember());
        walk(I->getInit());
      }
    walk(F->getBody());
  }

private:
  StopFact &fact(StopFact::What Kind, SourceLocation Where) {
    StopFact Fact;
    Fact.Kind = Kind;
    Fact.Where = L.locationFor(Where);
    Out.Bodies[Me].Facts.push_back(std::move(Fact));
    return Out.Bodies[Me].Facts.back();
  }

  /// The variable or member that \p E names, through pointers; null if none.
  const ValueDecl *root(const Expr *E) const {
    while (E) {
      E = plain(E);
      if (const auto *D = dyn_cast<DeclRefExpr>(E)) {
        const auto *V = dyn_cast<VarDecl>(D->getDecl());
        // A reference made here is what it was made of.
        if (V && V->isLocalVarDecl() && V->getInit() &&
            (V->getType()->isReferenceType() ||
             V->getType()->isPointerType())) {
          E = V->getInit();
          continue;
        }
        return V;
      }
      if (const auto *M = dyn_cast<MemberExpr>(E))
        return dyn_cast<FieldDecl>(M->getMemberDecl());
      if (const auto *U = dyn_cast<UnaryOperator>(E))
        E = U->getSubExpr();
      else if (const auto *O = dyn_cast<CXXOperatorCallExpr>(E))
        E = O->getArg(0);
      else if (const auto *C = dyn_cast<CXXMemberCallExpr>(E))
        E = C->getImplicitObjectArgument();
      else if (const auto *C = dyn_cast<CallExpr>(E); C && C->getNumArgs() == 1)
        E = C->getArg(0); // std::move and its kin
      else
        return nullptr;
    }
    return nullptr;
  }

  /// Made by this body: nobody else brings it to an end.
  bool isLocal(const ValueDecl *V) const {
    const auto *Variable = dyn_cast_or_null<VarDecl>(V);
    return Variable && Variable->isLocalVarDecl() &&
           Variable->hasLocalStorage() &&
           Variable->getParentFunctionOrMethod() ==
               static_cast<const DeclContext *>(F);
  }

  /// The source that the token \p E comes from; -1 if nobody knows.
  int sourceOf(const Expr *E) {
    E = plain(E);
    if (const auto *C = dyn_cast<CallExpr>(E)) {
      ModelledCall Call = modelledCall(L, C);
      if (Call.Does && Call.Does->Op == Operation::GetToken)
        if (const ValueDecl *V = root(Call.Object))
          return Table.variable(V);
      return -1;
    }
    if (const auto *D = dyn_cast<DeclRefExpr>(E))
      if (const auto *V = dyn_cast<VarDecl>(D->getDecl());
          V && !isa<ParmVarDecl>(V) && V->getInit())
        return sourceOf(V->getInit());
    return -1;
  }

  void walk(const Stmt *S) {
    if (!S)
      return;
    if (isa<WhileStmt, DoStmt, ForStmt>(S)) {
      loop(S);
      llvm::SaveAndRestore Inside(Loop, S);
      return children(S);
    }
    if (const auto *R = dyn_cast<CXXForRangeStmt>(S)) {
      const model::TypeModel *M =
          L.modelOf(R->getRangeInit()->getType().getNonReferenceType());
      if (M && M->Iterate == Operation::Receive)
        blocks(Operation::Receive, R->getRangeInit(), {}, R->getForLoc());
      walk(R->getRangeInit());
      return walk(R->getBody());
    }
    if (const auto *Lambda = dyn_cast<LambdaExpr>(S))
      return lambda(Lambda);
    if (const auto *D = dyn_cast<DeclStmt>(S)) {
      for (const Decl *Each : D->decls())
        if (const auto *V = dyn_cast<VarDecl>(Each))
          variable(V);
      return;
    }
    if (const auto *B = dyn_cast<BinaryOperator>(S); B && B->isAssignmentOp())
      return assigns(B->getLHS(), B->getRHS(), B->getOperatorLoc());
    if (const auto *U = dyn_cast<UnaryOperator>(S);
        U && U->isIncrementDecrementOp() && !isLocal(root(U->getSubExpr())))
      fact(StopFact::Wakes, U->getOperatorLoc());
    if (const auto *C = dyn_cast<CXXConstructExpr>(S))
      return constructs(C);
    if (const auto *C = dyn_cast<CallExpr>(S))
      return calls(C);
    if (const auto *E = dyn_cast<Expr>(S); E && namesToken(E))
      fact(StopFact::Hands, E->getExprLoc());
    if (const auto *D = dyn_cast<DeclRefExpr>(S))
      escapes(D->getDecl());
    else if (const auto *M = dyn_cast<MemberExpr>(S))
      escapes(M->getMemberDecl());
    children(S);
  }

  void children(const Stmt *S) {
    for (const Stmt *Child : S->children())
      walk(Child);
  }

  /// A source or handle used as nothing else here knows.
  void escapes(const ValueDecl *V) {
    const model::TypeModel *M = L.modelOf(V->getType().getNonReferenceType());
    if (M && (M->Kind == Primitive::StopSource || M->PassesStopToken))
      Out.Variables[Table.variable(V)].Escapes = true;
  }

  /// \p E is a token, or a context, that has a name.
  bool namesToken(const Expr *E) const {
    const ValueDecl *V = nullptr;
    if (const auto *D = dyn_cast<DeclRefExpr>(E))
      V = D->getDecl();
    else if (const auto *M = dyn_cast<MemberExpr>(E))
      V = M->getMemberDecl();
    return V && !isa<FunctionDecl>(V) && carriesToken(L, V->getType());
  }

  void variable(const VarDecl *V) {
    const Expr *Init = V->getInit();
    if (!Init)
      return;
    const model::TypeModel *M = L.modelOf(V->getType());
    if (M && M->Kind == Primitive::StopSource && !Given.empty() &&
        V->hasLocalStorage()) {
      StopVariable &Info = Out.Variables[Table.variable(V)];
      Info.Links = true;
      Info.Given = Given;
      Info.Body = Me;
    }
    if (carriesToken(L, V->getType()) && (namesToken(plain(Init)))) {
      return; // the same token under another name
    }
    llvm::SaveAndRestore Into(Target, static_cast<const ValueDecl *>(V));
    walk(Init);
  }

  void assigns(const Expr *To, const Expr *From, SourceLocation Where) {
    const ValueDecl *V = root(To);
    if (!isLocal(V) && !namesToken(plain(To))) {
      StopFact &Fact = fact(StopFact::Wakes, Where);
      Fact.Op = Operation::Store;
      if (V) {
        int Number = Table.variable(V);
        Out.Bodies[Me].Facts.back().Variable = Number;
      }
    }
    llvm::SaveAndRestore Into(Target, V);
    walk(From);
    if (!isa<DeclRefExpr, MemberExpr>(plain(To)))
      walk(To);
  }

  /// A lambda that is not started here: what it does, it does when called.
  void lambda(const LambdaExpr *E, bool Handed = true) {
    for (const FunctionDecl *Body : bodiesOf(E)) {
      // Keeping it under a name is no call; giving it away may be one.
      if (Handed && !isa_and_nonnull<VarDecl>(Target)) {
        if (Uses.mentions(Body->getBody()))
          fact(StopFact::Hands, E->getBeginLoc());
        int Number = Table.body(Body);
        fact(StopFact::Calls, E->getBeginLoc()).Body = Number;
      }
      StopWalk Inside(L, Table, Out, Body);
      Inside.run();
    }
    for (const Expr *Init : E->capture_inits())
      if (Init && !namesToken(plain(Init)) && sourceOf(Init) < 0)
        walk(Init);
  }

  // Loops.

  static bool sleeps(Lowering &L, const Stmt *S) {
    if (!S || isa<LambdaExpr>(S))
      return false;
    if (const auto *C = dyn_cast<CallExpr>(S)) {
      ModelledCall Call = modelledCall(L, C);
      if (Call.Does && (Call.Does->Op == Operation::Sleep ||
                        Call.Does->Op == Operation::Yield))
        return true;
    }
    return llvm::any_of(S->children(),
                        [&](const Stmt *Child) { return sleeps(L, Child); });
  }

  /// \p S compares an order or reads a truth value that somebody may set.
  bool countsOrAsks(const Stmt *S) const {
    if (!S)
      return false;
    if (const auto *B = dyn_cast<BinaryOperator>(S);
        B && (B->isRelationalOp() || B->isEqualityOp()))
      return true;
    if (const auto *O = dyn_cast<CXXOperatorCallExpr>(S);
        O && O->isComparisonOp())
      return true;
    return readsFlag(S) || llvm::any_of(S->children(), [&](const Stmt *Child) {
             return countsOrAsks(Child);
           });
  }

  bool readsFlag(const Stmt *S) const {
    if (!S)
      return false;
    const ValueDecl *V = nullptr;
    if (const auto *D = dyn_cast<DeclRefExpr>(S))
      V = D->getDecl();
    else if (const auto *M = dyn_cast<MemberExpr>(S))
      V = M->getMemberDecl();
    if (V && !isa<FunctionDecl>(V)) {
      QualType T = V->getType().getNonReferenceType();
      const model::TypeModel *M = L.modelOf(T);
      if (T->isBooleanType() || (M && M->Kind == Primitive::Atomic))
        return true;
    }
    return llvm::any_of(S->children(),
                        [&](const Stmt *Child) { return readsFlag(Child); });
  }

  /// A way out of the loop that counts, or that somebody opens.
  bool hasBound(const Stmt *S) const {
    if (!S || isa<LambdaExpr>(S))
      return false;
    if (const auto *I = dyn_cast<IfStmt>(S))
      if ((leaves(I->getThen()) || leaves(I->getElse())) &&
          countsOrAsks(I->getCond()))
        return true;
    return llvm::any_of(S->children(),
                        [&](const Stmt *Child) { return hasBound(Child); });
  }

  void loop(const Stmt *S) {
    const Expr *Condition = nullptr;
    const Stmt *Body = nullptr;
    if (const auto *W = dyn_cast<WhileStmt>(S)) {
      Condition = W->getCond();
      Body = W->getBody();
    } else if (const auto *D = dyn_cast<DoStmt>(S)) {
      Condition = D->getCond();
      Body = D->getBody();
    } else {
      Condition = cast<ForStmt>(S)->getCond();
      Body = cast<ForStmt>(S)->getBody();
    }
    if (!sleeps(L, Body) || countsOrAsks(Condition) || hasBound(Body))
      return;
    fact(StopFact::Pauses, S->getBeginLoc()).Watches = Uses.mentions(S);
  }

  // Constructions and calls.

  void constructs(const CXXConstructExpr *C) {
    const model::TypeModel *M = L.modelOf(C->getType());
    Exprs Args(C->getArgs(), C->getNumArgs());
    bool Copies = C->getConstructor()->isCopyOrMoveConstructor();
    if (M && M->Kind == Primitive::Task && !Args.empty() && !Copies)
      return starts(Args, M->PassesStopToken, C->getBeginLoc());
    if (M && M->Kind == Primitive::StopCallback) {
      // What ends the waits of this task when stop is requested.
      fact(StopFact::Hands, C->getBeginLoc());
      for (const Expr *Arg : Args)
        if (!namesToken(plain(Arg)))
          walk(Arg);
      return;
    }
    if (Copies && M && M->Kind == Primitive::StopToken)
      return walk(Args[0]);
    if (!M && !Copies) {
      if (const FunctionDecl *Target = L.enterable(C->getConstructor()))
        return enters(Target, Args, C->getBeginLoc());
      if (!L.inLibrary(C->getConstructor()) &&
          C->getConstructor()->isUserProvided())
        fact(StopFact::Wakes, C->getBeginLoc());
    }
    for (const Expr *Arg : Args)
      walk(Arg);
  }

  void starts(Exprs Args, bool Own, SourceLocation Where) {
    size_t At = 0;
    const FunctionDecl *Body = nullptr;
    const LambdaExpr *Lambda = nullptr;
    for (; At < Args.size() && !Body; ++At) {
      const Expr *E = plain(Args[At]);
      if ((Lambda = dyn_cast<LambdaExpr>(E))) {
        auto Bodies = bodiesOf(Lambda);
        if (Bodies.size() != 1)
          break;
        Body = Bodies[0];
      } else {
        if (const auto *U = dyn_cast<UnaryOperator>(E);
            U && U->getOpcode() == UO_AddrOf)
          E = U->getSubExpr()->IgnoreParens();
        if (const auto *D = dyn_cast<DeclRefExpr>(E)) {
          Body = dyn_cast<FunctionDecl>(D->getDecl());
          const CXXRecordDecl *R = D->getType()->getAsCXXRecordDecl();
          if (!Body && R && R->isLambda())
            Body = R->getLambdaCallOperator();
        }
      }
    }
    llvm::SmallVector<int, 2> Sources;
    bool Gets = false;
    auto Takes = [&](const Expr *E) {
      Gets = true;
      Sources.push_back(sourceOf(E));
    };
    for (size_t I = At; I < Args.size(); ++I)
      if (carriesToken(L, Args[I]->getType()))
        Takes(Args[I]);
    if (Lambda)
      for (const LambdaCapture &C : Lambda->captures())
        if (C.capturesVariable())
          if (const auto *V = dyn_cast<VarDecl>(C.getCapturedVar());
              V && carriesToken(L, V->getType())) {
            Gets = true;
            Sources.push_back(!isa<ParmVarDecl>(V) && V->getInit()
                                  ? sourceOf(V->getInit())
                                  : -1);
          }
    if (Own && Body && Body->getNumParams() &&
        isToken(L, Body->getParamDecl(0)->getType())) {
      Gets = true;
      int Handle = Target ? Table.variable(Target) : -1;
      if (Target && isLocal(Target))
        Out.Variables[Handle].Body = Me;
      Sources.push_back(Handle);
    }
    if (Body) {
      int Number = Table.body(Body);
      StopFact &Fact = fact(StopFact::Starts, Where);
      Fact.Body = Number;
      Fact.GetsToken = Gets;
      Fact.Sources = Sources;
    }
    if (Lambda)
      lambda(Lambda, /*Handed=*/false);
    for (const Expr *Arg : Args) {
      if (plain(Arg) == Lambda)
        continue;
      if (int Source = sourceOf(Arg); Source >= 0)
        Out.Variables[Source].GivesToken = true;
      else if (!namesToken(plain(Arg)))
        walk(Arg);
    }
  }

  void calls(const CallExpr *C) {
    const FunctionDecl *D = C->getDirectCallee();
    SourceLocation Where = C->getExprLoc();
    ModelledCall Call = modelledCall(L, C);
    const Expr *Object = nullptr;
    Exprs Args(C->getArgs(), C->getNumArgs());
    if (const auto *M = dyn_cast<CXXMemberCallExpr>(C))
      Object = M->getImplicitObjectArgument();
    else if (isa<CXXOperatorCallExpr>(C) && D && isa<CXXMethodDecl>(D)) {
      Object = Args.front();
      Args = Args.drop_front();
    }
    if (Call.Does)
      return operates(*Call.Does, Call, Object, Args, C);
    if (const auto *O = dyn_cast<CXXOperatorCallExpr>(C);
        O && O->getOperator() == OO_Equal && Object && Args.size() == 1 &&
        !L.enterable(D))
      return assigns(Object, Args[0], O->getOperatorLoc());
    if (D && !(isa<CXXMethodDecl>(D) && cast<CXXMethodDecl>(D)->isVirtual()))
      if (const FunctionDecl *Target = L.enterable(D)) {
        if (Object && !isa<DeclRefExpr, MemberExpr, CXXThisExpr>(plain(Object)))
          walk(Object);
        return enters(Target, Args, Where);
      }
    if (!D || !L.inLibrary(D))
      fact(StopFact::Wakes, Where); // nobody sees what it does
    children(C);
  }

  /// A call of \p Target, whose body is here.
  void enters(const FunctionDecl *Target, Exprs Args, SourceLocation Where) {
    int Number = Table.body(Target);
    bool Local = false;
    for (const Expr *Arg : Args)
      if (carriesToken(L, Arg->getType())) {
        if (int Source = sourceOf(Arg); Source >= 0)
          Out.Variables[Source].GivesToken = true;
        else if (!namesToken(plain(Arg)))
          walk(Arg);
      } else {
        Local |= isLocal(root(Arg)) && !Arg->getType()->isScalarType();
        walk(Arg);
      }
    StopFact &Fact = fact(StopFact::Calls, Where);
    Fact.Body = Number;
    Fact.Local = Local;
  }

  void operates(const model::OperationModel &Does, const ModelledCall &Call,
                const Expr *Object, Exprs Args, const CallExpr *C) {
    SourceLocation Where = C->getExprLoc();
    const ValueDecl *On = Call.Object ? root(Call.Object) : nullptr;
    switch (Does.Op) {
    case Operation::Spawn:
      starts(Args, false, C->getBeginLoc());
      return;
    case Operation::StopRequested:
    case Operation::StopPossible:
      return;
    case Operation::GetToken:
    case Operation::GetSource:
      if (On)
        Out.Variables[Table.variable(On)].GivesToken = true;
      return;
    case Operation::RequestStop: {
      int Number = On ? Table.variable(On) : -1;
      fact(StopFact::Requests, Where).Variable = Number;
      return;
    }
    case Operation::Append:
    case Operation::Prepend:
    case Operation::Insert: {
      llvm::SaveAndRestore Into(Target, On);
      if (startsInContainer(Call, Args, Where))
        return;
      if (!isLocal(On))
        wakes(Does.Op, Call, Where);
      for (const Expr *Arg : Args)
        walk(Arg);
      return;
    }
    case Operation::Receive:
    case Operation::Send:
    case Operation::Wait:
    case Operation::Get:
    case Operation::Await:
    case Operation::Acquire:
      if (Does.How == Mode::Blocking && Call.Object)
        blocks(Does.Op, Call.Object, Args, Where);
      [[fallthrough]];
    case Operation::Close:
    case Operation::NotifyOne:
    case Operation::NotifyAll:
    case Operation::Release:
    case Operation::CountDown:
    case Operation::CountUp:
    case Operation::CountDownAndWait:
    case Operation::Arrive:
    case Operation::ArriveAndWait:
    case Operation::ArriveAndDrop:
    case Operation::Set:
    case Operation::Store:
    case Operation::Exchange:
    case Operation::FetchAdd:
    case Operation::FetchSub:
    case Operation::CompareExchange:
    case Operation::Invoke:
    case Operation::Reset:
    case Operation::Swap:
    case Operation::Select:
      if (!isLocal(On))
        wakes(Does.Op, Call, Where);
      break;
    default:
      break;
    }
    // A wait's token is watched, and its predicate is called by it.
    bool Waits = Does.Op == Operation::Wait;
    for (const Expr *Arg : Args) {
      if (Waits && (namesToken(plain(Arg)) || sourceOf(Arg) >= 0)) {
        if (int Source = sourceOf(Arg); Source >= 0)
          Out.Variables[Source].GivesToken = true;
        continue;
      }
      if (const auto *Lambda = dyn_cast<LambdaExpr>(plain(Arg));
          Lambda && Waits)
        continue;
      walk(Arg);
    }
    if (Object && !isa<DeclRefExpr, MemberExpr>(plain(Object)))
      walk(Object);
  }

  void wakes(Operation Op, const ModelledCall &Call, SourceLocation Where) {
    const ValueDecl *On = Call.Object ? root(Call.Object) : nullptr;
    int Number = On ? Table.variable(On) : -1;
    int Type = typeOf(Call.Object);
    StopFact &Fact = fact(StopFact::Wakes, Where);
    Fact.Op = Op;
    Fact.Variable = Number;
    Fact.Type = Type;
  }

  int typeOf(const Expr *Object) const {
    if (!Object)
      return -1;
    QualType T = Object->getType().getNonReferenceType();
    return L.typeFor(T->isPointerType() ? T->getPointeeType() : T);
  }

  /// emplace_back and its kin of handles, whose constructor stands in the
  /// library.
  bool startsInContainer(const ModelledCall &Call, Exprs Args,
                         SourceLocation Where) {
    const auto *S = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
        Call.Object->getType()->getAsCXXRecordDecl());
    if (!S || S->getTemplateArgs().size() == 0 || Args.empty() ||
        S->getTemplateArgs()[0].getKind() != TemplateArgument::Type)
      return false;
    QualType Element = S->getTemplateArgs()[0].getAsType();
    const model::TypeModel *M = L.modelOf(Element);
    if (!M || M->Kind != Primitive::Task || L.modelOf(Args[0]->getType()) == M)
      return false;
    starts(Args, M->PassesStopToken, Where);
    return true;
  }

  void blocks(Operation Op, const Expr *Object, Exprs Args,
              SourceLocation Where) {
    const ValueDecl *On = root(Object);
    int Number = On ? Table.variable(On) : -1;
    int Type = typeOf(Object);
    // The condition that the wait is repeated for: a flag in it is for
    // somebody to set.
    const Stmt *Condition = nullptr;
    bool Watches = false;
    for (const Expr *Arg : Args) {
      const auto *Lambda = dyn_cast<LambdaExpr>(plain(Arg));
      if (Lambda)
        Condition = Lambda->getBody();
      Watches |= Op == Operation::Wait ? carriesToken(L, Arg->getType())
                                       : Uses.mentions(Arg);
    }
    if (Op == Operation::Wait && !Condition)
      if (const auto *W = dyn_cast_or_null<WhileStmt>(Loop))
        Condition = W->getCond();
    StopFact &Fact = fact(StopFact::Blocks, Where);
    Fact.Op = Op;
    Fact.Variable = Number;
    Fact.Type = Type;
    Fact.Watches = Watches;
    Fact.Local =
        !On || isLocal(On) ||
        (Op == Operation::Wait && (!Condition || readsFlag(Condition)));
    if (On)
      Fact.Name = On->getNameAsString();
  }

  Lowering &L;
  StopTable &Table;
  StopFacts &Out;
  TokenUses Uses;
  const FunctionDecl *F;
  int Me;
  std::string Given;                 ///< the token this body was given
  const Stmt *Loop = nullptr;        ///< the innermost
  const ValueDecl *Target = nullptr; ///< what is being initialized
};

} // namespace

StopFacts stopFacts(Lowering &L) {
  StopFacts Out;
  StopTable Table(L, Out);
  forEachUserFunction(
      L, [&](const FunctionDecl *F) { StopWalk(L, Table, Out, F).run(); });
  return Out;
}

} // namespace quiesce
