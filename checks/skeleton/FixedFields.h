//===- FixedFields.h - numbers that nobody changes --------------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What code out of sight does to an object is not known, but some of its fields
// it leaves alone.
//
// Internal to checks/skeleton.
//
//===----------------------------------------------------------------------===//

#ifndef QUIESCE_SKELETON_FIXEDFIELDS_H
#define QUIESCE_SKELETON_FIXEDFIELDS_H

#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/SmallPtrSet.h"

namespace quiesce {

/// The numbers in an object of \p R itself that are what they were made as:
/// constant ones, and private ones of which all code that may name them is in
/// sight and none but a constructor or destructor writes to them.
llvm::SmallPtrSet<const clang::FieldDecl *, 8>
fixedFields(const clang::CXXRecordDecl *R);

} // namespace quiesce

#endif // QUIESCE_SKELETON_FIXEDFIELDS_H
