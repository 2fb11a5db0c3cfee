//===- TokenTypes.h - types and expressions that carry a token --*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A *token* is a type whose model says so.  A *context* is a class of the
// user's with a public member that is a token: what is passed down from call
// to call.
//
// Internal to checks/skeleton.
//
//===----------------------------------------------------------------------===//

#ifndef QUIESCE_SKELETON_TOKENTYPES_H
#define QUIESCE_SKELETON_TOKENTYPES_H

#include "skeleton/Lowering.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/DenseSet.h"

namespace quiesce {

/// \p T, or what it refers to, is a stop token.
bool isToken(Lowering &L, clang::QualType T);
/// The one public token member of \p T, or of what it refers or points to;
/// null if it is no context.
const clang::FieldDecl *contextToken(Lowering &L, clang::QualType T);
inline bool carriesToken(Lowering &L, clang::QualType T) {
  return isToken(L, T) || contextToken(L, T);
}

/// What an expression says about tokens.  Variables that were set from an
/// expression with a token count as one: they tell whether it was stopped.
class TokenUses {
public:
  explicit TokenUses(Lowering &L) : L(L) {}

  /// \p S names a token, a context or a variable that depends on one, in
  /// lambdas too.
  bool mentions(const clang::Stmt *S) const;
  /// The value of the condition \p E once stop was requested; nothing if that
  /// does not decide it.
  std::optional<bool> whenStopped(const clang::Expr *E) const;
  /// From here on \p V depends on a token.
  void depends(const clang::ValueDecl *V) { Dependent.insert(V); }

private:
  Lowering &L;
  llvm::DenseSet<const clang::ValueDecl *> Dependent;
};

/// \p S never goes on to the statement after it.
bool leaves(const clang::Stmt *S);
/// The expression without what the compiler put round it.
const clang::Expr *plain(const clang::Expr *E);
/// The bodies of a lambda: one, or those of its instantiations.
llvm::SmallVector<const clang::FunctionDecl *, 1>
bodiesOf(const clang::LambdaExpr *E);

} // namespace quiesce

#endif // QUIESCE_SKELETON_TOKENTYPES_H
