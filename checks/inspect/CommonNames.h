//===- CommonNames.h - names that speak for themselves ----------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What members of locks, events, queues and pools are usually called, and what
// such classes are.  Names are compared without case and underscores.
//
//===----------------------------------------------------------------------===//

#ifndef QUIESCE_INSPECT_COMMONNAMES_H
#define QUIESCE_INSPECT_COMMONNAMES_H

#include "model/Model.h"

namespace quiesce {

/// "trylock" for "try_lock" and "TryLock".
std::string plain(llvm::StringRef Name);

/// A name in common use, and what it stands for in such a class.
struct CommonName {
  model::Primitive Kind;
  const char *Name; ///< plain
  model::Operation Op;
  model::Mode How = model::Mode::Blocking;
};

/// What a member called \p Member usually does in a \p Kind; null if that is
/// not known.
const CommonName *commonName(model::Primitive Kind, llvm::StringRef Member);

/// Whether \p Member usually does something in a primitive of any kind.
bool isCommonName(llvm::StringRef Member);

/// Whether classes called \p Class usually are a \p Kind.
bool namesKind(model::Primitive Kind, llvm::StringRef Class);

} // namespace quiesce

#endif // QUIESCE_INSPECT_COMMONNAMES_H
