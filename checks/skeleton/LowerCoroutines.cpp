//===- LowerCoroutines.cpp - what is awaited, and coroutines as tasks -----===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A coroutine is lowered as the function that it looks like: `co_await f()` is
// a call of f, and an awaited operation is done where it stands.  What starts
// a coroutine as a task of its own is given the call of it.  Whether any other
// call of a coroutine runs it depends on its type: it is unknown, and what it
// is given escapes.
//
//===----------------------------------------------------------------------===//

#include "skeleton/BodyLowering.h"
#include "skeleton/UserDeclarations.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace clang;
using quiesce::model::Operation;
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
  const Expr *Object = E->getOperand()->IgnoreParenImpCasts();
  const model::TypeModel *M = L.modelOf(Object->getType());
  // An object that can be waited for itself.
  if (const model::OperationModel *Does = M ? M->member("co_await") : nullptr;
      Does && Object->isLValue())
    return operation(*Does, M->Kind, M, Object->getType(), address(Object),
                     Object, {}, Object);
  // An awaiter made here is suspended with, which nobody follows: it may do
  // anything to what it was given, and ends with the full expression.
  if (!M && Object->isPRValue() && isa<CXXConstructExpr>(strip(Object))) {
    llvm::SmallVector<Reg, 1> Awaiter = {address(Object)};
    return callUnknown(nullptr, Awaiter, E);
  }
  return value(E->getOperand());
}

bool BodyLowering::isCoroutineCall(const Expr *E) {
  const CallExpr *C = callIn(E);
  const FunctionDecl *D = C ? L.enterable(C->getDirectCallee()) : nullptr;
  return D && isa_and_nonnull<CoroutineBodyStmt>(D->getBody());
}

/// A spawn on an object: into a group, or of a coroutine, which any executor
/// runs; and not one that gives something to await.
bool BodyLowering::spawnsAtOnce(const model::OperationModel &Does,
                                const model::TypeModel *On, const CallExpr *E) {
  size_t Body = Does.Args.Body >= 0 ? size_t(Does.Args.Body) : 0;
  return (E->getType()->isVoidType() || L.modelOf(E->getType())) &&
         ((On && On->Group) ||
          (Body < E->getNumArgs() && isCoroutineCall(E->getArg(Body))));
}

bool BodyLowering::isAwaited(const CallExpr *Call) const {
  return Racing == Call || (Awaiting && callIn(Awaiting->getOperand()) == Call);
}

/// The operands of `a || b || c`, whose first begins the others' list.
void BodyLowering::racers(Exprs Args, const model::OperationModel &Does,
                          llvm::SmallVectorImpl<const Expr *> &Operands) {
  for (const Expr *Each : Args) {
    const CallExpr *Nested = Operands.empty() ? callIn(Each) : nullptr;
    if (Nested && L.modelOf(Nested).Does == &Does)
      racers(Exprs(Nested->getArgs(), Nested->getNumArgs()), Does, Operands);
    else
      Operands.push_back(Each);
  }
}

/// Which of several awaited operations is done first; the others are given up.
/// Of those that are none of a channel, a timer among them, nobody knows when
/// they are.  What the first one gives is not followed.
Reg BodyLowering::awaitFirst(ModelledCall &Call) {
  SourceLocation Where = Call.Where;
  llvm::SmallVector<const Expr *, 4> Operands;
  racers(Call.Args, Call.Does, Operands);
  for (const Expr *Each : Operands)
    if (isCoroutineCall(Each)) // it would run beside the others
      return unknownCall(nullptr, -1, Call.Args, Call.E);
  OpSite Site;
  Site.Op = Operation::Select;
  Site.ClosedThrows = false;
  Site.Name = Call.Site.Name;
  for (const Expr *Each : Operands) {
    const CallExpr *Operand = callIn(Each);
    CallModel Model = Operand ? L.modelOf(Operand) : CallModel();
    llvm::SaveAndRestore Now(Racing, Operand);
    if (Model.Does && Model.Does->How == model::Mode::Awaited &&
        Model.Does->ErrorFirst) {
      Site.Rest.push_back(call(Operand));
      continue;
    }
    discard(Each);
    OpSite Timer;
    Timer.Op = Operation::TimeoutArm;
    Site.Rest.push_back(emitOperation(Timer, Each->getExprLoc()));
  }
  Reg Which = emitOperation(Site, Where);
  QualType T = Awaiting->getType();
  const model::TypeModel *M = L.modelOf(T);
  if (!M || M->Kind != Primitive::Variant)
    return symbol(Awaiting);
  Reg Result = fresh();
  Instruction &Unknown = emit(Code::CallUnknown, Where, Result);
  Unknown.Type = L.typeFor(T);
  Unknown.Imm = true; // a library's
  emit(Code::Store, Where, -1,
       fieldNumbered(Result, Lowering::AlternativeField, Context.UnsignedIntTy,
                     Where),
       Which);
  return Result;
}

/// An awaited operation on a channel.  What passes through the channel is the
/// error that was sent, nothing for none; the rest of the message is unknown.
/// The result is a tuple whose first part is the error, or an error is thrown.
Reg BodyLowering::awaitOperation(ModelledCall &Call) {
  SourceLocation Where = Call.Where;
  if (Racing == Call.E) {
    const bool Sends = Call.Does.Op == Operation::Send;
    Call.Site.Op = Sends ? Operation::SendArm : Operation::ReceiveArm;
    Call.Site.Value = Sends ? constant(Value::null(), Where) : -1;
    discardRest(Call, {});
    return emitOperation(Call.Site, Where);
  }
  QualType T = Awaiting->getType();
  const model::TypeModel *M = L.modelOf(T);
  std::optional<RecordPart> First;
  if (M && M->Kind == Primitive::Record)
    First = L.part(T, 0);
  Reg Result = First ? newObject(T, Where) : fresh();
  Reg Error = First ? part(Result, *First, Where)
                    : boxed(constant(Value::null(), Where), Where);
  if (Call.Does.Op == Operation::Send) {
    const Expr *Sent = Call.arg(Call.Does.Args.Value, 0);
    const model::TypeModel *S = Sent ? L.modelOf(Sent->getType()) : nullptr;
    if (S && S->Kind == Primitive::Optional)
      Call.Site.Value = owned(Sent);
    else
      Call.Site.Value = constant(Value::null(), Where);
    discardRest(Call, {Sent});
    emit(Code::Store, Where, -1, Error, constant(Value::null(), Where));
  } else {
    discardRest(Call, {});
    Call.Site.Into = Error;
  }
  Call.Site.Result.K = ResultForm::Truth;
  Call.Site.ClosedThrows = false;
  int Saved = Top;
  Reg Done = emitOperation(Call.Site, Where);
  Label Open, Closed;
  emit(Code::Branch, Where, -1, Done);
  int Branch = int(F.Body.size()) - 1;
  use(Open, Branch, false);
  use(Closed, Branch, true);
  place(Closed);
  emit(Code::Store, Where, -1, Error, constant(Value::integer(1), Where));
  place(Open);
  if (!First) {
    OpSite Has;
    Has.Op = Operation::HasValue;
    Has.Kind = Primitive::Optional;
    Has.Value = load(Error, Where);
    Label Failed, Fine;
    emit(Code::Branch, Where, -1, emitOperation(Has, Where));
    Branch = int(F.Body.size()) - 1;
    use(Failed, Branch, false);
    use(Fine, Branch, true);
    place(Failed);
    emit(Code::Throw, Where, -1, -1, -1, Call.Site.ThrowType);
    place(Fine);
    emit(Code::Move, Where, Result, symbol(Awaiting));
  }
  Top = Saved;
  return Result;
}

static bool abandons(Lowering &L, const Stmt *S) {
  if (!S)
    return false;
  if (const auto *C = dyn_cast<CallExpr>(S)) {
    CallModel Call = L.modelOf(C);
    if (Call.Does && Call.Does->Op == Operation::Abandon)
      return true;
  }
  return llvm::any_of(S->children(),
                      [&](const Stmt *Child) { return abandons(L, Child); });
}

bool Lowering::abandonsCoroutines() {
  if (!Abandons) {
    Abandons = false;
    forEachUserFunction(*this, [&](const FunctionDecl *F) {
      Abandons = *Abandons || abandons(*this, F->getBody());
    });
  }
  return *Abandons;
}

/// \p Started, the argument of a spawn, is the call of a coroutine or a lambda
/// that is one.
bool BodyLowering::isCoroutine(const Expr *Started) {
  if (isCoroutineCall(Started))
    return true;
  const CXXRecordDecl *R = Started->getType()->getAsCXXRecordDecl();
  return R && R->isLambda() &&
         isa_and_nonnull<CoroutineBodyStmt>(
             R->getLambdaCallOperator()->getBody());
}

/// The call of a coroutine that is started as a task: its function and what it
/// is given.  False when \p Arg is no such call.
bool BodyLowering::startedCall(const Expr *Arg, OpSite &Site) {
  const CallExpr *Call = callIn(Arg);
  if (!isCoroutineCall(Arg))
    return false;
  const FunctionDecl *D = L.enterable(Call->getDirectCallee());
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
