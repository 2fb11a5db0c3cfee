//===- LowerValues.cpp - texts and numbers of the standard library --------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Keys put together of constants, and bounds that are the less of two, decide
// who meets whom; so the functions that make them are computed.  A text is a
// value: what changes it stores another one.
//
//===----------------------------------------------------------------------===//

#include "skeleton/BodyLowering.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;
using quiesce::model::Operation;
using quiesce::model::Primitive;

namespace quiesce {

/// The less, the greater or the middle one of the arguments; the text of a
/// number.
Reg BodyLowering::valueOperation(ModelledCall &Call) {
  if (Call.Object >= 0) { // what() of an exception is never empty
    Call.Site.Value = load(Call.Object, Call.Where);
    Call.Site.Count = constant(
        Value::make(Value::Text, P.text(L.sourceText(Call.E))), Call.Where);
    return emitOperation(Call.Site, Call.Where);
  }
  size_t Count = Call.Does.Op == Operation::Clamp    ? 3
                 : Call.Does.Op == Operation::ToText ? 1
                                                     : 2;
  // Other forms (a list, a comparison) say too much.
  if (Call.Args.size() != Count) {
    discardRest(Call, {});
    return symbol(Call.E);
  }
  llvm::SmallVector<Reg, 3> Given;
  for (const Expr *Each : Call.Args)
    Given.push_back(kept(Each, Call.Where));
  Call.Site.Value = Given[0];
  if (Count > 1)
    Call.Site.Into = Given[1];
  if (Count > 2)
    Call.Site.Rest.push_back(Given[2]);
  Reg R = emitOperation(Call.Site, Call.Where);
  return Call.E->isGLValue() ? boxed(R, Call.Where) : R;
}

/// The operation is one that a text has, on an object of such a type.
bool BodyLowering::isOfTexts(const ModelledCall &Call) {
  if (Call.Site.Kind != Primitive::Value)
    return false;
  switch (Call.Does.Op) {
  case Operation::Concatenate:
  case Operation::StartsWith:
  case Operation::EndsWith:
  case Operation::ContainsText:
  case Operation::Part:
  case Operation::Compare:
  case Operation::Find:
  case Operation::FindLast:
  case Operation::Element:
  case Operation::ElementIfAny:
  case Operation::First:
  case Operation::Last:
  case Operation::RemoveLast:
  case Operation::Insert:
  case Operation::Erase:
  case Operation::Resize:
  case Operation::Assign:
  case Operation::Clear:
  case Operation::Size:
  case Operation::IsEmpty:
    return true;
  default:
    return false;
  }
}

Reg BodyLowering::textOperation(ModelledCall &Call) {
  const SourceLocation Where = Call.Where;
  Reg Text = load(Call.Object, Where);
  bool Changes = false, Character = false;
  switch (Call.Does.Op) {
  case Operation::IsEmpty: {
    Reg Empty = constant(Value::make(Value::Text, P.text("")), Where);
    return arithmetic(BO_EQ, Text, Empty, Call.E);
  }
  case Operation::Clear: {
    Reg Empty = constant(Value::make(Value::Text, P.text("")), Where);
    emit(Code::Store, Where, -1, Call.Object, Empty);
    return Empty;
  }
  case Operation::Concatenate:
  case Operation::RemoveLast:
  case Operation::Insert:
  case Operation::Erase:
  case Operation::Resize:
  case Operation::Assign:
    Changes = true;
    break;
  case Operation::Element:
  case Operation::ElementIfAny:
  case Operation::First:
  case Operation::Last:
    Character = true;
    break;
  default:
    break;
  }
  Call.Site.Object = -1;
  Call.Site.Amount = -1;
  Call.Site.Value = fresh(); // an operand may write the text
  emit(Code::Move, Where, Call.Site.Value, Text);
  // Positions of iterators and lists of characters are not followed.
  bool Plain = llvm::all_of(Call.Args, [&](const Expr *Each) {
    int Type = L.typeFor(Each->getType());
    return Type < 0 || P.Types[Type].Kind == Primitive::Value ||
           Each->getType()->isArrayType();
  });
  if (!Plain) {
    discardRest(Call, {});
    Reg R = symbol(Call.E);
    if (Changes)
      emit(Code::Store, Where, -1, Call.Object, R);
    return Changes ? Call.Object : R;
  }
  for (const Expr *Each : Call.Args) {
    if (isa<CXXDefaultArgExpr>(Each))
      continue;
    Reg Given = kept(Each, Where);
    if (Call.Site.Into < 0)
      Call.Site.Into = Given;
    else
      Call.Site.Rest.push_back(Given);
  }
  Reg R = emitOperation(Call.Site, Where);
  if (Changes) {
    emit(Code::Store, Where, -1, Call.Object, R);
    return Call.E->isGLValue() ? Call.Object : R;
  }
  if (!Character || !Call.E->isGLValue())
    return R;
  if (Call.E != Reading && !Call.E->getType().isConstQualified()) {
    // Somebody may write through the reference.
    emit(Code::Store, Where, -1, Call.Object, symbol(Call.E));
    return constant(Value::unknown(), Where);
  }
  return boxed(R, Where);
}

/// Writes a character of a text: the call that names it, and the character.
/// False if \p To is no such call.
bool BodyLowering::writeCharacter(const Expr *To, Reg Character) {
  const auto *Call = dyn_cast<CallExpr>(strip(To));
  CallModel Model = Call ? L.modelOf(Call) : CallModel();
  if (!Model.Does || Model.Kind != Primitive::Value || !Model.Object)
    return false;
  OpSite Site;
  Site.Op = Operation::Assign;
  Site.Kind = Primitive::Value;
  SourceLocation Where = To->getExprLoc();
  Reg Object = Model.Object->getType()->isPointerType() ? value(Model.Object)
                                                        : address(Model.Object);
  Reg At = -1;
  switch (Model.Does->Op) {
  case Operation::Element:
  case Operation::ElementIfAny:
    At = value(Call->getArg(Call->getNumArgs() - 1));
    break;
  case Operation::First:
    At = constant(Value::integer(0), Where);
    break;
  case Operation::Last:
    At = constant(Value::integer(-1), Where);
    break;
  default:
    return false;
  }
  Site.Value = load(Object, Where);
  Site.Into = Character;
  Site.Count = At;
  emit(Code::Store, Where, -1, Object, emitOperation(Site, Where));
  return true;
}

/// The sum of two texts.  When it is not known it is still not empty if a
/// literal is part of it, and none of the constants that stand for something.
Reg BodyLowering::concatenation(Exprs Args, const Expr *E) {
  SourceLocation Where = E->getExprLoc();
  OpSite Site;
  Site.Op = Operation::Concatenate;
  Site.Kind = Primitive::Value;
  Site.Amount = -1;
  for (const Expr *Arg : Args) {
    const auto *Text = dyn_cast<StringLiteral>(Arg->IgnoreParenImpCasts());
    if (Text && Text->getLength())
      Site.Amount = P.text(L.sourceText(E));
  }
  Reg First = value(Args[0]);
  Site.Value = fresh();
  emit(Code::Move, Where, Site.Value, First);
  Site.Into = value(Args[1]);
  return emitOperation(Site, Where);
}

/// Two classes made of the same template, which need not mean the same.
bool BodyLowering::otherSpecialization(QualType A, QualType B) {
  auto Template = [](QualType T) -> const ClassTemplateDecl * {
    const auto *S = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
        T.getNonReferenceType()->getAsCXXRecordDecl());
    return S ? S->getSpecializedTemplate()->getCanonicalDecl() : nullptr;
  };
  return Template(A) && Template(A) == Template(B) &&
         A.getNonReferenceType()->getAsCXXRecordDecl()->getCanonicalDecl() !=
             B.getNonReferenceType()->getAsCXXRecordDecl()->getCanonicalDecl();
}

/// What texts are made of.
bool BodyLowering::isTextOrNumber(const Expr *E) {
  QualType T = inner(E)->getType();
  int Type = L.typeFor(T);
  bool Text =
      Type >= 0 && (P.Types[Type].Kind == Primitive::Value || T->isArrayType());
  return Text || T->isIntegerType() ||
         (T->isPointerType() && T->getPointeeType()->isCharType());
}

/// A text of a count and a character, or a part of another.
Reg BodyLowering::textFrom(Exprs Args, const Expr *E) {
  SourceLocation Where = E->getExprLoc();
  OpSite Site;
  Site.Kind = Primitive::Value;
  Site.Amount = -1;
  const QualType First = inner(Args[0])->getType();
  llvm::SmallVector<Reg, 3> Given;
  for (const Expr *Each : Args)
    Given.push_back(kept(Each, Where));
  if (First->isIntegerType()) {
    Site.Op = Operation::Assign;
    Site.Value = constant(Value::make(Value::Text, P.text("")), Where);
    Site.Into = Given[0];
    Site.Rest.append(Given.begin() + 1, Given.end());
  } else {
    Site.Op = Operation::Part;
    Site.Value = Given[0];
    bool FromBegin = Args.size() == 2 && !L.modelOf(First); // pointer and count
    Site.Into = FromBegin ? constant(Value::integer(0), Where) : Given[1];
    Site.Rest.append(Given.begin() + (FromBegin ? 1 : 2), Given.end());
  }
  return emitOperation(Site, Where);
}

} // namespace quiesce
