//===- LowerAtomics.cpp - reads and writes of atomics ---------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "skeleton/BodyLowering.h"

using namespace clang;
using quiesce::model::Operation;

namespace quiesce {

/// std::exchange on a plain variable.
Reg BodyLowering::exchange(ModelledCall &Call) {
  Reg A = address(Call.Args[0]);
  if (!L.isScalar(Call.Args[0]->getType())) {
    Reg Old = newObject(Call.Args[0]->getType(), Call.Where);
    emit(Code::Steal, Call.Where, -1, Old, A);
    if (Call.Args[1]->getType()->isRecordType())
      emit(Code::Steal, Call.Where, -1, A,
           Call.Args[1]->isGLValue() ? address(Call.Args[1])
                                     : materialize(Call.Args[1]));
    return Old;
  }
  Reg Old = load(A, Call.Where);
  Reg New = L.typeFor(Call.Args[0]->getType()) >= 0
                ? makeElement(Call.Args[0]->getType(), {Call.Args[1]}, Call.E)
                : value(Call.Args[1]);
  emit(Code::Store, Call.Where, -1, A, New);
  return Old;
}

Reg BodyLowering::atomicOperation(ModelledCall &Call) {
  if (Call.Does.Op == Operation::CompareExchange) {
    if (Call.Args.size() >= 2) {
      Call.Site.Into = address(Call.Args[0]);
      Call.Site.Value = value(Call.Args[1]);
    }
    return emitOperation(Call.Site, Call.Where);
  }
  if (Call.Object < 0 && Call.Does.Op == Operation::Exchange &&
      Call.Args.size() == 2)
    return exchange(Call);
  const Expr *V = Call.arg(Call.Does.Args.Value);
  Call.Site.Value =
      V ? value(V) : constant(Value::integer(Call.Does.Amount), Call.Where);
  Reg Old = emitOperation(Call.Site, Call.Where);
  const auto *Op = dyn_cast<CXXOperatorCallExpr>(Call.E);
  bool GivesNew =
      Op && (Op->isAssignmentOp() || ((Op->getOperator() == OO_PlusPlus ||
                                       Op->getOperator() == OO_MinusMinus) &&
                                      Op->getNumArgs() == 1));
  if (GivesNew && Call.Does.Op == Operation::FetchAdd)
    return arithmetic(BO_Add, Old, Call.Site.Value, Call.E);
  if (GivesNew && Call.Does.Op == Operation::FetchSub)
    return arithmetic(BO_Sub, Old, Call.Site.Value, Call.E);
  static const std::pair<Operation, BinaryOperatorKind> Bitwise[] = {
      {Operation::FetchAnd, BO_And},
      {Operation::FetchOr, BO_Or},
      {Operation::FetchXor, BO_Xor}};
  for (auto [Fetch, Combines] : Bitwise)
    if (GivesNew && Call.Does.Op == Fetch)
      return arithmetic(Combines, Old, Call.Site.Value, Call.E);
  return GivesNew ? Call.Site.Value : Old;
}

} // namespace quiesce
