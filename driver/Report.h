//===- Report.h - findings of many units, as text ---------------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Findings arrive unit by unit, in whatever order the workers end, and go out
// as one sorted text.  The same defect in a header that many units include is
// told once.  So the output depends on the code alone.
//
//===----------------------------------------------------------------------===//

#ifndef QUIESCE_DRIVER_REPORT_H
#define QUIESCE_DRIVER_REPORT_H

#include "finding/Finding.h"
#include "llvm/Support/raw_ostream.h"
#include <string>
#include <vector>

namespace quiesce::driver {

/// Sorts by place and leaves one finding for each key and file.  Commutative
/// and associative in the lists that \p Findings was put together from.
void mergeFindings(std::vector<Finding> &Findings);

/// Prints as clang-tidy does: the finding as a warning, each step as a note,
/// each with its source line.  Files below the current folder are named
/// relative to it.
void printFindings(const std::vector<Finding> &Findings,
                   llvm::raw_ostream &Out);

} // namespace quiesce::driver

#endif // QUIESCE_DRIVER_REPORT_H
