//===- ClassEvidence.h - what speaks for a class being one ------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// All that suggestions look at in a class: what its fields are, what its
// methods do and are given.  A class template is read in its pattern.
//
//===----------------------------------------------------------------------===//

#ifndef QUIESCE_INSPECT_CLASSEVIDENCE_H
#define QUIESCE_INSPECT_CLASSEVIDENCE_H

#include "inspect/MethodEvidence.h"
#include <set>

namespace quiesce {

/// Positions of arguments; -1 for none.
struct ParameterRoles {
  int Mutex = -1;      ///< a mutex or a guard
  int Body = -1;       ///< something that can be called
  int Rest = -1;       ///< what it is called with
  int Count = -1;      ///< the first whole number
  int Limit = -1;      ///< how long to wait, by its type or name
  bool Absent = false; ///< some overload has no limit, or a default one
};

/// The overloads of one name together.
struct Method {
  MethodEvidence Does;
  ParameterRoles Given;
  bool Gives = false; ///< returns something, or has a parameter to store it
  bool Virtual = false, Const = false;
  /// Every overload is const, takes nothing and gives no more than a number.
  bool Asks = true;
  /// What every overload returns says by its truth whether something was done.
  bool Tells = true;
};

class ClassEvidence {
public:
  ClassEvidence(const Believed &B, const clang::CXXRecordDecl *R);

  const clang::CXXRecordDecl *Class;
  std::map<std::string, Method> Methods; ///< those that are not private
  Method Constructor;
  MethodEvidence OnDestroy;
  bool CountHasDefault = false; ///< the constructor's number may be left out
  /// A virtual member that takes nothing and is called like a thread's body.
  std::string Runs;
  /// It has bodies, and none is defined outside the class.
  bool isInline() const { return AnyInline && !AnyElsewhere; }

  bool has(model::Primitive K) const { return Fields.count(K); }
  /// The first field of that kind, quoted.
  std::string field(model::Primitive K) const {
    return "'" + Fields.at(K).Name + "'";
  }
  /// What that field's destructor does.
  model::Destructor destructorOf(model::Primitive K) const {
    return Fields.at(K).OnDestroy;
  }
  bool HasTasks = false; ///< a container of tasks
  bool HasFlag = false;

private:
  struct Field {
    std::string Name;
    model::Destructor OnDestroy;
  };

  bool AnyInline = false, AnyElsewhere = false;

  void fields(const Believed &B);
  void method(const Believed &B, const clang::CXXMethodDecl *M);
  void parameters(const Believed &B, const clang::FunctionDecl *F,
                  ParameterRoles &Roles);

  std::map<model::Primitive, Field> Fields; ///< the first of each kind
};

} // namespace quiesce

#endif // QUIESCE_INSPECT_CLASSEVIDENCE_H
