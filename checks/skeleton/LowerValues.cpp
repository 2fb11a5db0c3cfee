//===- LowerValues.cpp - texts and numbers of the standard library --------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Keys put together of constants, and bounds that are the less of two, decide
// who meets whom; so the few functions that make them are computed.
//
//===----------------------------------------------------------------------===//

#include "skeleton/BodyLowering.h"

using namespace clang;
using quiesce::model::Operation;

namespace quiesce {

Reg BodyLowering::valueOperation(ModelledCall &Call) {
  const bool Member = Call.Object >= 0;
  const bool Binary = Call.Does.Op != Operation::ToText;
  const Expr *Last = Call.Args.empty() ? nullptr : Call.Args.back();
  if (Member && !Binary)
    return constant(Value::make(Value::Text, P.text(L.sourceText(Call.E))),
                    Call.Where);
  // Other forms (a list, a comparison, a part of a text) say too much.
  if (!Last || Call.Args.size() != size_t(Binary && !Member ? 2 : 1) ||
      Last->getType()->isCharType()) {
    discardRest(Call, {});
    Reg R = symbol(Call.E);
    if (Member && Call.Does.Op == Operation::Concatenate)
      emit(Code::Store, Call.Where, -1, Call.Object, R);
    return R;
  }
  Call.Site.Object = -1;
  Reg First = Member ? load(Call.Object, Call.Where) : value(Call.Args[0]);
  Call.Site.Value = fresh(); // the second operand may write the first one's
  emit(Code::Move, Call.Where, Call.Site.Value, First);
  if (Binary)
    Call.Site.Into = value(Last);
  Reg R = emitOperation(Call.Site, Call.Where);
  if (!Member)
    return Call.E->isGLValue() ? boxed(R, Call.Where) : R;
  if (Call.Does.Op != Operation::Concatenate)
    return R;
  emit(Code::Store, Call.Where, -1, Call.Object, R);
  return Call.Object;
}

/// The sum of two texts.  When it is not known it is still not empty if a
/// literal is part of it, and none of the constants that stand for something.
Reg BodyLowering::concatenation(Exprs Args, const Expr *E) {
  SourceLocation Where = E->getExprLoc();
  OpSite Site;
  Site.Op = Operation::Concatenate;
  Site.Amount = -1;
  for (const Expr *Arg : Args) {
    const auto *Text = dyn_cast<StringLiteral>(Arg->IgnoreParenImpCasts());
    if (Text && Text->getLength())
      Site.Amount = P.text(L.sourceText(E));
  }
  Reg First = value(Args[0]);
  Site.Value = fresh();
  emit(Code::Move, Where, Site.Value, First);
  if (!Args[1]->getType()->isCharType())
    Site.Into = value(Args[1]);
  return emitOperation(Site, Where);
}

} // namespace quiesce
