//===- LowerVariants.cpp - variants and their visitors --------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A variant is an object with one field for each alternative, of which at most
// one is there, and a field that says which.
//
//===----------------------------------------------------------------------===//

#include "skeleton/BodyLowering.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;
using quiesce::model::Operation;
using quiesce::model::Primitive;

namespace quiesce {

/// What a template argument selects: a type, or a position.
static std::optional<unsigned> selected(Lowering &L, QualType Variant,
                                        const TemplateArgument &A) {
  if (A.getKind() == TemplateArgument::Integral)
    return unsigned(A.getAsIntegral().getLimitedValue());
  if (A.getKind() != TemplateArgument::Type)
    return std::nullopt;
  for (unsigned I = 0; std::optional<RecordPart> Part = L.part(Variant, I); ++I)
    if (L.Context.hasSameType(Part->Type, A.getAsType()))
      return I;
  return std::nullopt;
}

/// The alternative or part that get<...>() and its kin are asked for.
std::optional<unsigned> BodyLowering::selectedBy(const Expr *Call,
                                                 QualType Record) {
  const auto *C = dyn_cast<CallExpr>(Call);
  const FunctionDecl *D = C ? C->getDirectCallee() : nullptr;
  const TemplateArgumentList *Given =
      D ? D->getTemplateSpecializationArgs() : nullptr;
  return Given && Given->size() ? selected(L, Record, Given->get(0))
                                : std::nullopt;
}

Reg BodyLowering::whichAlternative(Reg Variant, SourceLocation Where) {
  return load(fieldNumbered(Variant, Lowering::AlternativeField,
                            Context.UnsignedIntTy, Where),
              Where);
}

Reg BodyLowering::isAlternative(Reg Variant, unsigned Index, const Expr *E) {
  SourceLocation Where = E->getExprLoc();
  Reg Which = whichAlternative(Variant, Where);
  return arithmetic(BO_EQ, Which, constant(Value::integer(Index), Where), E);
}

/// Makes the variant hold an alternative made of \p Args.
void BodyLowering::holdAlternative(Reg Variant, QualType T, unsigned Index,
                                   Exprs Args, const Expr *E) {
  SourceLocation Where = E->getExprLoc();
  std::optional<RecordPart> Part = L.part(T, Index);
  if (!Part)
    return;
  int Saved = Top;
  Reg A = part(Variant, *Part, Where);
  if (L.isScalar(Part->Type))
    emit(Code::Store, Where, -1, A, makeElement(Part->Type, Args, E));
  else
    constructFrom(Part->Type, A, Args, E);
  emit(Code::Store, Where, -1,
       fieldNumbered(Variant, Lowering::AlternativeField, Context.UnsignedIntTy,
                     Where),
       constant(Value::integer(Index), Where));
  Top = Saved;
}

/// Ends the life of the alternative that is held.
void BodyLowering::destroyAlternative(Reg Variant, QualType T,
                                      SourceLocation Where) {
  if (!L.needsDestruction(T))
    return;
  int Saved = Top;
  Reg Which = whichAlternative(Variant, Where);
  Label Done;
  for (unsigned I = 0; std::optional<RecordPart> Part = L.part(T, I); ++I) {
    if (!L.needsDestruction(Part->Type))
      continue;
    Label Ends, Next;
    Reg This = fresh();
    emit(Code::Binary, Where, This, Which, constant(Value::integer(I), Where),
         int(Arith::Eq));
    branchOn(This, Ends, Next, Where);
    place(Ends);
    Reg A = part(Variant, *Part, Where);
    emit(Code::Destroy, Where, -1, A).Type = L.typeFor(Part->Type);
    jump(Done, Where);
    place(Next);
  }
  place(Done);
  Top = Saved;
}

/// Before another alternative takes its place.
void BodyLowering::dropAlternative(Reg Variant, QualType T,
                                   SourceLocation Where) {
  destroyAlternative(Variant, T, Where);
  OpSite Clear;
  Clear.Op = Operation::Clear;
  Clear.Kind = Primitive::Variant;
  Clear.Object = Variant;
  emitOperation(Clear, Where);
}

/// Which alternative \p Args make, of which a tag may select one and \p By,
/// the constructor or assignment, may know one; it takes the tag away.
std::optional<unsigned>
BodyLowering::alternativeMadeOf(QualType T, Exprs &Args,
                                const FunctionDecl *By) {
  if (Args.empty())
    return 0;
  QualType Given = inner(Args[0])->getType();
  if (const model::TypeModel *Tag = L.modelOf(Given);
      Tag && Tag->Kind == Primitive::Tag) {
    const auto *S = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
        Given->getAsCXXRecordDecl());
    Args = Args.drop_front();
    return S && S->getTemplateArgs().size()
               ? selected(L, T, S->getTemplateArgs()[0])
               : std::nullopt;
  }
  for (unsigned I = 0; std::optional<RecordPart> Part = L.part(T, I); ++I)
    if (sameType(Part->Type, Given))
      return I;
  // Its template arguments name the one that overload resolution has chosen.
  if (By && By->getTemplateSpecializationArgs())
    for (const TemplateArgument &A :
         By->getTemplateSpecializationArgs()->asArray())
      if (A.getKind() == TemplateArgument::Type)
        if (auto Found = selected(L, T, A))
          return Found;
  return std::nullopt;
}

void BodyLowering::variant(QualType T, Reg Target, Exprs Args, const Expr *E,
                           const FunctionDecl *By) {
  if (auto Index = alternativeMadeOf(T, Args, By))
    return holdAlternative(Target, T, *Index, Args, E);
  llvm::SmallVector<Reg, 4> Escaping{Target}; // nobody knows what it holds
  escaping(nullptr, Args, Escaping);
  emit(Code::CallUnknown, E->getExprLoc(), fresh()).Args.append(Escaping);
}

/// The function call operator that takes exactly \p Held.
static const FunctionDecl *visitorOf(Lowering &L, const CXXRecordDecl *R,
                                     QualType Held) {
  const FunctionDecl *Found = nullptr;
  auto Look = [&](const FunctionDecl *D) {
    if (D->getOverloadedOperator() != OO_Call || D->getNumParams() != 1 ||
        !L.enterable(D) ||
        !L.Context.hasSameUnqualifiedType(
            D->getParamDecl(0)->getType().getNonReferenceType(), Held))
      return;
    if (!Found || !D->getPrimaryTemplate())
      Found = D;
  };
  for (const Decl *D : R->decls()) {
    if (const auto *M = dyn_cast<CXXMethodDecl>(D))
      Look(M);
    else if (const auto *FT = dyn_cast<FunctionTemplateDecl>(D))
      llvm::for_each(FT->specializations(), Look);
  }
  for (const CXXBaseSpecifier &B : R->bases())
    if (!Found)
      if (const CXXRecordDecl *Base = B.getType()->getAsCXXRecordDecl();
          Base && Base->hasDefinition())
        Found = visitorOf(L, Base->getDefinition(), Held);
  return Found;
}

/// One of several bodies, by the alternative that is held.
Reg BodyLowering::visit(ModelledCall &Call) {
  SourceLocation Where = Call.Where;
  auto Unknown = [&] {
    return unknownCall(cast<CallExpr>(Call.E)->getDirectCallee(), -1, Call.Args,
                       Call.E);
  };
  if (Call.Args.size() != 2)
    return Unknown(); // of several variants at once
  QualType VT = Call.Args[0]->getType();
  const CXXRecordDecl *Visitor = VT->getAsCXXRecordDecl();
  llvm::SmallVector<const FunctionDecl *, 4> Bodies;
  for (unsigned I = 0;
       std::optional<RecordPart> Part = L.part(Call.ObjectType, I); ++I) {
    const FunctionDecl *Body =
        Visitor && Visitor->hasDefinition() && !L.modelOf(Visitor)
            ? visitorOf(L, Visitor->getDefinition(), Part->Type)
            : nullptr;
    if (Visitor && !L.modelOf(Visitor) && !Body)
      return Unknown();
    Bodies.push_back(Body);
  }
  Reg Result = fresh();
  int Saved = Top;
  Reg Callee = fresh();
  emit(Code::Move, Where, Callee, address(Call.Args[0]));
  Label Done;
  for (unsigned I = 0; I < Bodies.size(); ++I) {
    int Before = Top;
    Label Here, Next;
    if (I + 1 < Bodies.size())
      branchOn(isAlternative(Call.Object, I, Call.E), Here, Next, Where);
    place(Here);
    RecordPart Part = *L.part(Call.ObjectType, I);
    Reg Held = part(Call.Object, Part, Where);
    if (!Bodies[I]) {
      emit(Code::CallValue, Where, Result, Callee).Args.push_back(Held);
    } else {
      if (QualType Takes = Bodies[I]->getParamDecl(0)->getType();
          !Takes->isReferenceType()) {
        if (L.isScalar(Takes)) {
          Held = load(Held, Where);
        } else {
          Reg Copy = newObject(Takes, Where);
          emit(Code::Copy, Where, -1, Copy, Held);
          Held = Copy;
        }
      }
      emit(Code::Call, Where, Result, -1, -1, L.functionFor(Bodies[I]))
          .Args.append({Callee, Held});
    }
    jump(Done, Where);
    place(Next);
    Top = Before;
  }
  place(Done);
  Top = Saved;
  return Result;
}

Reg BodyLowering::variantOperation(ModelledCall &Call) {
  SourceLocation Where = Call.Where;
  if (Call.Does.Op == Operation::Visit)
    return visit(Call);
  if (Call.Does.Op == Operation::Alternative)
    return whichAlternative(Call.Object, Where);
  if (Call.Does.Op == Operation::Swap) {
    emit(Code::CallUnknown, Where, fresh())
        .Args.append({Call.Object, address(Call.Args.back())});
    return symbol(Call.E);
  }
  std::optional<unsigned> Index = selectedBy(Call.E, Call.ObjectType);
  std::optional<RecordPart> Part =
      Index ? L.part(Call.ObjectType, *Index) : std::nullopt;
  if (!Part) {
    discardRest(Call, {});
    return symbol(Call.E);
  }
  if (Call.Does.Op == Operation::Contains)
    return isAlternative(Call.Object, *Index, Call.E);
  if (Call.Does.Op == Operation::Insert) {
    dropAlternative(Call.Object, Call.ObjectType, Where);
    holdAlternative(Call.Object, Call.ObjectType, *Index, Call.Args, Call.E);
    return part(Call.Object, *Part, Where);
  }
  if (Call.Does.Op != Operation::Find) { // get() throws if it is another
    Call.Site.Op = Operation::ElementIfAny;
    Call.Site.Value = whichAlternative(Call.Object, Where);
    Call.Site.Amount = int(*Index);
    emitOperation(Call.Site, Where);
    return part(Call.Object, *Part, Where);
  }
  Reg Result = fresh();
  int Saved = Top;
  Label Held, Other, Done;
  branchOn(isAlternative(Call.Object, *Index, Call.E), Held, Other, Where);
  place(Other);
  emit(Code::Move, Where, Result, constant(Value::null(), Where));
  jump(Done, Where);
  place(Held);
  emit(Code::Move, Where, Result, part(Call.Object, *Part, Where));
  place(Done);
  Top = Saved;
  return Result;
}

} // namespace quiesce
