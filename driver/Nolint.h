//===- Nolint.h - findings silenced in the source ---------------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The comments that silence clang-tidy silence the driver too, with the same
// meaning:
//
//   // NOLINT              // NOLINT(quiesce-blocked-send, other-*)
//   // NOLINTNEXTLINE(...)
//   // NOLINTBEGIN(...)  to  // NOLINTEND(...) with the same list
//
// Not done: reporting a BEGIN without an END, which silences nothing here.
//
//===----------------------------------------------------------------------===//

#ifndef QUIESCE_DRIVER_NOLINT_H
#define QUIESCE_DRIVER_NOLINT_H

#include "llvm/ADT/StringRef.h"

namespace clang {
class SourceLocation;
class SourceManager;
} // namespace clang

namespace quiesce::driver {

/// Whether a diagnostic of \p Check on line \p Line (from 1) of \p Text is
/// silenced.  Linear in the text; asked only for findings.
bool isSuppressed(llvm::StringRef Text, unsigned Line, llvm::StringRef Check);

/// The same, for a place and for the places it was expanded from.
bool isSuppressed(clang::SourceLocation Where, llvm::StringRef Check,
                  const clang::SourceManager &Sources);

} // namespace quiesce::driver

#endif // QUIESCE_DRIVER_NOLINT_H
