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

#include "system/ClassUse.h"

namespace quiesce {

class Environment {
public:
  Environment(Lowering &L, Function &F) : L(L), P(L.P), F(F) {}

  Instruction &emit(Code C, clang::SourceLocation Where);
  Reg fresh();
  Reg constant(int64_t I, clang::SourceLocation Where);
  /// Dst = one of Options, from 0.
  Reg choose(int Options, clang::SourceLocation Where);
  /// Does one of \p Options things, or nothing; Do tells what.
  void oneOf(size_t Options, clang::SourceLocation Where,
             llvm::function_ref<void(size_t)> Do);
  /// A branch on \p Condition that goes on behind it when that holds; the
  /// other way leads to where land() is called with the result.
  int branch(Reg Condition, clang::SourceLocation Where);
  void land(int Branch) { F.Body[Branch].Imm2 = int(F.Body.size()); }

  /// A new object of the class \p R, whose constructor is still to be called.
  Reg object(const clang::RecordDecl *R, int Type);

  /// An object of the class \p R that somebody made, with \p Numbers as for
  /// call().  What a factory returns may be none: then Skip is a branch that
  /// leads to where land() is called with it.  Owner is where that is kept
  /// which owns the object, with its type; the object itself if nothing does.
  struct Made {
    Reg Object = -1;
    int Skip = -1;
    Reg Owner = -1;
    clang::QualType OwnerType;
  };
  Made make(const clang::CXXRecordDecl *R, int Type, const Maker &M,
            int Numbers = 0);

  /// Ends the life of what stands at \p At, an object or a scalar's address.
  void destroy(Reg At, clang::QualType T, clang::SourceLocation Where);

  /// From here on arguments that refer to a \p Class lead to \p Object.
  void know(const clang::CXXRecordDecl *Class, Reg Object) {
    Known.push_back({Class, Object});
  }
  /// Whether a parameter of the type \p T leads to a \p Class that its caller
  /// has too: by reference, pointer, or a smart pointer that can be copied.
  static bool refersTo(Lowering &L, clang::QualType T,
                       const clang::CXXRecordDecl *Class);

  /// Whether \p F, which may be null, has such a parameter.
  static bool takes(Lowering &L, const clang::FunctionDecl *F,
                    const clang::CXXRecordDecl *Class);
  /// Whether the callers of \p F hold some lock already, which may keep them
  /// apart: it says so, or is handed the lock.
  static bool calledWithLock(Lowering &L, const clang::FunctionDecl *F);

  /// Calls \p D with \p Object as its parameter \p At, counted with `this`,
  /// and with what is known or else arguments nobody knows, but numbers from 1
  /// to \p Numbers if that is not 0.  What it returns stays its register's when
  /// \p Keep.  Otherwise its user is done with it at once, or if that would say
  /// more than the class does, has it from there on.
  Reg call(const clang::FunctionDecl *D, Reg Object, size_t At = 0,
           int Numbers = 0, bool Keep = false);

  /// Starts a caller out of sight, which runs \p Function with \p Arguments.
  void start(int Function, llvm::ArrayRef<Reg> Arguments,
             clang::SourceLocation Where);

  /// Code that nobody sees acts on the \p Fields of \p Object.
  void touch(llvm::ArrayRef<const clang::FieldDecl *> Fields, Reg Object);

  /// The objects that arguments lead to.
  llvm::SmallVector<std::pair<const clang::CXXRecordDecl *, Reg>, 2> Known;

private:
  Reg operation(OpSite Site, clang::SourceLocation Where);
  void giveAway(llvm::ArrayRef<Reg> Things, clang::SourceLocation Where);
  Reg boxed(Reg Content, clang::SourceLocation Where);
  void done(Reg Result, clang::QualType T, clang::SourceLocation Where);
  Reg known(clang::QualType T, clang::SourceLocation Where);

  Lowering &L;
  Program &P;
  Function &F;
  int Next = 0;
};

} // namespace quiesce

#endif // QUIESCE_SYSTEM_ENVIRONMENT_H
