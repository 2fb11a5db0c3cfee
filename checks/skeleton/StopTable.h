//===- StopTable.h - numbers for what stop facts speak of -------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Internal to checks/skeleton.
//
//===----------------------------------------------------------------------===//

#ifndef QUIESCE_SKELETON_STOPTABLE_H
#define QUIESCE_SKELETON_STOPTABLE_H

#include "skeleton/Cancellation.h"
#include "skeleton/Lowering.h"
#include "clang/AST/DeclCXX.h"

namespace quiesce {

/// Numbers for the declarations that facts speak of; each makes its entry at
/// the first call.  Making one may move the others.
class StopTable {
public:
  StopTable(Lowering &L, StopFacts &Out) : L(L), Out(Out) {}

  int body(const clang::FunctionDecl *F);
  int variable(const clang::ValueDecl *V);

private:
  int classOf(const clang::CXXRecordDecl *R);
  /// A member closes or breaks what somebody may wait for when it goes.
  bool endsWaits(const clang::CXXRecordDecl *R, unsigned Depth);
  bool typeEndsWaits(clang::QualType T, unsigned Depth);

  Lowering &L;
  StopFacts &Out;
  llvm::DenseMap<const clang::FunctionDecl *, int> Bodies;
  llvm::DenseMap<const clang::ValueDecl *, int> Variables;
  llvm::DenseMap<const clang::CXXRecordDecl *, int> Classes;
};

} // namespace quiesce

#endif // QUIESCE_SKELETON_STOPTABLE_H
