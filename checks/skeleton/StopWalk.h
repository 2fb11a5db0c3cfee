//===- StopWalk.h - the stop facts of one function --------------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Internal to checks/skeleton.
//
//===----------------------------------------------------------------------===//

#ifndef QUIESCE_SKELETON_STOPWALK_H
#define QUIESCE_SKELETON_STOPWALK_H

#include "skeleton/StopTable.h"
#include "skeleton/TokenTypes.h"
#include "skeleton/UserDeclarations.h"

namespace quiesce {

/// Writes down the stop facts of one function, and of the lambdas in it.
class StopWalk {
public:
  StopWalk(Lowering &L, StopTable &Table, StopFacts &Out,
           const clang::FunctionDecl *F)
      : L(L), Table(Table), Out(Out), Uses(L), F(F), Me(Table.body(F)) {}

  void run();

private:
  using Exprs = llvm::ArrayRef<const clang::Expr *>;

  StopFact &fact(StopFact::What Kind, clang::SourceLocation Where);
  /// The variable or member that \p E names, through pointers; null if none.
  const clang::ValueDecl *root(const clang::Expr *E) const;
  /// Made by this body: nobody else brings it to an end.
  bool isLocal(const clang::ValueDecl *V) const;
  /// The source that the token \p E comes from; -1 if nobody knows.
  int sourceOf(const clang::Expr *E);
  void walk(const clang::Stmt *S);
  void children(const clang::Stmt *S);
  /// A source or handle used as nothing else here knows.
  void escapes(const clang::ValueDecl *V);
  /// \p E is a token, or a context, that has a name.
  bool namesToken(const clang::Expr *E) const;
  void variable(const clang::VarDecl *V);
  void assigns(const clang::Expr *To, const clang::Expr *From,
               clang::SourceLocation Where);
  /// A lambda that is not started here: what it does, it does when called.
  void lambda(const clang::LambdaExpr *E, bool Handed = true);
  void loop(const clang::Stmt *S);

  // Constructions and calls (StopCalls.cpp).
  void constructs(const clang::CXXConstructExpr *C);
  void starts(Exprs Args, bool Own, clang::SourceLocation Where);
  void calls(const clang::CallExpr *C);
  /// \p E is given to code that is followed: a token in it is watched there.
  void passes(const clang::Expr *E);
  void alias(const clang::ValueDecl *V, const clang::Expr *E);
  /// A call of \p Target, whose body is here.
  void enters(const clang::FunctionDecl *Target, Exprs Args,
              clang::SourceLocation Where);
  void operates(const model::OperationModel &Does, const CallModel &Call,
                const clang::Expr *Object, Exprs Args,
                const clang::CallExpr *C);
  void wakes(model::Operation Op, const CallModel &Call,
             clang::SourceLocation Where);
  void polls(const clang::ValueDecl *On, clang::SourceLocation Where);
  /// emplace_back and its kin of handles, whose constructor stands in the
  /// library.
  bool startsInContainer(const CallModel &Call, Exprs Args,
                         clang::SourceLocation Where);
  void blocks(model::Operation Op, const clang::Expr *Object, Exprs Args,
              clang::SourceLocation Where);

  Lowering &L;
  StopTable &Table;
  StopFacts &Out;
  TokenUses Uses;
  const clang::FunctionDecl *F;
  int Me;
  std::string Given;                        ///< the token this body was given
  const clang::Stmt *Loop = nullptr;        ///< the innermost
  const clang::ValueDecl *Target = nullptr; ///< what is being initialized
};

} // namespace quiesce

#endif // QUIESCE_SKELETON_STOPWALK_H
