//===- LowerExceptions.cpp - what is thrown, caught and carried about -----===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An exception is an object of the type that is thrown.  One that is no class,
// or a class that a model takes for a value, stands in a field of it; so does
// what a library's exception says, where what() looks.
//
//===----------------------------------------------------------------------===//

#include "Compatibility.h"
#include "skeleton/BodyLowering.h"

using namespace clang;
using quiesce::model::Operation;
using quiesce::model::Primitive;

namespace quiesce {

/// The nearest base class that is a model's value, of a library's exception;
/// null if there is none.
static const CXXRecordDecl *messageBase(Lowering &L, QualType T) {
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (!R || !R->hasDefinition())
    return nullptr;
  if (const model::TypeModel *M = L.modelOf(R))
    return M->Kind == Primitive::Value && R->isPolymorphic() ? R : nullptr;
  for (const CXXBaseSpecifier &B : R->getDefinition()->bases())
    if (const CXXRecordDecl *Found = messageBase(L, B.getType()))
      return Found;
  return nullptr;
}

/// The address of what the exception \p Object is, seen as a \p T.
Reg BodyLowering::exceptionAs(Reg Object, QualType T, SourceLocation Where) {
  T = T.getNonReferenceType();
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (R && !L.modelOf(R))
    return Object;
  if (R)
    return L.isScalar(T) ? fieldNumbered(Object, L.baseFor(R), T, Where)
                         : Object;
  return fieldNumbered(Object, Lowering::ValueField, T, Where);
}

/// What the library's part of the exception at \p Object, a \p T, is made of.
void BodyLowering::message(Reg Object, QualType T, Exprs Args,
                           SourceLocation Where) {
  const CXXRecordDecl *Base = messageBase(L, T);
  if (!Base || Args.empty() || !isTextOrNumber(Args[0]) ||
      Args[0]->getType()->isIntegerType())
    return;
  int Saved = Top;
  Reg Text = value(Args[0]);
  Reg At = fieldNumbered(Object, L.baseFor(Base),
                         canonicalTagType(Context, Base), Where);
  emit(Code::Store, Where, -1, At, Text);
  Top = Saved;
}

/// The object of an exception that \p E initializes.
Reg BodyLowering::exceptionOf(const Expr *E) {
  SourceLocation Where = E->getExprLoc();
  QualType T = E->getType().getNonReferenceType().getUnqualifiedType();
  if (!L.isScalar(T))
    return owned(E);
  const int Type = L.exceptionFor(T);
  Reg R = fresh();
  emit(Code::New, Where, R).Type = Type;
  int Saved = Top;
  if (T->getAsCXXRecordDecl() && !L.modelOf(T)) { // a library's
    if (const auto *C = dyn_cast<CXXConstructExpr>(inner(E))) {
      llvm::SmallVector<const Expr *, 2> Args(C->arg_begin(), C->arg_end());
      message(R, T, Args, Where);
    } else {
      discard(E);
    }
  } else {
    Reg X = owned(E);
    emit(Code::Store, Where, -1, exceptionAs(R, T, Where), X);
  }
  Top = Saved;
  return R;
}

void BodyLowering::throwing(const CXXThrowExpr *E) {
  SourceLocation Where = E->getExprLoc();
  if (!E->getSubExpr()) {
    emit(Code::Rethrow, Where, -1, Handled);
    return;
  }
  Reg Object = exceptionOf(E->getSubExpr());
  emit(Code::Throw, Where, -1, Object, -1,
       L.exceptionFor(E->getSubExpr()->getType()));
}

/// Something in \p S is about the exception that is handled.
static bool asksForException(Lowering &L, const Stmt *S) {
  if (!S || isa<LambdaExpr>(S))
    return false;
  if (const auto *T = dyn_cast<CXXThrowExpr>(S); T && !T->getSubExpr())
    return true;
  if (const auto *C = dyn_cast<CallExpr>(S)) {
    CallModel Call = L.modelOf(C);
    if (Call.Does && Call.Does->Op == Operation::CurrentException)
      return true;
  }
  return llvm::any_of(S->children(), [&](const Stmt *Child) {
    return asksForException(L, Child);
  });
}

/// The variable of a handler.
void BodyLowering::bindException(const VarDecl *V) {
  SourceLocation Where = V->getLocation();
  QualType T = V->getType();
  Reg A = exceptionAs(Handled, T, Where);
  if (T->isReferenceType()) {
    Registers[V] = A;
  } else if (!L.isScalar(T)) {
    Reg R = newObject(T, Where);
    emit(Code::Copy, Where, -1, R, A);
    Registers[V] = R;
    pushCleanup(R, T, Where, V);
  } else {
    bool Box = Boxed.count(V) || L.typeFor(T) >= 0;
    if (Box)
      Boxed.insert(V);
    Registers[V] = Box ? boxed(load(A, Where), Where) : load(A, Where);
  }
}

/// Whether the handler takes whatever a stranger may throw.
static bool catchesAll(const CXXCatchStmt *Handler) {
  if (!Handler->getExceptionDecl())
    return true;
  const CXXRecordDecl *R =
      Handler->getCaughtType().getNonReferenceType()->getAsCXXRecordDecl();
  return R && R->isInStdNamespace() && R->getName() == "exception";
}

/// Whether \p D, code of the project that is out of sight, may throw.
bool BodyLowering::strangeThrower(const FunctionDecl *D) const {
  const auto *Type = D ? D->getType()->getAs<FunctionProtoType>() : nullptr;
  return Type && !Type->isNothrow() && !L.inLibrary(D);
}

/// How much in \p S, and in functions it calls, \p Depth deep, may be what its
/// handler of everything stands for.
unsigned BodyLowering::throwers(const Stmt *S, unsigned Depth) const {
  if (!S || isa<LambdaExpr>(S))
    return 0;
  unsigned Count = isa<CXXThrowExpr>(S);
  const FunctionDecl *Callee = nullptr;
  if (const auto *Call = dyn_cast<CallExpr>(S)) {
    Callee = Call->getDirectCallee();
    Count += !Callee || Callee->getOverloadedOperator() == OO_Call;
  } else if (const auto *Made = dyn_cast<CXXConstructExpr>(S)) {
    Callee = Made->getConstructor();
  }
  if (Callee && !Callee->isDefaulted() && strangeThrower(Callee)) {
    if (const FunctionDecl *Definition = Callee->getDefinition())
      Count += Depth ? throwers(Definition->getBody(), Depth - 1) : 0;
    else
      ++Count;
  }
  for (const Stmt *Child : S->children())
    Count += throwers(Child, Depth);
  return Count;
}

/// A call of code out of sight was made.  It may have thrown a \p Type where
/// somebody expects that, or it is \p Known that it can, and nobody knows
/// whether it has; \p Callee, if given, may turn out to be in sight.
void BodyLowering::mayThrow(Reg Callee, SourceLocation Where, int Type,
                            bool Known) {
  int Saved = Top;
  Label Thrown, Fine;
  Reg Threw = fresh();
  emit(Code::Fresh, Where, Threw, Callee).Type = -1;
  branchOn(Threw, Thrown, Fine, Where).Unseen = Known;
  place(Thrown);
  emit(Code::Throw, Where, -1, -1, -1, Type);
  place(Fine);
  Top = Saved;
}

void BodyLowering::tryBlock(const CXXTryStmt *S) {
  int Begin = int(F.Body.size());
  int Saved = Top;
  const Throws Outside = Expected;
  for (unsigned I = 0; I < S->getNumHandlers(); ++I)
    if (catchesAll(S->getHandler(I)))
      Expected = throwers(S->getTryBlock(), /*Depth=*/2) == 1
                     ? Throws::Unseen
                     : Throws::Callable;
  statement(S->getTryBlock());
  Expected = Outside;
  int End = int(F.Body.size());
  Label After;
  jump(After);
  for (unsigned I = 0; I < S->getNumHandlers(); ++I) {
    const CXXCatchStmt *Handler = S->getHandler(I);
    const VarDecl *V = Handler->getExceptionDecl();
    Landing Land;
    Land.Begin = Begin;
    Land.End = End;
    Land.Target = int(F.Body.size());
    if (V)
      Land.Types.push_back(
          L.exceptionFor(Handler->getCaughtType().getNonReferenceType()));
    F.Landings.push_back(Land);
    Top = Saved;
    const Reg Outer = Handled;
    size_t Down = Cleanups.size();
    if (V || asksForException(L, Handler->getHandlerBlock())) {
      Handled = fresh();
      emit(Code::Caught, V ? V->getLocation() : Handler->getBeginLoc(),
           Handled);
    }
    if (V)
      bindException(V);
    scoped(Handler->getHandlerBlock());
    popCleanups(Down);
    Handled = Outer;
    jump(After);
  }
  Top = Saved;
  place(After);
}

/// Exceptions that are kept, and thrown later.
Reg BodyLowering::carriedException(ModelledCall &Call) {
  switch (Call.Does.Op) {
  case Operation::CurrentException:
    // Elsewhere than in a handler nobody knows whether there is one.
    return Handled >= 0 ? Handled : symbol(Call.E);
  case Operation::MakeException:
    return Call.Args.size() == 1 ? exceptionOf(Call.Args[0]) : symbol(Call.E);
  default: {
    Reg Object = Call.Args.empty() ? symbol(Call.E) : value(Call.Args[0]);
    emit(Code::Throw, Call.Where, -1, Object, -1, -1);
    return Object;
  }
  }
}

} // namespace quiesce
