//===- LowerCoroutines.cpp - what is awaited, and coroutines as tasks -----===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A coroutine is lowered as the function that it looks like: `co_await f()` is
// a call of f, and an awaited operation is done where it stands.  What starts
// a coroutine as a task of its own is given the call of it.
//
//===----------------------------------------------------------------------===//

#include "skeleton/BodyLowering.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace clang;
using quiesce::model::Primitive;

namespace quiesce {

static const CallExpr *callIn(const Expr *E) {
  while (true) {
    const Expr *Before = E;
    E = E->IgnoreImplicit()->IgnoreParens();
    if (const auto *C = dyn_cast<CXXConstructExpr>(E);
        C && C->getNumArgs() == 1 &&
        C->getConstructor()->isCopyOrMoveConstructor())
      E = C->getArg(0);
    if (E == Before)
      return dyn_cast<CallExpr>(E);
  }
}

Reg BodyLowering::await(const CoawaitExpr *E) {
  llvm::SaveAndRestore Now(Awaiting, E);
  return value(E->getOperand());
}

bool BodyLowering::isAwaited(const CallExpr *Call) const {
  return Awaiting && callIn(Awaiting->getOperand()) == Call;
}

/// An awaited operation gives back a value, or throws when it fails; or a
/// tuple whose first part is the error.
Reg BodyLowering::awaitOperation(ModelledCall &Call) {
  QualType T = Call.ResultType = Awaiting->getType();
  const model::TypeModel *M = L.modelOf(T);
  std::optional<RecordPart> Error;
  if (M && M->Kind == Primitive::Record)
    Error = L.part(T, 0);
  Call.Site.Result = ResultForm();
  Call.Site.Result.K = Error ? ResultForm::Truth : ResultForm::Plain;
  Call.Site.ClosedThrows = !Error;
  Reg Done = channelOperation(Call);
  if (!Error)
    return Done;
  Reg Result = newObject(T, Call.Where);
  int Saved = Top;
  Reg At = part(Result, *Error, Call.Where);
  Label Good, Bad, End;
  emit(Code::Branch, Call.Where, -1, Done);
  int Branch = int(F.Body.size()) - 1;
  use(Good, Branch, false);
  use(Bad, Branch, true);
  place(Good);
  emit(Code::Store, Call.Where, -1, At, constant(Value::null(), Call.Where));
  jump(End);
  place(Bad);
  emit(Code::Store, Call.Where, -1, At,
       constant(Value::integer(1), Call.Where));
  place(End);
  Top = Saved;
  return Result;
}

/// The call of a coroutine that is started as a task: its function and what it
/// is given.  False when \p Arg is no such call.
bool BodyLowering::startedCall(const Expr *Arg, OpSite &Site) {
  const CallExpr *Call = callIn(Arg);
  const FunctionDecl *D = Call ? L.enterable(Call->getDirectCallee()) : nullptr;
  if (!D || !isa_and_nonnull<CoroutineBodyStmt>(D->getBody()))
    return false;
  Exprs Args(Call->getArgs(), Call->getNumArgs());
  const auto *Method = dyn_cast<CXXMethodDecl>(D);
  if (Method && Method->isVirtual())
    return false;
  const Expr *Object = nullptr;
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Call)) {
    Object = Member->getImplicitObjectArgument();
  } else if (isa<CXXOperatorCallExpr>(Call)) {
    Object = Args.front();
    Args = Args.drop_front();
  }
  if (Method && Method->isInstance())
    Site.Rest.push_back(Object->getType()->isPointerType() ? value(Object)
                                                           : address(Object));
  llvm::SmallVector<Reg, 4> Passed;
  arguments(D, Args, Passed);
  Site.Rest.append(Passed.begin(), Passed.end());
  Site.Body = constant(Value::fn(L.functionFor(D)), Call->getExprLoc());
  return true;
}

} // namespace quiesce
