//===- MethodEvidence.h - what a method does to its class -------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reads a method's body for operations on members of its own class.  Patterns
// of templates are read as well as they can be: a member's model is found by
// the template's name.
//
//===----------------------------------------------------------------------===//

#ifndef QUIESCE_INSPECT_METHODEVIDENCE_H
#define QUIESCE_INSPECT_METHODEVIDENCE_H

#include "skeleton/Lowering.h"
#include "clang/AST/DeclCXX.h"
#include <map>

namespace quiesce {

struct MethodEvidence {
  bool HasBody = false;
  bool Locks = false, Unlocks = false; ///< by calls
  bool Tries = false;                  ///< to lock
  bool Shared = false;                 ///< ... for reading
  bool Guards = false;                 ///< holds a guard while it runs
  bool Waits = false, TimedWait = false, Notifies = false;
  bool Puts = false, Takes = false; ///< into or out of a container
  bool Joins = false, Spawns = false, Detaches = false;
  bool SetsFlag = false;                ///< assigns true or false to a field
  bool Adds = false, Subtracts = false; ///< a number that is a field
  /// Asks a thread that runs on and on to come to its end.
  bool stops() const { return Joins && (SetsFlag || Notifies); }
  /// Any of it, but for a guard while it looks.
  bool acts() const;
  void merge(const MethodEvidence &Other);
};

/// Rows in force, and those that were suggested before: what uses a code
/// base's own lock is known only when that is.
struct Believed {
  Lowering &L;
  std::map<std::string, model::TypeModel> Suggested;

  const model::TypeModel *modelOf(clang::QualType T) const;
  const model::TypeModel *modelOf(const clang::CXXRecordDecl *R) const;
};

/// The model of a field, of what it points to, or of a template whose arguments
/// are not known.
const model::TypeModel *modelOfField(const Believed &B, clang::QualType T);

/// What \p Method does, with the methods of its class that it calls.
MethodEvidence evidenceOf(const Believed &B, const clang::CXXMethodDecl *Method,
                          unsigned Depth = 0);

} // namespace quiesce

#endif // QUIESCE_INSPECT_METHODEVIDENCE_H
