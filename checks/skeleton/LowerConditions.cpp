//===- LowerConditions.cpp - waiting for a condition ----------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "skeleton/BodyLowering.h"

using namespace clang;
using quiesce::model::Mode;
using quiesce::model::Operation;
using quiesce::model::Primitive;

namespace quiesce {

/// What a lambda returns, if it does nothing else; null otherwise.
static const Expr *returned(const Expr *Predicate) {
  const auto *Lambda = dyn_cast<LambdaExpr>(Predicate->IgnoreImplicit());
  const auto *Body =
      Lambda ? dyn_cast_or_null<CompoundStmt>(Lambda->getBody()) : nullptr;
  const auto *Return = Body && Body->size() == 1
                           ? dyn_cast<ReturnStmt>(Body->body_front())
                           : nullptr;
  return Return ? Return->getRetValue() : nullptr;
}

/// "[this] { return pending_ == 0; }"
static bool comparesNumber(const Expr *Predicate) {
  const Expr *Result = returned(Predicate);
  const auto *Compare =
      Result ? dyn_cast<BinaryOperator>(Result->IgnoreParenImpCasts())
             : nullptr;
  return Compare && Compare->isComparisonOp() &&
         Compare->getLHS()->getType()->isIntegerType() &&
         !Compare->getLHS()->IgnoreParenImpCasts()->getType()->isBooleanType();
}

/// The address of a flag that stands for a predicate, Condition(&done); null if
/// there is none.
static const Expr *flagIn(const Expr *Predicate) {
  const Expr *E = Predicate;
  while (true) {
    const auto *C = dyn_cast<CXXConstructExpr>(
        E->IgnoreImplicit()->IgnoreParenCasts()->IgnoreImplicit());
    if (!C || C->getNumArgs() != 1)
      return nullptr;
    E = C->getArg(0);
    if (!C->getConstructor()->isCopyOrMoveConstructor())
      break;
  }
  QualType T = E->getType();
  return T->isPointerType() && T->getPointeeType()->isBooleanType() ? E
                                                                    : nullptr;
}

/// A lock that is taken once what it is given holds: a lock, and then a wait
/// on the mutex itself.  The limit is that of the wait.
Reg BodyLowering::lockWhen(ModelledCall &Call) {
  OpSite Wait = Call.Site;
  Call.Site.How = Mode::Blocking;
  emitOperation(Call.Site, Call.Where);
  Wait.Op = Operation::Wait;
  return waitOn(Wait, Call.Does, Call.Args, Call.E);
}

/// A condition wait, with its predicate as the loop that it is.
Reg BodyLowering::waitOn(OpSite Site, const model::OperationModel &Does,
                         Exprs Args, const Expr *E) {
  SourceLocation Where = E->getExprLoc();
  const Expr *PredicateExpr = nullptr;
  if (Does.Args.Mutex >= 0 && size_t(Does.Args.Mutex) < Args.size())
    Site.Mutex = value(Args[Does.Args.Mutex]);
  for (size_t I = 0; I < Args.size(); ++I) {
    if (int(I) == Does.Args.Mutex || int(I) == Does.Args.Object)
      continue;
    const Expr *Arg = Args[I];
    if (isa<CXXDefaultArgExpr>(Arg))
      continue;
    const model::TypeModel *M = L.modelOf(Arg->getType());
    const CXXRecordDecl *R = Arg->getType()->getAsCXXRecordDecl();
    int Type = L.typeFor(Arg->getType());
    if (M && (M->Kind == Primitive::Guard || M->Kind == Primitive::Mutex)) {
      Site.Mutex = Arg->getType()->isPointerType() ? value(Arg) : address(Arg);
    } else if (M && M->Kind == Primitive::StopToken) {
      Site.Token = value(Arg);
    } else if ((M && M->Kind == Primitive::Callable) ||
               (R && Type >= 0 && P.Types[Type].CallOperator >= 0 && !M) ||
               Arg->getType()->isFunctionPointerType()) {
      PredicateExpr = Arg;
    } else if (Site.Mutex < 0 && Arg->getType()->isPointerType()) {
      Site.Mutex = value(Arg);
    } else if (R && !M && Type >= 0 && !P.Types[Type].Scalar &&
               Site.Mutex < 0) {
      Site.Mutex = address(Arg); // a lock class of the user's own
    } else {
      discard(Arg);
    }
  }
  if (!PredicateExpr) {
    if (!Does.Success && Site.Result.K != ResultForm::Truth &&
        Site.Result.K != ResultForm::Status) {
      Site.Result.K =
          Site.How == Mode::Timed ? ResultForm::Status : ResultForm::Void;
      // cv_status: no_timeout is 0, timeout 1.
      Site.Result.Success = 0;
      Site.Result.Timeout = 1;
    }
    return emitOperation(Site, Where);
  }
  Site.Counter = comparesNumber(PredicateExpr);
  const Expr *Flag = flagIn(PredicateExpr);
  Reg Predicate =
      Flag ? value(Flag)
      : PredicateExpr->isGLValue() && !L.isScalar(PredicateExpr->getType())
          ? address(PredicateExpr)
          : value(PredicateExpr);
  Reg Result = fresh();
  Label Again, Done, Waits, Last;
  auto Test = [&](Label &True, Label &False) {
    int Saved = Top;
    Reg R = fresh();
    if (Flag)
      R = load(Predicate, PredicateExpr->getExprLoc());
    else
      emit(Code::CallValue, PredicateExpr->getExprLoc(), R, Predicate);
    emit(Code::Move, Where, Result, R);
    Instruction &B = branchOn(R, True, False, PredicateExpr->getExprLoc());
    const Expr *Asked = returned(PredicateExpr);
    B.Text = P.text(Asked ? L.sourceText(Asked) : "");
    Top = Saved;
  };
  place(Again);
  Test(Done, Waits);
  place(Waits);
  int Saved = Top;
  const bool Stops =
      Site.Token >= 0 || Site.WhenStopped == model::WhenClosed::Returns;
  if (Stops) {
    OpSite Stop;
    Stop.Op = Operation::StopRequested;
    Stop.Kind = Primitive::StopToken;
    Stop.Value = Site.Token;
    Reg R = emitOperation(Stop, Where);
    Label Sleeps;
    branchOn(R, Last, Sleeps, Where);
    place(Sleeps);
  }
  Site.InLoop = true; // the predicate is tested again
  Site.Amount = 2;    // ... by the library: "with a predicate"
  Site.Result.K = ResultForm::Status;
  Site.Result.Success = 0;
  Site.Result.Timeout = 1;
  Reg R = emitOperation(Site, Where);
  if (Site.How == Mode::Timed) {
    branchOn(R, Last, Again, Where);
  } else {
    jump(Again);
  }
  Top = Saved;
  place(Last);
  if (Site.How == Mode::Timed || Stops)
    Test(Done, Done);
  place(Done);
  return Result;
}

} // namespace quiesce
