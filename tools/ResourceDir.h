//===- ResourceDir.h - where clang's own headers are ------------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QUIESCE_TOOLS_RESOURCEDIR_H
#define QUIESCE_TOOLS_RESOURCEDIR_H

#include "llvm/ADT/ArrayRef.h"
#include <string>
#include <vector>

namespace quiesce {

/// The words of a command line with \p Option, a resource folder at its end,
/// before all others: clang-tidy and clangd look for stddef.h and its like
/// beside the program, and these are not installed beside LLVM.  As they are
/// where a folder is beside the program after all; one that is given later on
/// the line wins.
std::vector<const char *> withResourceDir(int Count, const char **Words,
                                          const std::string &Option);

} // namespace quiesce

#endif // QUIESCE_TOOLS_RESOURCEDIR_H
