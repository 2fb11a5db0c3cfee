//===- StopCalls.cpp - stop facts of calls and constructions --------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "skeleton/LoopEnds.h"
#include "skeleton/StopWalk.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace clang;
using quiesce::model::Mode;
using quiesce::model::Operation;
using quiesce::model::Primitive;

namespace quiesce {

void StopWalk::constructs(const CXXConstructExpr *C) {
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

void StopWalk::starts(Exprs Args, bool Own, SourceLocation Where) {
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
    // A method's object, and a token of its own, stand before the rest.
    size_t Skips = Own && Gets && Body->getNumParams() > Args.size() - At;
    for (size_t I = At; I < Args.size(); ++I) {
      size_t To = I - At + Skips;
      if (const auto *M = dyn_cast<CXXMethodDecl>(Body);
          M && M->isInstance() && !M->getParent()->isLambda()) {
        if (To == 0)
          continue;
        --To;
      }
      if (To < Body->getNumParams())
        alias(Body->getParamDecl(To), Args[I]);
    }
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
    passes(Arg);
  }
}

void StopWalk::calls(const CallExpr *C) {
  const FunctionDecl *D = C->getDirectCallee();
  SourceLocation Where = C->getExprLoc();
  CallModel Call = L.modelOf(C);
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

void StopWalk::passes(const Expr *E) {
  if (int Source = sourceOf(E); Source >= 0)
    Out.Variables[Source].GivesToken = true;
  else if (!namesToken(plain(E)))
    walk(E);
}

void StopWalk::alias(const ValueDecl *V, const Expr *E) {
  const ValueDecl *Of = E ? root(E) : nullptr;
  if (V && Of && Of != V && !E->getType()->isArithmeticType()) {
    int A = Table.variable(V), B = Table.variable(Of);
    Out.Aliases.push_back({A, B});
  }
}

void StopWalk::enters(const FunctionDecl *Target, Exprs Args,
                      SourceLocation Where) {
  int Number = Table.body(Target);
  bool Local = false;
  for (const Expr *Arg : Args)
    if (carriesToken(L, Arg->getType())) {
      passes(Arg);
    } else {
      Local |= isLocal(root(Arg)) && !Arg->getType()->isScalarType();
      walk(Arg);
    }
  for (size_t I = 0; I < Args.size() && I < Target->getNumParams(); ++I)
    alias(Target->getParamDecl(I), Args[I]);
  StopFact &Fact = fact(StopFact::Calls, Where);
  Fact.Body = Number;
  Fact.Local = Local;
}

void StopWalk::operates(const model::OperationModel &Does,
                        const CallModel &Call, const Expr *Object, Exprs Args,
                        const CallExpr *C) {
  SourceLocation Where = C->getExprLoc();
  const ValueDecl *On = Call.Object ? root(Call.Object) : nullptr;
  switch (Does.Op) {
  case Operation::Spawn:
    starts(Args, false, C->getBeginLoc());
    return;
  case Operation::StopRequested:
  case Operation::StopPossible:
  case Operation::CheckStop:
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
    // A wait that the stop of its task ends watches that without a token.
    if (Does.How == Mode::Blocking && Call.Object && !Does.WhenStopped)
      blocks(Does.Op, Call.Object, Args, Where);
    else if (On)
      polls(On, Where);
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
  case Operation::SetException:
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
    if (const auto *Lambda = dyn_cast<LambdaExpr>(plain(Arg)); Lambda && Waits)
      continue;
    walk(Arg);
  }
  if (Object && !isa<DeclRefExpr, MemberExpr>(plain(Object)))
    walk(Object);
}

void StopWalk::wakes(Operation Op, const CallModel &Call,
                     SourceLocation Where) {
  const ValueDecl *On = Call.Object ? root(Call.Object) : nullptr;
  int Number = On ? Table.variable(On) : -1;
  StopFact &Fact = fact(StopFact::Wakes, Where);
  Fact.Op = Op;
  Fact.Variable = Number;
}

void StopWalk::polls(const ValueDecl *On, SourceLocation Where) {
  int Number = Table.variable(On);
  fact(StopFact::Polls, Where).Variable = Number;
}

bool StopWalk::startsInContainer(const CallModel &Call, Exprs Args,
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

void StopWalk::blocks(Operation Op, const Expr *Object, Exprs Args,
                      SourceLocation Where) {
  const ValueDecl *On = root(Object);
  int Number = On ? Table.variable(On) : -1;
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
  Fact.Watches = Watches;
  Fact.Local =
      !On || isLocal(On) ||
      (Op == Operation::Wait && (!Condition || readsFlag(L, Condition)));
  if (On)
    Fact.Name = On->getNameAsString();
}

} // namespace quiesce
