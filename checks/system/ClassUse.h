//===- ClassUse.h - what a user of a class can do ---------------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// How somebody out of sight comes by an object of a class, and which of its
// methods he can call.
//
// Internal to checks/system.
//
//===----------------------------------------------------------------------===//

#ifndef QUIESCE_SYSTEM_CLASSUSE_H
#define QUIESCE_SYSTEM_CLASSUSE_H

#include "skeleton/Lowering.h"

namespace quiesce {

/// Where an object of a class comes from.
struct Maker {
  enum Kind : uint8_t {
    Nobody,      ///< out of sight, or not at all
    Itself,      ///< there is nothing to call
    Constructor, ///< a public one
    Factory,     ///< a public static method that returns one, or what owns it
  } How = Nobody;
  const clang::FunctionDecl *Body = nullptr;

  explicit operator bool() const { return How != Nobody; }
};

/// A constructor in sight rather than another; a factory if no constructor is
/// public.  Nobody for a class that is abstract, local or a union, and for one
/// that a model speaks for.
Maker makerOf(Lowering &L, const clang::CXXRecordDecl *R);

/// The class that \p Factory returns an object of by value, by pointer, or by
/// what owns it; null if that is none.
const clang::CXXRecordDecl *madeBy(Lowering &L,
                                   const clang::FunctionDecl *Factory);

/// Calls \p Do with each method of \p R that is no constructor, destructor or
/// operator, and whether a user can call it: its own, and those of its bases
/// that it does not override; instantiations instead of templates.
void forEachMethod(
    const clang::CXXRecordDecl *R,
    llvm::function_ref<void(const clang::CXXMethodDecl *, bool Public)> Do);

/// Whether calls of its public methods, all with a body in sight, are all that
/// can be done with an object of \p R: nobody else has access to its parts, and
/// nothing that acts on it is handed out.  With \p Lent a class within it may
/// do so, if only by calling methods: those that are not public are added.
bool onlyItsMethodsAct(
    Lowering &L, const clang::CXXRecordDecl *R,
    llvm::SmallVectorImpl<const clang::CXXMethodDecl *> *Lent = nullptr);

/// What \p Says says of the first operation in a call of \p Function of which
/// it says anything: in the order of the text, and through calls that get the
/// object, which is argument \p At, or a part of it.  It is told the operation,
/// and whether that is on the object or a part.
std::optional<bool> firstSaid(
    Program &P, int Function, size_t At,
    llvm::function_ref<std::optional<bool>(const OpSite &, bool Own)> Says);

/// Whether nobody but its methods can hold the locks of its objects.
bool locksAreItsOwn(Lowering &L, const clang::CXXRecordDecl *R);

/// ... and a method that leaves one locked leaves it so for good, for no public
/// one gives it back that has not taken it.
bool keepsItsLocks(Lowering &L, const clang::CXXRecordDecl *R);

} // namespace quiesce

#endif // QUIESCE_SYSTEM_CLASSUSE_H
