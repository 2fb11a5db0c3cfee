//===- Roots.h - which systems a unit has -----------------------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A system is a root task with all it starts and all they share.  The roots of
// a unit are
//
//   program    main: globals hold their initial values
//   function   a function that makes primitives or starts tasks; what it is
//              given is unknown, and open
//   object     a class that starts tasks: constructor, then up to two of its
//              public methods, then destructor.  Judged are its own tasks and
//              its destructor, once the destructor runs
//   monitor    a class whose methods wait on a condition: an object and up to
//              four callers of two methods.  Judged is only who is left asleep
//              though what it waits for is there
//   lock order two methods, of one class or of two of which one knows the
//              other, that take the same locks in another order: the objects
//              and a caller of each.  Judged as a monitor is
//
//   callbacks  a class and one that its constructor takes, where it may leave
//              callbacks: the objects and a caller of each.  Judged likewise
//
// What escapes from a system into code that is not visible is open, and nobody
// is called stuck on it; so a root may be any function, at no risk but time.
//
//===----------------------------------------------------------------------===//

#ifndef QUIESCE_SYSTEM_ROOTS_H
#define QUIESCE_SYSTEM_ROOTS_H

#include "skeleton/Lowering.h"

namespace quiesce {

struct Root {
  int Function = -1;
  bool Whole = false; ///< the program itself
  /// The function that others in the unit, and nobody outside, call to run it;
  /// -1 if there may be others.  Where another system calls that, this is no
  /// system of its own, for then it is known what it is used with.
  int Internal = -1;
  /// Function: the type of the class it is a method of, if nobody but those can
  /// give back the locks of its objects, and no public one does that alone.
  int OwnLocks = -1;
  int EndFrom = -1; ///< object: the instruction at which its end begins
  /// Object: for each of its methods the instruction at which a call of it
  /// begins that is followed by one more.  Monitor: for each of its methods the
  /// function of one more caller; none if there is more that can be done.
  llvm::SmallVector<int, 6> Further;
  bool MayBeJoined = false; ///< object: some method joins, so its user may
  bool Monitor = false;
  bool OnlyReads = false; ///< monitor: Further is for who reads from pipes
  /// Monitor: judged is only who waits for what nobody else knows.
  bool OnlyLost = false;
  bool OneCaller = false; ///< monitor: the object's own tasks are all others
  /// What of a class is not tried, for there is too much of it.
  std::string Untried;
};

/// The roots of the unit, in the order of their definitions, but the internal
/// ones last and backwards, for callers stand behind those they call.
std::vector<Root> findRoots(Lowering &L);

/// Adds the monitor systems of the class \p R, if it is of that kind.
void monitorRoots(Lowering &L, const clang::CXXRecordDecl *R,
                  std::vector<Root> &Roots);
/// ... of a struct without methods, with all functions that return or take a
/// pointer or reference to it.
void monitorRoots(Lowering &L, const clang::RecordDecl *R,
                  llvm::ArrayRef<const clang::FunctionDecl *> Functions,
                  std::vector<Root> &Roots);

/// The class or struct that a pointer or reference of the type \p T leads to;
/// null for none.
const clang::RecordDecl *pointedTo(clang::QualType T);

/// Adds the systems of methods of the \p Classes that take the same locks in
/// another order.
void lockOrderRoots(Lowering &L,
                    llvm::ArrayRef<const clang::CXXRecordDecl *> Classes,
                    std::vector<Root> &Roots);

/// Adds the systems of those of the \p Classes whose constructors may leave
/// callbacks with another one.
void callbackRoots(Lowering &L,
                   llvm::ArrayRef<const clang::CXXRecordDecl *> Classes,
                   std::vector<Root> &Roots);

/// The object system of \p R; no function if it is no class of that kind.
Root objectRoot(Lowering &L, const clang::CXXRecordDecl *R);

/// Whether the unit names any modelled type or function of an operation at
/// all.  Costs a hash lookup a model row.
bool mentionsModels(clang::ASTContext &Context, const model::ModelSet &Models);

} // namespace quiesce

#endif // QUIESCE_SYSTEM_ROOTS_H
