//===- BodyLowering.cpp - emission, scopes and cleanups -------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "skeleton/BodyLowering.h"
#include "Compatibility.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;
using quiesce::model::Primitive;

namespace quiesce {

Instruction &BodyLowering::emit(Code C, SourceLocation Where, Reg Dst, Reg A,
                                Reg B, int Imm) {
  F.Body.emplace_back();
  Instruction &I = F.Body.back();
  I.What = C;
  I.Dst = Dst;
  I.A = A;
  I.B = B;
  I.Imm = Imm;
  I.Where = L.locationFor(Where);
  return I;
}

Reg BodyLowering::constant(Value V, SourceLocation Where) {
  Reg R = fresh();
  emit(Code::Const, Where, R).Constant = V;
  return R;
}

void BodyLowering::place(Label &At) {
  At.At = int(F.Body.size());
  for (auto [Use, Second] : At.Uses)
    (Second ? F.Body[Use].Imm2 : F.Body[Use].Imm) = At.At;
  At.Uses.clear();
}

void BodyLowering::use(Label &To, int Instruction, bool Second) {
  if (To.At >= 0)
    (Second ? F.Body[Instruction].Imm2 : F.Body[Instruction].Imm) = To.At;
  else
    To.Uses.push_back({Instruction, Second});
}

void BodyLowering::jump(Label &To, SourceLocation Where) {
  emit(Code::Jump, Where);
  use(To, int(F.Body.size()) - 1, false);
}

Instruction &BodyLowering::branchOn(Reg Condition, Label &True, Label &False,
                                    SourceLocation Where) {
  Instruction &I = emit(Code::Branch, Where, -1, Condition);
  int At = int(F.Body.size()) - 1;
  use(True, At, false);
  use(False, At, true);
  return I;
}

void BodyLowering::pushCleanup(Reg Address, QualType T, SourceLocation Where,
                               const VarDecl *V) {
  if (!L.needsDestruction(T))
    return;
  Cleanups.push_back({Address, L.typeFor(T), L.locationFor(Where),
                      int(F.Body.size()), Top, V});
}

void BodyLowering::runCleanups(size_t Down, const VarDecl *Except) {
  for (size_t I = Cleanups.size(); I > Down; --I) {
    const Cleanup C = Cleanups[I - 1];
    if (Except && C.Variable == Except)
      continue;
    Instruction &D = emit(Code::Destroy, {}, -1, C.Address);
    D.Type = C.Type;
    D.Where = C.Where;
  }
}

void BodyLowering::landingFor(int Begin, int End) {
  if (Begin >= End)
    return;
  Landing Land;
  Land.Begin = Begin;
  Land.End = End;
  Land.Cleanup = true;
  // The target is emitted behind the body; until then it holds the cleanup.
  Land.Target = int(F.Body.size());
  F.Landings.push_back(Land);
}

void BodyLowering::popCleanups(size_t Down) {
  // Unwinding runs each cleanup from a place of its own, which is emitted out
  // of the way here: a jump leads around it.
  if (Cleanups.size() == Down)
    return;
  int End = int(F.Body.size());
  runCleanups(Down);
  Label Around;
  jump(Around);
  int SavedTop = Top;
  while (Cleanups.size() > Down) {
    Cleanup C = Cleanups.back();
    Cleanups.pop_back();
    landingFor(C.Begin, End);
    Top = C.Top;
    if (C.Begin < End) {
      Instruction &D = emit(Code::Destroy, {}, -1, C.Address);
      D.Type = C.Type;
      D.Where = C.Where;
      emit(Code::Resume, {});
    }
  }
  Top = SavedTop;
  place(Around);
}

void BodyLowering::finish() {
  if (F.Body.empty() || F.Body.back().What != Code::Return)
    emit(Code::Return, {});
  // A label may have been placed behind the last instruction.
  for (size_t I = 0, E = F.Body.size(); I != E; ++I) {
    const Instruction &In = F.Body[I];
    if ((In.What == Code::Jump || In.What == Code::Branch) &&
        (In.Imm >= int(E) || In.Imm2 >= int(E))) {
      emit(Code::Return, {});
      break;
    }
  }
  llvm::sort(F.Landings, [](const Landing &A, const Landing &B) {
    if (A.Begin != B.Begin)
      return A.Begin > B.Begin;
    if (A.End != B.End)
      return A.End < B.End;
    return A.Target < B.Target; // handlers of one try, in their order
  });
  // A branch whose sides do nothing before they meet decides nothing.  The end
  // of a loop's round is something, and what leaves a loop stays behind it.
  auto Final = [&](int At) {
    for (int Hops = 0;
         Hops < 32 && F.Body[At].What == Code::Jump && !F.Body[At].Loop; ++Hops)
      At = F.Body[At].Imm;
    return At;
  };
  for (Instruction &I : F.Body)
    if (I.What == Code::Branch) {
      if (!I.Loop) {
        I.Imm = Final(I.Imm);
        I.Imm2 = Final(I.Imm2);
      }
      if (I.Imm == I.Imm2)
        I.What = Code::Jump;
    } else if (I.What == Code::Jump) {
      I.Imm = Final(I.Imm);
    }
}

/// Marks the variables whose address is taken in some way.  A load, and the
/// left side of an assignment, do not take it.
void BodyLowering::findBoxed(const Stmt *S) {
  if (!S)
    return;
  auto Variable = [](const Expr *E) -> const DeclRefExpr * {
    return dyn_cast<DeclRefExpr>(E->IgnoreParens());
  };
  if (const auto *C = dyn_cast<ImplicitCastExpr>(S))
    if (C->getCastKind() == CK_LValueToRValue && Variable(C->getSubExpr()))
      return;
  if (const auto *B = dyn_cast<BinaryOperator>(S))
    if (B->isAssignmentOp() && Variable(B->getLHS())) {
      findBoxed(B->getRHS());
      return;
    }
  if (const auto *U = dyn_cast<UnaryOperator>(S))
    if (U->isIncrementDecrementOp() && Variable(U->getSubExpr()))
      return;
  if (const auto *Lambda = dyn_cast<LambdaExpr>(S)) {
    for (const LambdaCapture &C : Lambda->captures())
      if (C.capturesVariable() && C.getCaptureKind() == LCK_ByRef)
        Boxed.insert(C.getCapturedVar());
    for (const Expr *Init : Lambda->capture_inits())
      if (Init && !Variable(Init))
        findBoxed(Init);
    return;
  }
  if (const auto *D = dyn_cast<DeclRefExpr>(S)) {
    Boxed.insert(D->getDecl());
    return;
  }
  if (const auto *E = dyn_cast<OpaqueValueExpr>(S)) {
    findBoxed(E->getSourceExpr());
    return;
  }
  if (const auto *D = dyn_cast<CXXDefaultArgExpr>(S)) {
    findBoxed(D->getExpr());
    return;
  }
  for (const Stmt *Child : S->children())
    findBoxed(Child);
}

void BodyLowering::lowerDefault(const CXXConstructorDecl *D) {
  This = fresh();
  QualType T = canonicalTagType(Context, D->getParent());
  const bool Modelled = L.modelOf(T);
  // A place in a library is none to tell.
  SourceLocation Where = Modelled ? SourceLocation() : D->getLocation();
  llvm::SmallVector<const Expr *, 2> Arguments;
  for (ParmVarDecl *V : const_cast<CXXConstructorDecl *>(D)->parameters())
    Arguments.push_back(
        CXXDefaultArgExpr::Create(Context, Where, V, /*RewrittenExpr=*/nullptr,
                                  Context.getTranslationUnitDecl()));
  const auto *At = new (Context) OpaqueValueExpr(Where, T, VK_LValue);
  if (Modelled)
    emit(Code::Store, Where, -1, This, scalarFrom(T, Arguments, At, D));
  else
    callFunction(D, This, Arguments, At);
  finish();
}

void BodyLowering::lowerMember(const CXXMethodDecl *D, SourceLocation Where) {
  auto Parameter = [&](QualType T) -> Expr * {
    auto *Given = new (Context)
        OpaqueValueExpr(Where, T.getNonReferenceType(),
                        T->isReferenceType() ? VK_LValue : VK_PRValue);
    Opaque[Given] = fresh();
    return Given;
  };
  Expr *Object = Parameter(
      Context.getLValueReferenceType(D->getFunctionObjectParameterType()));
  llvm::SmallVector<Expr *, 2> Arguments;
  for (const ParmVarDecl *V : D->parameters())
    Arguments.push_back(Parameter(V->getType()));
  auto *Callee = MemberExpr::CreateImplicit(
      Context, Object, /*IsArrow=*/false, const_cast<CXXMethodDecl *>(D),
      Context.BoundMemberTy, VK_PRValue, OK_Ordinary);
  QualType Result = D->getReturnType();
  auto *Call = CXXMemberCallExpr::Create(
      Context, Callee, Arguments, Result.getNonLValueExprType(Context),
      Expr::getValueKindForType(Result), Where, FPOptionsOverride());
  emit(Code::Return, Where, -1, call(Call));
  finish();
}

void BodyLowering::lowerFunction(const FunctionDecl *D) {
  const Stmt *Body = D->getBody();
  findBoxed(Body);
  if (const auto *C = dyn_cast<CXXConstructorDecl>(D))
    for (const CXXCtorInitializer *I : C->inits())
      findBoxed(I->getInit());

  const auto *Method = dyn_cast<CXXMethodDecl>(D);
  if (Method && Method->isInstance()) {
    This = fresh();
    if (Method->getParent()->isLambda())
      Method->getParent()->getCaptureFields(Captures, CapturedThis);
  }
  for (const ParmVarDecl *V : D->parameters())
    Registers[V] = fresh();
  for (const ParmVarDecl *V : D->parameters()) {
    QualType T = V->getType();
    if (T->isReferenceType())
      continue;
    if (!L.isScalar(T)) {
      pushCleanup(Registers[V], T, V->getLocation(), V);
      continue;
    }
    // Scalars of class type are destroyed, so they need an address.
    if (Boxed.count(V) || L.typeFor(T) >= 0) {
      Boxed.insert(V);
      Registers[V] = boxed(Registers[V], V->getLocation());
      pushCleanup(Registers[V], T, V->getLocation(), V);
    }
  }
  if (const auto *C = dyn_cast<CXXConstructorDecl>(D))
    initializers(C);
  if (const auto *Co = dyn_cast_or_null<CoroutineBodyStmt>(Body))
    Body = Co->getBody();
  if (Body)
    statement(Body);
  // main and void functions end here; a value-returning one cannot.
  popCleanups(0);
  unwindMembers();
  finish();
}

/// Destroys the body of the user's destructor, then members and bases in
/// reverse order, as the language does.
void BodyLowering::lowerDestructor(QualType T) {
  This = fresh();
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (!R || !R->hasDefinition())
    return finish();
  R = R->getDefinition();
  const CXXDestructorDecl *D = R->getDestructor();
  const FunctionDecl *Definition = D ? L.enterable(D) : nullptr;
  if (Definition && !Definition->isDefaulted()) {
    findBoxed(Definition->getBody());
    // A return in the body still destroys the members.
    Label End;
    Loops.push_back({&End, &End, 0, false, true, false});
    statement(Definition->getBody());
    Loops.pop_back();
    popCleanups(0);
    for (Instruction &I : F.Body)
      if (I.What == Code::Return) {
        I.What = Code::Jump;
        use(End, int(&I - F.Body.data()), false);
      }
    place(End);
  }
  if (int Type = L.typeFor(T); P.Types[Type].Kind == Primitive::Variant) {
    destroyAlternative(This, T, R->getLocation());
    return finish();
  }
  llvm::SmallVector<std::pair<RecordPart, SourceLocation>, 8> Parts;
  if (L.modelOf(T)) { // a pair or tuple
    for (unsigned I = 0; std::optional<RecordPart> Part = L.part(T, I); ++I)
      Parts.push_back({*Part, R->getLocation()});
  } else {
    for (const FieldDecl *Field : R->fields())
      Parts.push_back(
          {{L.fieldFor(Field), Field->getType()}, Field->getLocation()});
  }
  // The end of a condition matters only where who sleeps on it may yet be
  // waited for.
  const auto *First = llvm::find_if(
      Parts, [&](const auto &P) { return L.needsDestruction(P.first.Type); });
  auto AwaitsWaiters = [&](const auto *Part) {
    const model::TypeModel *M = L.modelOf(Part->first.Type);
    return First < Part && M &&
           L.onDestroy(*M, Part->first.Type) == model::Destructor::AwaitWaiters;
  };
  for (const auto &Each : llvm::reverse(Parts)) {
    const auto &[Part, Where] = Each;
    if (!L.needsDestruction(Part.Type) && !AwaitsWaiters(&Each))
      continue;
    int Saved = Top;
    Reg A = fieldNumbered(This, Part.Field, Part.Type, Where);
    emit(Code::Destroy, Where, -1, A).Type = L.typeFor(Part.Type);
    Top = Saved;
  }
  for (const CXXBaseSpecifier &B : llvm::reverse(R->bases()))
    if (L.modelOf(B.getType()) && L.needsDestruction(B.getType())) {
      Reg A = upcast(This, B.getType(), B.getBeginLoc());
      if (A != This)
        emit(Code::Destroy, B.getBeginLoc(), -1, A).Type =
            L.typeFor(B.getType());
    } else if (L.needsDestruction(B.getType())) {
      int BaseType = L.typeFor(B.getType());
      int Destroy = BaseType >= 0 ? L.destructorFor(BaseType) : -1;
      if (Destroy >= 0) {
        Instruction &I = emit(Code::Call, B.getBeginLoc(), -1, -1, -1, Destroy);
        I.Args.push_back(This);
      }
    }
  finish();
}

void BodyLowering::lowerInitializer(const VarDecl *V) {
  // Parameter 0 is the address of the global.
  Reg Target = fresh();
  const Expr *Init = V->getInit();
  findBoxed(Init);
  if (V->getType()->isReferenceType()) {
    Reg A = address(Init);
    emit(Code::Store, V->getLocation(), -1, Target, A);
  } else if (L.isScalar(V->getType())) {
    Reg R = value(Init);
    emit(Code::Store, V->getLocation(), -1, Target, R);
  } else {
    construct(Init, Target, V->getType());
  }
  popCleanups(0);
  finish();
}

} // namespace quiesce
