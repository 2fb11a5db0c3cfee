//===- LowerConstruction.cpp - objects come to life -----------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Compatibility.h"
#include "skeleton/BodyLowering.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;
using quiesce::model::Operation;
using quiesce::model::Primitive;

namespace quiesce {

const Expr *BodyLowering::inner(const Expr *E) {
  E = E->IgnoreParens();
  while (true) {
    if (const auto *X = dyn_cast<FullExpr>(E))
      E = X->getSubExpr()->IgnoreParens();
    else if (const auto *X = dyn_cast<CXXBindTemporaryExpr>(E))
      E = X->getSubExpr()->IgnoreParens();
    else if (const auto *X = dyn_cast<CXXDefaultArgExpr>(E))
      E = X->getExpr()->IgnoreParens();
    else if (const auto *X = dyn_cast<CXXDefaultInitExpr>(E))
      E = X->getExpr()->IgnoreParens();
    else if (const auto *X = dyn_cast<MaterializeTemporaryExpr>(E))
      E = X->getSubExpr()->IgnoreParens();
    else
      return E;
  }
}

/// What a scalar of that type, or -1, holds that is given nothing.
Reg BodyLowering::zero(int Type, SourceLocation Where) {
  if (Type < 0 || P.Types[Type].Kind == Primitive::Atomic)
    return constant(Value::integer(0), Where);
  if (P.Types[Type].Kind == Primitive::Value)
    return constant(Value::make(Value::Text, P.text("")), Where);
  return constant(P.Types[Type].Opaque ? Value::unknown() : Value::null(),
                  Where);
}

Reg BodyLowering::newObject(QualType T, SourceLocation Where) {
  Reg R = fresh();
  emit(Code::New, Where, R).Type = L.typeFor(T);
  return R;
}

bool BodyLowering::sameType(QualType A, QualType B) {
  return Context.hasSameUnqualifiedType(A.getNonReferenceType(),
                                        B.getNonReferenceType());
}

/// Gives the member at \p Target its first value.
void BodyLowering::initialize(Reg Target, QualType T, const Expr *Init,
                              SourceLocation Where) {
  if (T->isReferenceType())
    emit(Code::Store, Where, -1, Target, address(Init));
  else if (L.isScalar(T))
    emit(Code::Store, Where, -1, Target, value(Init));
  else
    construct(Init, Target, T);
}

void BodyLowering::construct(const Expr *E, Reg Target, QualType T) {
  E = inner(E);
  SourceLocation Where = E->getExprLoc();
  if (const auto *C = dyn_cast<CXXConstructExpr>(E)) {
    llvm::SmallVector<const Expr *, 4> Args(C->arg_begin(), C->arg_end());
    if (const ConstantArrayType *A = Context.getAsConstantArrayType(T))
      return constructElements(*A, Target, Args, C);
    return constructFrom(T, Target, Args, E, C->getConstructor());
  }
  if (const auto *I = dyn_cast<InitListExpr>(E)) {
    if (I->isTransparent() && I->getNumInits() == 1)
      return construct(I->getInit(0), Target, T);
    return aggregate(T, Target, I->inits(), E);
  }
  if (const auto *I = dyn_cast<CXXParenListInitExpr>(E))
    return aggregate(T, Target, I->getInitExprs(), E);
  if (isa<ImplicitValueInitExpr>(E) && T->isArrayType())
    return aggregate(T, Target, {}, E);
  if (isa<ImplicitValueInitExpr, CXXScalarValueInitExpr, StringLiteral>(E))
    return;
  if (isa<CXXInheritedCtorInitExpr>(E))
    return;
  // Only what brings an object of its own can be copied from; anything else
  // would come back here.
  if (!E->isGLValue() && !isa<CallExpr, CastExpr, LambdaExpr,
                              AbstractConditionalOperator, CoawaitExpr>(E)) {
    for (const Stmt *Child : E->children())
      if (const auto *Sub = dyn_cast_or_null<Expr>(Child))
        discard(Sub);
    return;
  }
  if (const auto *C = dyn_cast<CastExpr>(E))
    if (C->getCastKind() != CK_UserDefinedConversion &&
        C->getCastKind() != CK_NoOp &&
        C->getCastKind() != CK_ConstructorConversion && !E->isGLValue())
      return discard(C->getSubExpr());
  Reg From = E->isGLValue() ? address(E) : materialize(E);
  emit(E->isLValue() ? Code::Copy : Code::Steal, Where, -1, Target, From);
}

/// The elements of an array, each by the constructor of \p E.
void BodyLowering::constructElements(const ConstantArrayType &A, Reg Target,
                                     Exprs Args, const CXXConstructExpr *E) {
  QualType Element = A.getElementType();
  uint64_t Count = A.getSize().getLimitedValue();
  // The elements are there already; large arrays of objects are not followed.
  if (L.isScalar(Element) || Element->isArrayType() || Count > 16)
    return;
  SourceLocation Where = E->getExprLoc();
  for (uint64_t I = 0; I < Count; ++I) {
    int Saved = Top;
    constructFrom(Element, elementOf(Target, int64_t(I), Where), Args, E,
                  E->getConstructor());
    Top = Saved;
  }
}

Reg BodyLowering::elementOf(Reg Sequence, int64_t Index, SourceLocation Where) {
  OpSite Site;
  Site.Op = Operation::Element;
  Site.Kind = Primitive::Sequence;
  Site.Object = Sequence;
  Site.Value = constant(Value::integer(Index), Where);
  return emitOperation(Site, Where);
}

void BodyLowering::aggregate(QualType T, Reg Target, Exprs Args,
                             const Expr *E) {
  SourceLocation Where = E->getExprLoc();
  int Type = L.typeFor(T);
  if (Type >= 0 && P.Types[Type].Kind == Primitive::Sequence) {
    const Expr *Only = Args.size() == 1 ? inner(Args[0]) : nullptr;
    if (Only && isa<InitListExpr>(Only) && !T->isArrayType()) // std::array
      return aggregate(T, Target, cast<InitListExpr>(Only)->inits(), E);
    if (Only && isa<ImplicitValueInitExpr>(Only))
      Args = {};
    // An array has its elements already; they are filled in their order.
    int64_t Index = 0;
    for (const Expr *Arg : Args) {
      int Saved = Top;
      Reg A = elementOf(Target, Index++, Where);
      if (L.isScalar(Arg->getType()))
        emit(Code::Store, Where, -1, A, makeElement(Arg->getType(), {Arg}, E));
      else
        construct(Arg, A, Arg->getType());
      Top = Saved;
    }
    // What is not named is zero.
    const int Element = P.Types[Type].Element;
    while (Index < std::min(P.Types[Type].DefaultCapacity, 64) &&
           P.Types[Type].ElementScalar) {
      int Saved = Top;
      Reg A = elementOf(Target, Index++, Where);
      emit(Code::Store, Where, -1, A, zero(Element, Where));
      Top = Saved;
    }
    return;
  }
  const RecordDecl *R = T->getAsRecordDecl(); // of C, too
  if (!R || !(R = R->getDefinition()))
    return;
  size_t Index = 0;
  if (const auto *Class = dyn_cast<CXXRecordDecl>(R))
    for (const CXXBaseSpecifier &B : Class->bases()) {
      if (Index < Args.size() && sameType(Args[Index]->getType(), B.getType()))
        construct(Args[Index], Target, B.getType());
      ++Index;
    }
  for (const FieldDecl *D : R->fields()) {
    if (D->isUnnamedBitField())
      continue;
    const Expr *Init =
        Index < Args.size() ? Args[Index] : D->getInClassInitializer();
    ++Index;
    if (!Init)
      continue;
    int Saved = Top;
    Reg A = field(Target, D, Where);
    Declared = D->getLocation();
    initialize(A, D->getType(), Init, Where);
    Declared = SourceLocation();
    Top = Saved;
  }
}

/// A pair or tuple of its parts, or of those of another.
void BodyLowering::record(QualType T, Reg Target, Exprs Args, const Expr *E) {
  SourceLocation Where = E->getExprLoc();
  auto IsRecord = [&](QualType Each) {
    const model::TypeModel *M = L.modelOf(Each);
    return M && M->Kind == Primitive::Record;
  };
  bool Converts = Args.size() == 1 && IsRecord(Args[0]->getType());
  Reg From = -1;
  if (Converts)
    From = Args[0]->isGLValue() ? address(Args[0]) : value(Args[0]);
  for (unsigned I = 0; std::optional<RecordPart> Part = L.part(T, I); ++I) {
    int Saved = Top;
    Reg A = fieldNumbered(Target, Part->Field, Part->Type, Where);
    if (Converts) {
      std::optional<RecordPart> Source = L.part(Args[0]->getType(), I);
      if (!Source)
        break;
      Reg B = part(From, *Source, Where);
      if (L.isScalar(Part->Type))
        emit(Code::Store, Where, -1, A, load(B, Where));
      else
        emit(Code::Copy, Where, -1, A, B);
    } else if (I < Args.size() && !Part->Type->isReferenceType() &&
               L.isScalar(Part->Type)) {
      emit(Code::Store, Where, -1, A, makeElement(Part->Type, {Args[I]}, E));
    } else if (I < Args.size()) {
      initialize(A, Part->Type, Args[I], Where);
    } else if (Part->Type->isIntegralOrEnumerationType()) {
      emit(Code::Store, Where, -1, A, constant(Value::integer(0), Where));
    }
    Top = Saved;
  }
}

Reg BodyLowering::lambda(const LambdaExpr *E) {
  SourceLocation Where = E->getBeginLoc();
  QualType T = E->getType();
  Reg R = newObject(T, Where);
  int Saved = Top;
  auto Field = E->getLambdaClass()->field_begin();
  for (const Expr *Init : E->capture_inits()) {
    const FieldDecl *D = *Field++;
    if (!Init)
      continue; // of code that does not compile
    initialize(field(R, D, Where), D->getType(), Init, Where);
    Top = Saved;
  }
  return R;
}

const CXXConstructorDecl *
BodyLowering::chooseConstructor(const CXXRecordDecl *R, Exprs Args) {
  // The call stands in a library's body (make_unique, emplace_back), which is
  // not entered; argument types pick the overload well enough.
  const CXXConstructorDecl *Best = nullptr;
  int BestScore = -1;
  auto Try = [&](const CXXConstructorDecl *C) {
    if (C->isDeleted() || C->getMinRequiredArguments() > Args.size() ||
        (C->getNumParams() < Args.size() && !C->isVariadic()))
      return;
    int Score = 1;
    for (size_t I = 0; I < Args.size() && Score >= 0; ++I) {
      QualType PT = C->getParamDecl(I)->getType().getNonReferenceType();
      QualType AT = Args[I]->getType().getNonReferenceType();
      if (sameType(PT, AT))
        Score += 4;
      else if (PT->isArithmeticType() != AT->isArithmeticType() &&
               !PT->isRecordType() && !AT->isRecordType())
        Score = -1;
      else if (PT->isRecordType() && AT->isRecordType() && !L.modelOf(PT) &&
               !L.inLibrary(PT->getAsCXXRecordDecl()))
        Score = PT->getAsCXXRecordDecl()->hasDefinition() &&
                        AT->getAsCXXRecordDecl()->hasDefinition() &&
                        AT->getAsCXXRecordDecl()->isDerivedFrom(
                            PT->getAsCXXRecordDecl())
                    ? Score + 2
                    : -1;
      else
        Score += 1;
    }
    if (Score > BestScore) {
      BestScore = Score;
      Best = C;
    }
  };
  for (const Decl *D : R->decls())
    if (const auto *C = dyn_cast<CXXConstructorDecl>(D))
      Try(C);
    else if (const auto *Template = dyn_cast<FunctionTemplateDecl>(D))
      for (const FunctionDecl *Each : Template->specializations())
        if (const auto *C = dyn_cast<CXXConstructorDecl>(Each))
          Try(C);
  return Best;
}

void BodyLowering::constructFrom(QualType T, Reg Target, Exprs Args,
                                 const Expr *E,
                                 const CXXConstructorDecl *Constructor) {
  SourceLocation Where = E->getExprLoc();
  int Type = L.typeFor(T);
  if (Type < 0)
    return;
  const model::TypeModel *M = L.modelOf(T);
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (Args.size() == 1 && sameType(Args[0]->getType(), T)) {
    const FunctionDecl *User =
        Constructor && !M && Constructor->isUserProvided()
            ? L.enterable(Constructor)
            : nullptr;
    if (!User) {
      const Expr *Arg = inner(Args[0]);
      bool Moves = !Arg->isLValue();
      Reg From = Arg->isGLValue() ? address(Arg) : materialize(Arg);
      emit(Moves ? Code::Steal : Code::Copy, Where, -1, Target, From);
      return;
    }
  }
  if (!M) {
    if (!Constructor && R && R->hasDefinition()) {
      if (R->isAggregate() && !Args.empty())
        return aggregate(T, Target, Args, E);
      Constructor = chooseConstructor(R->getDefinition(), Args);
    }
    if (!Constructor) {
      if (!Args.empty())
        unknownCall(nullptr, Target, Args, E);
      return;
    }
    if (const FunctionDecl *D = L.enterable(Constructor)) {
      callFunction(D, Target, Args, E);
      return;
    }
    // A defaulted constructor that nobody made Sema define: the members'
    // own initializers are all there is.
    if (Constructor->isDefaultConstructor() && !Constructor->isUserProvided())
      return aggregate(T, Target, {}, E);
    if (!Args.empty() || !Constructor->isTrivial())
      unknownCall(Constructor, Target, Args, E);
    return;
  }
  OpSite Site;
  Site.Op = Operation::Construct;
  Site.Kind = M->Kind;
  Site.Object = Target;
  auto Arg = [&](int Index) -> const Expr * {
    return Index >= 0 && size_t(Index) < Args.size() ? Args[Index] : nullptr;
  };
  auto IsNull = [&](const Expr *E) {
    return isa<CXXDefaultArgExpr>(E) || L.constantOf(E) == 0;
  };
  const model::Arguments &Roles = M->Constructor.Args;
  switch (M->Kind) {
  case Primitive::Channel:
  case Primitive::Semaphore:
  case Primitive::Latch:
  case Primitive::Barrier:
    if (const Expr *A = Arg(Roles.Attributes); A && !IsNull(A)) {
      Reg Ignored = fresh();
      emit(Code::CallUnknown, Where, Ignored).Args.push_back(Target);
      return;
    }
    if (const Expr *Count = Arg(Roles.Count);
        Count && !(M->Unbounded && isa<CXXDefaultArgExpr>(Count)))
      Site.Count = value(Count);
    // Whether an event stays set when it is waited for.
    Site.Shared = Roles.AutoReset >= 0;
    if (const Expr *Reset =
            Arg(Site.Shared ? Roles.AutoReset : Roles.ManualReset))
      Site.Value = value(Reset);
    if (Site.Count >= 0 || Site.Value >= 0)
      emitOperation(Site, Where);
    return;
  case Primitive::Mutex:
    if (const Expr *A = Arg(Roles.Attributes); A && !IsNull(A))
      emit(Code::CallUnknown, Where, fresh()).Args.push_back(Target);
    return;
  case Primitive::Condition:
    if (const Expr *Mutex = Arg(Roles.Mutex)) {
      Site.Mutex =
          Mutex->getType()->isPointerType() ? value(Mutex) : address(Mutex);
      emitOperation(Site, Where);
    }
    return;
  case Primitive::StopCallback:
    if (const Expr *Token = Arg(Roles.Object))
      Site.Token = value(Token);
    if (const Expr *Body = Arg(Roles.Body))
      Site.Body = owned(Body);
    emitOperation(Site, Where);
    return;
  case Primitive::Sequence:
  case Primitive::Map:
  case Primitive::Set: {
    if (Args.empty() || isa<CXXDefaultArgExpr>(Args[0]))
      return;
    const Expr *First = inner(Args[0]);
    if (const auto *List = dyn_cast<CXXStdInitializerListExpr>(First))
      First = inner(List->getSubExpr());
    if (const auto *List = dyn_cast<InitListExpr>(First)) {
      for (const Expr *Each : List->inits()) {
        int Saved = Top;
        OpSite Append;
        Append.Op = Operation::Append;
        Append.Kind = M->Kind;
        Append.Object = Target;
        Append.Value = makeElement(Each->getType(), {Each}, E);
        if (M->Kind == Primitive::Map)
          Append.Amount = 2; // a pair
        emitOperation(Append, Where);
        Top = Saved;
      }
      return;
    }
    // A comparator, a hash or an allocator makes no elements.
    if (int Given = L.typeFor(First->getType());
        First->getType()->isRecordType() &&
        (Given < 0 || (!isContainer(P.Types[Given].Kind) &&
                       P.Types[Given].Kind != Primitive::Iterator))) {
      for (const Expr *Each : Args)
        discard(Each);
      return;
    }
    if (First->getType()->isIntegerType()) {
      Site.Count = value(First);
      if (Args.size() > 1 && !isa<CXXDefaultArgExpr>(Args[1]))
        Site.Value = value(Args[1]);
    } else {
      // A view or copy of another container, or a range of iterators.
      Site.Value = First->isGLValue() ? address(First) : value(First);
      if (Args.size() > 1 && !isa<CXXDefaultArgExpr>(Args[1]))
        Site.Into = value(Args[1]);
    }
    emitOperation(Site, Where);
    return;
  }
  case Primitive::Record:
    return record(T, Target, Args, E);
  case Primitive::Variant:
    return variant(T, Target, Args, E, Constructor);
  default:
    for (const Expr *Each : Args)
      discard(Each);
  }
}

Reg BodyLowering::makeElement(QualType T, Exprs Args, const Expr *E) {
  T = T.getNonReferenceType().getUnqualifiedType();
  SourceLocation Where = E->getExprLoc();
  if (!L.isScalar(T)) {
    if (Args.size() == 1 && sameType(inner(Args[0])->getType(), T))
      return owned(Args[0]);
    Reg R = newObject(T, Where);
    constructFrom(T, R, Args, E);
    return R;
  }
  if (Args.size() == 1 &&
      (L.typeFor(T) < 0 || sameType(inner(Args[0])->getType(), T)))
    return owned(Args[0]);
  if (L.typeFor(T) < 0)
    return constant(Args.empty() ? Value::integer(0) : Value::unknown(), Where);
  return scalarFrom(T, Args, E);
}

/// The base class is made of the constructor's own arguments.
void BodyLowering::inherited(const CXXConstructorDecl *D,
                             const CXXInheritedCtorInitExpr *E) {
  const CXXConstructorDecl *Base = E->getConstructor();
  llvm::SmallVector<const Expr *, 4> Args;
  for (ParmVarDecl *V : const_cast<CXXConstructorDecl *>(D)->parameters())
    Args.push_back(DeclRefExpr::Create(
        Context, NestedNameSpecifierLoc(), SourceLocation(), V, false,
        E->getLocation(), V->getType().getNonReferenceType(), VK_LValue));
  if (const FunctionDecl *Target = L.enterable(Base))
    callFunction(Target, This, Args, E);
  else if (L.inLibrary(Base))
    message(This, canonicalTagType(Context, Base->getParent()), Args,
            E->getLocation());
}

void BodyLowering::initializers(const CXXConstructorDecl *D) {
  for (const CXXCtorInitializer *I : D->inits()) {
    const Expr *Init = I->getInit();
    SourceLocation Where = I->getSourceLocation();
    int Saved = Top;
    size_t Down = Cleanups.size();
    if (I->isBaseInitializer() || I->isDelegatingInitializer()) {
      const Expr *Inside = inner(Init);
      if (const auto *C = dyn_cast<CXXConstructExpr>(Inside);
          C && L.modelOf(Inside->getType())) {
        Reg A = upcast(This, Inside->getType(), Where);
        if (A != This && !L.isScalar(Inside->getType()))
          construct(Inside, A, Inside->getType());
        else if (A != This)
          emit(Code::Store, Where, -1, A, value(Inside));
      } else if (C) {
        const FunctionDecl *Target = L.enterable(C->getConstructor());
        llvm::SmallVector<const Expr *, 4> Args(C->arg_begin(), C->arg_end());
        if (Target && !L.inLibrary(Target))
          callFunction(Target, This, Args, Inside);
        else if (L.inLibrary(C->getConstructor()))
          message(This, Inside->getType(), Args, Where);
      } else if (isa<CXXInheritedCtorInitExpr>(Inside)) {
        inherited(D, cast<CXXInheritedCtorInitExpr>(Inside));
      }
    } else if (const FieldDecl *Field = I->getAnyMember()) {
      Reg A = field(This, Field, Where);
      Declared = Field->getLocation();
      initialize(A, Field->getType(), Init, Where);
      Declared = SourceLocation();
      Members.push_back({Field, int(F.Body.size())});
    }
    popCleanups(Down);
    Top = Saved;
  }
}

/// What an exception that leaves the constructor does to the members that are
/// made by then: nobody else will end their lives.
void BodyLowering::unwindMembers() {
  const int End = int(F.Body.size());
  for (const auto &[Member, Begin] : Members) {
    if (Begin == End || !L.needsDestruction(Member->getType()))
      continue;
    if (End == int(F.Body.size()))
      emit(Code::Return, {});
    landingFor(Begin, End);
    int Saved = Top;
    Reg A = field(This, Member, Member->getLocation());
    emit(Code::Destroy, Member->getLocation(), -1, A).Type =
        L.typeFor(Member->getType());
    emit(Code::Resume, {});
    Top = Saved;
  }
}

} // namespace quiesce
