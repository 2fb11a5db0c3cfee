//===- LowerViews.cpp - containers whose elements are another's -----------===//
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

/// A view of a range, which is the object of a member and else the first
/// argument, or of numbers.
Reg BodyLowering::view(ModelledCall &Call) {
  const model::Arguments &Roles = Call.Does.Args;
  const int Made = L.typeFor(Call.ResultType);
  const bool Member = Call.Site.Kind == Primitive::Sequence;
  const bool OfNumbers = Call.Does.Op == Operation::Iota;
  if (Made < 0 || !isContainer(P.Types[Made].Kind) ||
      (!Member && Call.Args.empty()))
    return unknownCall(cast<CallExpr>(Call.E)->getDirectCallee(),
                       Member ? Call.Object : -1, Call.Args, Call.E);
  const Reg View = newObject(Call.ResultType, Call.Where);
  // What is left out stands for all; subspan<1>() says it elsewhere.
  auto Number = [&](int Role) -> Reg {
    if (Role < 0)
      return -1;
    if (size_t(Role) >= Call.Args.size())
      return OfNumbers ? -1 : constant(Value::unknown(), Call.Where);
    const Expr *Given = Call.arg(Role);
    return Given ? kept(Given, Call.Where) : -1;
  };
  if (OfNumbers) {
    Call.Site.Value = Number(Roles.Value);
  } else {
    Call.Site.Value = Member ? Call.Object : address(Call.Args[0]);
    Call.Site.Into = Number(Roles.Value);
  }
  Call.Site.Count = Number(Roles.Count);
  Call.Site.Kind = Primitive::Sequence;
  Call.Site.Object = View;
  emitOperation(Call.Site, Call.Where);
  return View;
}

/// "range | adaptor(arguments)" is "adaptor(range, arguments)".
Reg BodyLowering::piped(ModelledCall &Call) {
  llvm::SmallVector<const Expr *, 4> Args{Call.Args[0]};
  const Expr *Adaptor = inner(Call.Args[1]);
  if (const auto *With = dyn_cast<CXXOperatorCallExpr>(Adaptor);
      With && With->getOperator() == OO_Call) {
    Adaptor = With->getArg(0)->IgnoreImpCasts(); // not the base that is called
    Args.append(With->arg_begin() + 1, With->arg_end());
  }
  const QualType T = Adaptor->getType();
  const model::TypeModel *M = L.modelOf(T);
  if (const model::OperationModel *Does = M ? M->member("operator()") : nullptr)
    return operation(*Does, M->Kind, M, T, -1, nullptr, Args, Call.E);
  return unknownCall(cast<CallExpr>(Call.E)->getDirectCallee(), -1, Call.Args,
                     Call.E);
}

} // namespace quiesce
