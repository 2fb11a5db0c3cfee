//===- UserDeclarations.h - what the user wrote in a unit ------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//===----------------------------------------------------------------------===//

#ifndef QUIESCE_SKELETON_USERDECLARATIONS_H
#define QUIESCE_SKELETON_USERDECLARATIONS_H

#include "skeleton/Lowering.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace quiesce {

/// Calls \p Function for each function with a body that the user wrote and no
/// model speaks for, and \p Class for each class with a definition;
/// instantiations instead of templates, in the order of the text.  Lambdas and
/// local classes are part of the function they stand in.
void forEachUserDeclaration(
    Lowering &L, llvm::function_ref<void(const clang::FunctionDecl *)> Function,
    llvm::function_ref<void(const clang::CXXRecordDecl *)> Class);

void forEachUserFunction(
    Lowering &L, llvm::function_ref<void(const clang::FunctionDecl *)> Do);

} // namespace quiesce

#endif // QUIESCE_SKELETON_USERDECLARATIONS_H
