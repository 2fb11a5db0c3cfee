//===- Paths.h - names of files, as they are shown --------------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QUIESCE_DRIVER_PATHS_H
#define QUIESCE_DRIVER_PATHS_H

#include "llvm/ADT/StringRef.h"
#include <string>

namespace quiesce::driver {

/// Absolute, without dots and symbolic links: the form in which two names of
/// one file are equal.  A relative name is meant from \p Folder, or from the
/// current one.
std::string canonicalPath(llvm::StringRef Name, llvm::StringRef Folder = "");

/// The current folder in that form, with a slash at its end; empty if it is
/// gone.
const std::string &currentFolder();

/// \p File relative to the current folder when it is below it, with slashes;
/// else as it is.
std::string shownPath(llvm::StringRef File);

/// \p Word, quoted for a shell where that is needed.
std::string shellQuoted(llvm::StringRef Word);

} // namespace quiesce::driver

#endif // QUIESCE_DRIVER_PATHS_H
