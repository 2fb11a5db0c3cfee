//===- Fixes.h - findings as clang-tidy exports them ------------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QUIESCE_DRIVER_FIXES_H
#define QUIESCE_DRIVER_FIXES_H

#include "Report.h"

namespace quiesce::driver {

/// The YAML of clang-tidy's --export-fixes, which review tools read: every
/// finding with its notes.
void writeFixes(const Report &What, llvm::raw_ostream &Out);

} // namespace quiesce::driver

#endif // QUIESCE_DRIVER_FIXES_H
