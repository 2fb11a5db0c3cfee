//===- LowerCalls.cpp - calls, by their callee ----------------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "skeleton/BodyLowering.h"

using namespace clang;
using quiesce::model::Operation;
using quiesce::model::Primitive;

namespace quiesce {

Reg BodyLowering::argument(QualType Parameter, const Expr *Arg) {
  if (Parameter->isReferenceType())
    return address(Arg);
  if (!L.isScalar(Parameter)) {
    // By value: the callee gets an object of its own.
    return owned(Arg);
  }
  return value(Arg);
}

void BodyLowering::arguments(const FunctionDecl *D, Exprs Args,
                             llvm::SmallVectorImpl<Reg> &Out) {
  for (size_t I = 0; I < Args.size(); ++I) {
    if (I >= D->getNumParams()) {
      discard(Args[I]); // variadic
      continue;
    }
    Reg R = argument(D->getParamDecl(I)->getType(), Args[I]);
    // The register of a variable may be written by a later argument.
    Reg Copy = fresh();
    emit(Code::Move, Args[I]->getExprLoc(), Copy, R);
    Out.push_back(Copy);
  }
}

Reg BodyLowering::callFunction(const FunctionDecl *D, Reg ThisReg, Exprs Args,
                               const Expr *E, bool Virtual) {
  const Relevance &R = L.relevance(D);
  QualType Result = D->getReturnType();
  // It computes something and touches nothing, so it is not followed when what
  // it computes with is not known.  (What gives no result and does nothing may
  // still go on for ever.)
  bool Computes = !Virtual && !R.matters() && R.Loops &&
                  !isa<CXXConstructorDecl>(D) && !Result->isVoidType() &&
                  !Result->isReferenceType() && !Result->isPointerType() &&
                  L.isScalar(Result);
  llvm::SmallVector<Reg, 4> Registers;
  const auto *Method = dyn_cast<CXXMethodDecl>(D);
  if (Method && Method->isInstance())
    Registers.push_back(ThisReg);
  arguments(D, Args, Registers);
  Reg Dst = fresh();
  int Number = L.functionFor(D);
  Instruction &I = emit(Virtual ? Code::CallVirtual : Code::Call,
                        E->getBeginLoc(), Dst, -1, -1, Number);
  I.Imm2 = Computes;
  if (Virtual) {
    I.Imm = L.methodFor(Method);
    I.Imm2 = Number;
  }
  I.Args.append(Registers.begin(), Registers.end());
  I.Asks = !Virtual && !R.matters() && !R.CallsUnknown && !R.Loops;
  I.Unseen = Virtual || R.CallsUnknown;
  return Dst;
}

/// What code that is not visible may keep or act on.  A library keeps nothing
/// it is given by reference; a user's function may keep anything.
void BodyLowering::escaping(const FunctionDecl *D, Exprs Args,
                            llvm::SmallVectorImpl<Reg> &Out, bool Keeps) {
  bool Library = D && L.inLibrary(D);
  // An algorithm that is given something to call may do it to each element.
  Keeps |= llvm::any_of(Args, [&](const Expr *Arg) {
    QualType T = Arg->getType();
    int Type = L.typeFor(T);
    return T->isMemberPointerType() || T->isFunctionPointerType() ||
           T->isFunctionType() ||
           (Type >= 0 && (P.Types[Type].CallOperator >= 0 ||
                          P.Types[Type].Kind == Primitive::Callable)) ||
           (T->getAsCXXRecordDecl() && T->getAsCXXRecordDecl()->isLambda());
  });
  // So may what refers to them from inside a view, adaptor or inserter.
  if (D) {
    int Result = L.typeFor(D->getReturnType());
    Keeps |=
        Result >= 0 && (P.Types[Result].Opaque || P.Types[Result].isView());
  }
  for (size_t I = 0; I < Args.size(); ++I) {
    const Expr *Arg = Args[I];
    if (isa<CXXDefaultArgExpr>(Arg))
      continue;
    QualType T = Arg->getType();
    int Type = L.typeFor(T);
    QualType PT =
        D && I < D->getNumParams() ? D->getParamDecl(I)->getType() : QualType();
    bool Plain = Type < 0 && !T->isPointerType() &&
                 (PT.isNull() || !PT->isReferenceType() ||
                  PT->getPointeeType().isConstQualified());
    if (Plain && L.mayBeDescriptor(T) && !L.constantOf(Arg)) {
      Out.push_back(Arg->isGLValue() ? load(address(Arg), Arg->getExprLoc())
                                     : value(Arg));
      continue;
    }
    bool IsValue = Type >= 0 && (P.Types[Type].Kind == Primitive::Value ||
                                 (P.Types[Type].Opaque && Library));
    if (Plain || IsValue || isa<StringLiteral>(Arg->IgnoreImpCasts())) {
      discard(Arg);
      continue;
    }
    bool Object = Type >= 0 && !P.Types[Type].Scalar &&
                  P.Types[Type].Kind != Primitive::None;
    // Containers and iterators handed to an algorithm.  A member, such as
    // splice or merge, takes from what it is given.
    const bool Takes = isa_and_nonnull<CXXMethodDecl>(D) && !PT.isNull() &&
                       PT->isReferenceType() &&
                       !PT->getPointeeType().isConstQualified() &&
                       D->getOverloadedOperator() != OO_Call;
    if (Library && !Keeps && !Takes && Type >= 0 && Arg->isGLValue() &&
        (Object || P.Types[Type].Kind == Primitive::Iterator)) {
      address(Arg);
      continue;
    }
    Out.push_back(Arg->isGLValue() || (!PT.isNull() && PT->isReferenceType())
                      ? address(Arg)
                      : value(Arg));
  }
}

Reg BodyLowering::unknownCall(const FunctionDecl *D, Reg ThisReg, Exprs Args,
                              const Expr *E) {
  llvm::SmallVector<Reg, 4> Escaping;
  if (ThisReg >= 0 && !(D && L.inLibrary(D)))
    Escaping.push_back(ThisReg);
  escaping(D, Args, Escaping);
  return callUnknown(D, Escaping, E);
}

/// A call into code that is not visible, which gets hold of \p Escaping.
Reg BodyLowering::callUnknown(const FunctionDecl *D,
                              llvm::ArrayRef<Reg> Escaping, const Expr *E) {
  QualType T = E->getType();
  if (const auto *C = dyn_cast<CallExpr>(E))
    T = C->getCallReturnType(Context);
  Reg Dst = fresh();
  Instruction &I = emit(Code::CallUnknown, E->getBeginLoc(), Dst);
  I.Args.append(Escaping.begin(), Escaping.end());
  I.Imm = D && L.inLibrary(D);
  if (!T->isVoidType()) {
    int Type = L.typeFor(T);
    if (Type >= 0 && !P.Types[Type].Scalar)
      I.Type = Type; // an object nobody knows anything about
    else if (QualType Pointee = T->getPointeeType(); !Pointee.isNull()) {
      int Target = L.typeFor(Pointee);
      if (Target >= 0 && !P.Types[Target].Scalar)
        I.Type = Target;
    }
  }
  if (Expected == Throws::Unseen && strangeThrower(D))
    mayThrow(-1, E->getBeginLoc());
  return Dst;
}

static std::optional<BinaryOperatorKind> comparison(OverloadedOperatorKind O) {
  switch (O) {
  case OO_EqualEqual:
    return BO_EQ;
  case OO_ExclaimEqual:
    return BO_NE;
  case OO_Less:
    return BO_LT;
  case OO_LessEqual:
    return BO_LE;
  case OO_Greater:
    return BO_GT;
  case OO_GreaterEqual:
    return BO_GE;
  case OO_Spaceship:
    return BO_Cmp;
  default:
    return std::nullopt;
  }
}

llvm::ArrayRef<QualType> BodyLowering::parameterTypes(const FunctionDecl *D) {
  const auto *Type = D ? D->getType()->getAs<FunctionProtoType>() : nullptr;
  return Type ? Type->getParamTypes() : llvm::ArrayRef<QualType>();
}

/// Calls whatever the register holds, with \p Given and then \p Args, which are
/// passed as \p Parameters says as far as it goes.
Reg BodyLowering::callValue(Reg Callee, llvm::ArrayRef<Reg> Given, Exprs Args,
                            llvm::ArrayRef<QualType> Parameters,
                            SourceLocation Where) {
  llvm::SmallVector<Reg, 4> Registers(Given);
  for (size_t I = 0; I < Args.size(); ++I)
    Registers.push_back(argument(
        I < Parameters.size() ? Parameters[I] : Args[I]->getType(), Args[I]));
  Reg Dst = fresh();
  emit(Code::CallValue, Where, Dst, Callee).Args.append(Registers);
  if (Expected != Throws::Nothing)
    mayThrow(Callee, Where);
  return Dst;
}

Reg BodyLowering::call(const CallExpr *E) {
  SourceLocation Where = E->getExprLoc();
  const FunctionDecl *D = E->getDirectCallee();
  llvm::SmallVector<const Expr *, 4> Args(E->arg_begin(), E->arg_end());
  const Expr *Object = nullptr;
  bool Arrow = false;
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(E)) {
    Object = Member->getImplicitObjectArgument();
    if (Object)
      Arrow = Object->getType()->isPointerType();
  } else if (isa<CXXOperatorCallExpr>(E) && D && isa<CXXMethodDecl>(D) &&
             cast<CXXMethodDecl>(D)->isInstance()) {
    Object = Args.front();
    Args.erase(Args.begin());
  }

  if (!D) {
    // Through a pointer to a function or to a member.
    const Expr *Callee = E->getCallee()->IgnoreParens();
    Reg Target;
    llvm::SmallVector<Reg, 4> Registers;
    if (const auto *B = dyn_cast<BinaryOperator>(Callee);
        B && B->isPtrMemOp()) {
      Registers.push_back(B->getOpcode() == BO_PtrMemI ? value(B->getLHS())
                                                       : address(B->getLHS()));
      Target = value(B->getRHS());
    } else {
      Target = value(Callee);
    }
    llvm::ArrayRef<QualType> Parameters;
    if (const auto *PT = Callee->getType()->getAs<PointerType>())
      if (const auto *Type = PT->getPointeeType()->getAs<FunctionProtoType>())
        Parameters = Type->getParamTypes();
    return callValue(Target, Registers, Args, Parameters, E->getBeginLoc());
  }

  if (unsigned Builtin = D->getBuiltinID()) {
    if (D->getName().starts_with("__builtin_expect") && !Args.empty())
      return value(Args[0]);
    if (Context.BuiltinInfo.isUnevaluated(Builtin))
      return constant(Value::unknown(), Where);
  }

  // Those of a deque are no members of its iterators.
  const OverloadedOperatorKind Sign = D->getOverloadedOperator();
  if (!Object && (Sign == OO_Plus || Sign == OO_Minus) && Args.size() == 2 &&
      kindOf(Args, 0) == Primitive::Iterator &&
      Args[1]->getType()->isIntegerType()) {
    OpSite Site;
    Site.Op = Sign == OO_Plus ? Operation::Next : Operation::Previous;
    Site.Kind = Primitive::Iterator;
    Site.Value = owned(Args[0]);
    Site.Count = value(Args[1]);
    return emitOperation(Site, Where);
  }

  if (Object && isa<CXXConversionDecl>(D) &&
      cast<CXXMethodDecl>(D)->getParent()->isLambda())
    return address(Object); // a function pointer made of a lambda

  if (Object) {
    const auto *Method = cast<CXXMethodDecl>(D);
    CallModel Call = L.modelOf(E);
    if (const model::TypeModel *M = Call.Type) {
      const Expr *Written = Call.Object;
      QualType OT = Call.ObjectType;
      QualType Base; // the modelled class that OT is derived from
      if (L.modelOf(OT) != M)
        OT = Base =
            Method->getFunctionObjectParameterType().getUnqualifiedType();
      auto ObjectAddress = [&] {
        Reg A = Written->getType()->isPointerType() ? value(Written)
                                                    : address(Written);
        return Base.isNull() ? A : upcast(A, Base, Where);
      };
      if (Call.Does)
        return operation(*Call.Does, M->Kind, M, OT, ObjectAddress(), Written,
                         Args, E);
      auto Compare = comparison(D->getOverloadedOperator());
      if (Compare && Args.size() == 1)
        return compared(*Compare, Written, Args[0], E);
      if (D->getOverloadedOperator() == OO_Equal && Args.size() == 1) {
        Reg To = ObjectAddress();
        if (L.isScalar(OT)) {
          // The old value's life ends, as if its owner were destroyed.
          Reg From = L.typeFor(Args[0]->getType().getUnqualifiedType()) ==
                             L.typeFor(OT)
                         ? owned(Args[0])
                         : scalarFrom(OT, {Args[0]}, E);
          if (L.needsDestruction(OT))
            emit(Code::Destroy, Where, -1, To).Type = L.typeFor(OT);
          emit(Code::Store, Where, -1, To, From);
        } else {
          if (M->Kind == Primitive::Variant) {
            // It may come from inside the variant itself.
            Reg Made = newObject(OT, Where);
            constructFrom(OT, Made, Args, E);
            dropAlternative(To, OT, Where);
            emit(Code::Steal, Where, -1, To, Made);
            return To;
          }
          const Expr *Arg = Args[0]->IgnoreParenImpCasts();
          Reg From = address(Args[0]);
          if (L.typeFor(OT) >= 0 && isContainer(M->Kind))
            emptied(To, OT, Where);
          if (assignParts(OT, To, Args[0]->getType(), From, Where))
            return To;
          emit(Arg->isLValue() ? Code::Copy : Code::Steal, Where, -1, To, From);
        }
        return To;
      }
      // Unknown: it may do anything to the object and what it is given.
      Reg A = ObjectAddress();
      if (M->Kind == Primitive::Value || Method->isConst()) {
        for (const Expr *Arg : Args)
          discard(Arg);
        Reg R = symbol(E);
        if (!Method->isConst() && L.isScalar(OT))
          emit(Code::Store, Where, -1, A, R);
        return R;
      }
      llvm::SmallVector<Reg, 4> Escaping{A};
      escaping(D, Args, Escaping, /*Keeps=*/true);
      return callUnknown(D, Escaping, E);
    }
    if (Method->isInstance()) {
      const FunctionDecl *Target = L.enterable(D);
      if ((Target ? Target : D)->isDefaulted() && Args.size() == 1 &&
          (Method->isCopyAssignmentOperator() ||
           Method->isMoveAssignmentOperator())) {
        Reg To = address(Object);
        Reg From = address(Args[0]);
        emit(Method->isMoveAssignmentOperator() ? Code::Steal : Code::Copy,
             Where, -1, To, From);
        return To;
      }
      Reg ThisReg = Arrow ? value(Object) : address(Object);
      bool Virtual = Method->isVirtual();
      if (const auto *ME = dyn_cast<MemberExpr>(E->getCallee()->IgnoreParens()))
        Virtual &= !ME->hasQualifier();
      if (Target && isCoroutineCall(E) && !isAwaited(E))
        return unknownCall(nullptr, ThisReg, Args, E);
      if (Target)
        return callFunction(Target, ThisReg, Args, E, Virtual);
      if (D->getOverloadedOperator() == OO_Call && L.inLibrary(D))
        return callValue(load(ThisReg, Where), {}, Args, parameterTypes(D),
                         E->getBeginLoc());
      if (Virtual) {
        llvm::SmallVector<Reg, 4> Registers{ThisReg};
        arguments(D, Args, Registers);
        Reg Dst = fresh();
        Instruction &I = emit(Code::CallVirtual, E->getBeginLoc(), Dst);
        I.Imm = L.methodFor(Method);
        I.Imm2 = -1;
        I.Args.append(Registers.begin(), Registers.end());
        return Dst;
      }
      return unknownCall(D, ThisReg, Args, E);
    }
    discard(Object); // a static member named through an object
  }

  if (CallModel Call = L.modelOf(E); Call.Does) {
    const Expr *On = Call.Object;
    Reg A = -1;
    if (On)
      A = On->getType() == Call.ObjectType ? address(On) : value(On);
    // Runs elsewhere, some time; or when what is returned is awaited.
    if (On && Call.Does->Op == Operation::Spawn &&
        !spawnsAtOnce(*Call.Does, Call.Type, E))
      return unknownCall(D, -1, Args, E);
    return operation(*Call.Does, Call.Kind, Call.Type, Call.ObjectType, A, On,
                     Args, E);
  }
  if (D->getOverloadedOperator() == OO_Plus && Args.size() == 2 &&
      L.inLibrary(D)) {
    int Type = L.typeFor(E->getType());
    if (Type >= 0 && P.Types[Type].Kind == Primitive::Value)
      return concatenation(Args, E);
  }
  if (auto Compare = comparison(D->getOverloadedOperator());
      Compare && Args.size() == 2 && (L.inLibrary(D) || !L.enterable(D)))
    return compared(*Compare, Args[0], Args[1], E);
  if (D->getOverloadedOperator() == OO_Minus && L.inLibrary(D) &&
      kindOf(Args, 0) == Primitive::Iterator &&
      kindOf(Args, 1) == Primitive::Iterator) {
    OpSite Site;
    Site.Op = Operation::Distance;
    Site.Kind = Primitive::Iterator;
    Site.Into = kept(Args[0], Where);
    Site.Value = value(Args[1]);
    return emitOperation(Site, Where);
  }
  if (D->isNoReturn()) {
    for (const Expr *Arg : Args)
      discard(Arg);
    OpSite Site;
    Site.Op = Operation::Exit;
    return emitOperation(Site, Where);
  }
  if (isCoroutineCall(E) && !isAwaited(E))
    return unknownCall(nullptr, -1, Args, E);
  if (const FunctionDecl *Target = L.enterable(D))
    return callFunction(Target, -1, Args, E);
  return unknownCall(D, -1, Args, E);
}

} // namespace quiesce
