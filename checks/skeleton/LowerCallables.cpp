//===- LowerCallables.cpp - operations that are given something to run ----===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "skeleton/BodyLowering.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;
using quiesce::model::Operation;
using quiesce::model::Primitive;

namespace quiesce {

/// A packaged task is run by its member, which keeps the result.
bool BodyLowering::packagedTask(const Expr *Arg, OpSite &Site) {
  QualType T = Arg->getType().getNonReferenceType();
  const model::TypeModel *M = L.modelOf(T);
  if (!M || M->Kind != Primitive::PackagedTask)
    return false;
  for (const CXXMethodDecl *Each : T->getAsCXXRecordDecl()->methods()) {
    if (Each->getOverloadedOperator() != OO_Call)
      continue;
    SourceLocation Where = Arg->getBeginLoc();
    Site.Body = constant(L.callableFor(Each, Where), Where);
    Site.Rest.push_back(boxed(owned(Arg), Where));
    return true;
  }
  return false;
}

/// The nearest member called \p Name that takes nothing, from \p R upwards.
static const CXXMethodDecl *memberNamed(const CXXRecordDecl *R,
                                        StringRef Name) {
  if (!R || !R->hasDefinition())
    return nullptr;
  for (const CXXMethodDecl *M : R->getDefinition()->methods())
    if (M->getIdentifier() && M->getName() == Name && !M->getNumParams())
      return M;
  for (const CXXBaseSpecifier &B : R->getDefinition()->bases())
    if (const CXXMethodDecl *M =
            memberNamed(B.getType()->getAsCXXRecordDecl(), Name))
      return M;
  return nullptr;
}

/// Starts a task.
Reg BodyLowering::spawn(OpSite Site, const model::OperationModel &Does,
                        Exprs Args, const Expr *E) {
  size_t Body = Does.Args.Body >= 0 ? size_t(Does.Args.Body) : 0;
  // A pool, launch policies and the like stand before the callable.
  if (Body < Args.size() && Args[Body]->getType()->isPointerType())
    if (const model::TypeModel *Pool =
            L.modelOf(Args[Body]->getType()->getPointeeType());
        Pool && Pool->Group)
      ++Body;
  while (Body < Args.size() && Args[Body]->getType()->isEnumeralType()) {
    Expr::EvalResult Ignored;
    const auto *D = dyn_cast<DeclRefExpr>(Args[Body]->IgnoreParenImpCasts());
    if (D && !Does.LazyWhen.empty()) {
      std::string Name;
      if (const auto *C = dyn_cast<EnumConstantDecl>(D->getDecl()))
        Name = cast<EnumDecl>(C->getDeclContext())->getQualifiedNameAsString() +
               "::" + C->getNameAsString();
      Site.Lazy = Name == Does.LazyWhen;
    }
    ++Body;
  }
  if (Body < Args.size() && isCoroutine(Args[Body]) && L.abandonsCoroutines())
    return unknownCall(nullptr, -1, Args, E);
  // As far behind the body as the row says.
  size_t First = Does.Args.Body >= 0 ? size_t(Does.Args.Body) : 0;
  size_t Rest = Does.Args.Rest >= 0 ? size_t(Does.Args.Rest) + (Body - First)
                                    : Args.size();
  if (Does.Args.Handle >= 0 && size_t(Does.Args.Handle) < Args.size()) {
    Site.CStyle = true;
    Site.Into = value(Args[Does.Args.Handle]);
    Site.Name = nameOf(Args[Does.Args.Handle]);
    Site.Result.Success = Does.Success.value_or(0);
    Site.Hidden = L.isHiddenThread(Args[Does.Args.Handle]);
  }
  if (Does.Args.Attributes >= 0 && size_t(Does.Args.Attributes) < Args.size())
    Site.MayDetach = !Args[Does.Args.Attributes]->isNullPointerConstant(
        Context, Expr::NPC_ValueDependentIsNotNull);
  Site.OwnsTask |= Does.ReturnsOwner;
  Site.Dropped = Site.OwnsTask && E == Discarded;
  if (Body < Args.size() && !packagedTask(Args[Body], Site) &&
      !startedCall(Args[Body], Site) &&
      !runsObject(Args[Body], Does.Runs, Site))
    Site.Body = owned(Args[Body]);
  // What is told of its end may do anything then.
  for (size_t I = Body + 1; I < Rest && I < Args.size(); ++I)
    if (const model::TypeModel *M = L.modelOf(Args[I]->getType());
        int(I) == Does.Args.Token && M && M->Kind == Primitive::StopToken) {
      Site.Token = value(Args[I]);
    } else if (!isa<CXXDefaultArgExpr>(Args[I])) {
      Reg Told = owned(Args[I]);
      emit(Code::CallUnknown, Args[I]->getExprLoc(), fresh())
          .Args.push_back(Told);
    }
  for (int I = 0; I < Does.Skips; ++I)
    Site.Rest.push_back(constant(Value::unknown(), E->getExprLoc()));
  for (size_t I = Rest; I < Args.size(); ++I)
    if (!isa<CXXDefaultArgExpr>(Args[I]))
      Site.Rest.push_back(owned(Args[I]));
  return emitOperation(Site, E->getBeginLoc());
}

/// A task that runs the member \p Runs of the object \p Arg, or of what it
/// points to; false if that is none or not visible.
bool BodyLowering::runsObject(const Expr *Arg, const std::string &Runs,
                              OpSite &Site) {
  if (Runs.empty())
    return false;
  Arg = Arg->IgnoreParenBaseCasts(); // it is a base class that has it
  QualType T = Arg->getType();
  const model::TypeModel *M = L.modelOf(T);
  bool Smart = M && M->Kind == Primitive::Pointer;
  QualType To = Smart                ? templateArgument(T)
                : T->isPointerType() ? T->getPointeeType()
                                     : T;
  const CXXMethodDecl *Member =
      memberNamed(To.isNull() ? nullptr : To->getAsCXXRecordDecl(), Runs);
  Value Body =
      Member ? L.callableFor(Member, Arg->getExprLoc()) : Value::unknown();
  if (Body.K != Value::Fn)
    return false;
  Site.Body = constant(Body, Arg->getExprLoc());
  Site.Rest.push_back(T->isPointerType() || Smart ? value(Arg) : address(Arg));
  return true;
}

/// Starts a task that runs a virtual member of the object, which is its handle.
Reg BodyLowering::spawnSelf(ModelledCall &Call) {
  if (!runsObject(Call.ObjectExpr, Call.Does.Runs, Call.Site))
    return unknownCall(nullptr, Call.Object, Call.Args, Call.E);
  discardRest(Call, {});
  Reg Handle = Call.Object;
  Call.Site.Object = -1;
  Reg Task = emitOperation(Call.Site, Call.Where);
  emit(Code::Store, Call.Where, -1, Handle, Task);
  return Task;
}

/// Starts a task whose handle is the object.
Reg BodyLowering::spawnOn(ModelledCall &Call) {
  Reg Task = spawn(Call.Site, Call.Does, Call.Args, Call.E);
  emit(Code::Store, Call.Where, -1, Call.Object, Task);
  return symbol(Call.E);
}

/// Starts one more task of a group.
Reg BodyLowering::spawnInto(ModelledCall &Call) {
  const bool Used = !Call.E->getType()->isVoidType() && Call.E != Discarded;
  OpSite Joins;
  Joins.Op = Operation::Append;
  Joins.Kind = Primitive::Sequence;
  Joins.Object = Call.Object;
  Joins.Type = L.typeFor(Call.ObjectType);
  Joins.Value = spawn(Call.Site, Call.Does, Call.Args, Call.E);
  emitOperation(Joins, Call.Where);
  // Through the pointer that it returns anybody may join or stop the task.
  if (Used)
    emit(Code::CallUnknown, Call.Where, fresh()).Args.push_back(Call.Object);
  return symbol(Call.E);
}

/// Joins the tasks of a group one by one: while (!empty()) first().join().
Reg BodyLowering::joinAll(ModelledCall &Call) {
  discardRest(Call, {});
  auto OnGroup = [&](Operation Op) {
    OpSite Each;
    Each.Op = Op;
    Each.Kind = Primitive::Sequence;
    Each.Object = Call.Object;
    return emitOperation(Each, Call.Where);
  };
  Label Again, Joins, Done;
  Reg Result = fresh();
  int Saved = Top;
  place(Again);
  branchOn(OnGroup(Operation::IsEmpty), Done, Joins, Call.Where);
  place(Joins);
  Call.Site.Object = OnGroup(Operation::First);
  emit(Code::Move, Call.Where, Result, emitOperation(Call.Site, Call.Where));
  OnGroup(Operation::RemoveFirst);
  jump(Again);
  Top = Saved;
  place(Done);
  return Result;
}

Reg BodyLowering::callOnce(ModelledCall &Call) {
  const Expr *Body = Call.arg(Call.Does.Args.Body, 1);
  Reg Callable = Body ? owned(Body) : -1;
  llvm::SmallVector<Reg, 4> Rest;
  for (size_t I = size_t(std::max(Call.Does.Args.Body, 1)) + 1;
       I < Call.Args.size(); ++I)
    Rest.push_back(owned(Call.Args[I]));
  Reg First = emitOperation(Call.Site, Call.Where);
  Label Runs, Done;
  branchOn(First, Runs, Done, Call.Where);
  place(Runs);
  if (Callable >= 0) {
    Reg Ignored = fresh();
    Instruction &I = emit(Code::CallValue, Call.Where, Ignored, Callable);
    I.Args.append(Rest.begin(), Rest.end());
  }
  Call.Site.Op = Operation::Set;
  Call.Site.Kind = Primitive::OnceFlag;
  emitOperation(Call.Site, Call.Where);
  place(Done);
  return First;
}

Reg BodyLowering::bind(ModelledCall &Call) {
  if (Call.Args.empty())
    return symbol(Call.E);
  if (Call.Args.size() == 1)
    return owned(Call.Args[0]);
  Call.Site.Body = owned(Call.Args[0]);
  for (const Expr *Each : Call.Args.drop_front()) {
    const CXXRecordDecl *R = Each->getType()->getAsCXXRecordDecl();
    const auto *S = dyn_cast_or_null<ClassTemplateSpecializationDecl>(R);
    // A placeholder is an empty library class with a number.
    if (S && R->hasDefinition() && R->isEmpty() && L.inLibrary(R) &&
        !L.modelOf(R) && S->getTemplateArgs().size() == 1 &&
        S->getTemplateArgs()[0].getKind() == TemplateArgument::Integral)
      Call.Site.Rest.push_back(constant(
          Value::make(
              Value::None,
              int(S->getTemplateArgs()[0].getAsIntegral().getLimitedValue())),
          Call.Where));
    else
      Call.Site.Rest.push_back(owned(Each));
  }
  return emitOperation(Call.Site, Call.Where);
}

/// Invocation of a callable object, or of a function given as an argument.
Reg BodyLowering::invocation(ModelledCall &Call) {
  Reg Callable;
  Exprs Passed = Call.Args;
  const FunctionDecl *Callee = nullptr;
  if (const auto *C = dyn_cast<CallExpr>(Call.E))
    Callee = C->getDirectCallee();
  bool Packaged = Call.Site.Kind == Primitive::PackagedTask;
  if (Call.Object >= 0) {
    Callable = load(Call.Object, Call.Where);
    if (Packaged) {
      OpSite Inner;
      Inner.Op = Operation::Address;
      Inner.Kind = Primitive::PackagedTask;
      Inner.Value = Callable;
      Call.Site.Value = Callable;
      Callable = emitOperation(Inner, Call.Where);
    }
  } else if (OpSite Started;
             Call.Args.size() && startedCall(Call.Args[0], Started)) {
    Reg Dst = fresh(); // sync_wait(f())
    Instruction &I = emit(Code::CallValue, Call.Where, Dst, Started.Body);
    I.Args.append(Started.Rest.begin(), Started.Rest.end());
    return Dst;
  } else {
    Callable = owned(Call.Args[0]);
    Passed = Call.Args.drop_front();
  }
  // invoke(f, arguments...) hands them on as it gets them.
  llvm::ArrayRef<QualType> Types = parameterTypes(Callee);
  Types = Types.drop_front(
      std::min(Types.size(), Call.Args.size() - Passed.size()));
  Reg Dst = callValue(Callable, {}, Passed, Types, Call.Where);
  if (!Packaged)
    return Dst;
  // The task keeps an exception of its function for the future.
  Landing Land;
  Land.End = int(F.Body.size());
  Land.Begin = Land.End - 1; // the call
  Call.Site.Op = Operation::Set;
  Call.Site.Object = -1;
  Call.Site.Into = Dst;
  Label Done;
  Reg Result = emitOperation(Call.Site, Call.Where);
  jump(Done, Call.Where);
  Land.Target = int(F.Body.size());
  F.Landings.push_back(Land);
  Call.Site.Fails = true;
  emit(Code::Caught, Call.Where, Dst);
  emitOperation(Call.Site, Call.Where);
  place(Done);
  return Result;
}

} // namespace quiesce
