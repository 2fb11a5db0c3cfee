//===- UserFunctions.h - the functions a unit defines -----------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Internal to checks/skeleton.
//
//===----------------------------------------------------------------------===//

#ifndef QUIESCE_SKELETON_USERFUNCTIONS_H
#define QUIESCE_SKELETON_USERFUNCTIONS_H

#include "skeleton/Lowering.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace quiesce {

/// Calls \p Do for each function with a body that the user wrote and no model
/// speaks for, instantiations instead of templates; in the order of the text.
/// Lambdas are part of the function they stand in.
void forEachUserFunction(
    Lowering &L, llvm::function_ref<void(const clang::FunctionDecl *)> Do);

/// A call that a model describes.
struct CallModel {
  const model::OperationModel *Does = nullptr; ///< null: no model
  model::Primitive Kind = model::Primitive::None;
  const clang::Expr *Object = nullptr; ///< what it works on, as written
};
CallModel modelOfCall(Lowering &L, const clang::CallExpr *Call);

} // namespace quiesce

#endif // QUIESCE_SKELETON_USERFUNCTIONS_H
