//===- TokenArguments.h - calls that could take a token ---------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Internal to checks/skeleton.
//
//===----------------------------------------------------------------------===//

#ifndef QUIESCE_SKELETON_TOKENARGUMENTS_H
#define QUIESCE_SKELETON_TOKENARGUMENTS_H

#include "skeleton/Cancellation.h"
#include "skeleton/TokenTypes.h"

namespace quiesce {

/// Without references and qualifiers: what two parameters are compared by.
clang::QualType bare(clang::QualType T);

/// \p E is a token, or a context, made of nothing.
bool isEmptyToken(Lowering &L, const clang::Expr *E);

/// The overload of \p D that takes one more argument, a token or context, and
/// that \p Caller can call; \p At is its place among the parameters.  Null
/// when there is none, or more than one.
const clang::FunctionDecl *overloadWithToken(Lowering &L,
                                             const clang::FunctionDecl *D,
                                             const clang::FunctionDecl *Caller,
                                             int &At);

/// Putting the overload in the place of \p D changes the type of the call.
bool changesResult(const clang::FunctionDecl *D,
                   const clang::FunctionDecl *Overload);

/// A comment stands beside the argument \p At, inside the parentheses.
bool hasComment(Lowering &L, llvm::ArrayRef<const clang::Expr *> Args,
                size_t At, const clang::Expr *Call);

/// The change that passes \p Token as argument \p At of \p Call; nothing if
/// it stands in a macro, or behind arguments that are not written.
std::optional<Fix> passToken(Lowering &L,
                             llvm::ArrayRef<const clang::Expr *> Args,
                             size_t At, UnpassedToken::Way How,
                             const clang::Expr *Call, const std::string &Token);

} // namespace quiesce

#endif // QUIESCE_SKELETON_TOKENARGUMENTS_H
