//===- Environment.h - functions that stand for a user ----------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Puts together the skeleton of a function that nobody wrote: it uses an
// object as somebody out of sight may.
//
// Internal to checks/system.
//
//===----------------------------------------------------------------------===//

#ifndef QUIESCE_SYSTEM_ENVIRONMENT_H
#define QUIESCE_SYSTEM_ENVIRONMENT_H

#include "skeleton/Lowering.h"

namespace quiesce {

class Environment {
public:
  Environment(Lowering &L, Function &F) : L(L), P(L.P), F(F) {}

  Instruction &emit(Code C, clang::SourceLocation Where);
  Reg fresh();
  Reg constant(int64_t I, clang::SourceLocation Where);
  /// Dst = one of Options, from 0.
  Reg choose(int Options, clang::SourceLocation Where);
  /// A branch on \p Condition that goes on behind it when that holds; the
  /// other way leads to where land() is called with the result.
  int branch(Reg Condition, clang::SourceLocation Where);
  void land(int Branch) { F.Body[Branch].Imm2 = int(F.Body.size()); }

  /// Calls \p D with \p Object as its parameter \p At, counted with `this`,
  /// and with arguments nobody knows, but numbers from 1 to \p Numbers if that
  /// is not 0.  What it returns stays its register's when \p Keep, and is the
  /// user's from there on otherwise.
  Reg call(const clang::FunctionDecl *D, Reg Object, size_t At = 0,
           int Numbers = 0, bool Keep = false);

  /// Code that nobody sees acts on the \p Fields of \p Object.
  void touch(llvm::ArrayRef<const clang::FieldDecl *> Fields, Reg Object);

private:
  Lowering &L;
  Program &P;
  Function &F;
  int Next = 0;
};

} // namespace quiesce

#endif // QUIESCE_SYSTEM_ENVIRONMENT_H
