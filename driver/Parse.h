//===- Parse.h - from a compile command to an AST ---------------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Parses one unit as the build would compile it, with clang's own headers, and
// whatever compiler the command names: flags that only GCC knows are dropped,
// warnings are off, nothing is written.
//
//===----------------------------------------------------------------------===//

#ifndef QUIESCE_DRIVER_PARSE_H
#define QUIESCE_DRIVER_PARSE_H

#include "Units.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/VirtualFileSystem.h"

namespace clang {
class ASTContext;
} // namespace clang

namespace quiesce::driver {

/// Calls \p Use with the AST of \p One, whose files are read from \p Files, and
/// returns the compile errors, each as `file:line:column: error: text`; \p Use
/// is not called when there are any.
std::vector<std::string>
parseUnit(const Unit &One,
          llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files,
          llvm::function_ref<void(clang::ASTContext &)> Use);

} // namespace quiesce::driver

#endif // QUIESCE_DRIVER_PARSE_H
