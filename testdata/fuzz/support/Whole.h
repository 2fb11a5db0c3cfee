//===- Whole.h - everything that is done with an AST ------------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QUIESCE_FUZZ_WHOLE_H
#define QUIESCE_FUZZ_WHOLE_H

#include "Frontend.h"

namespace quiesce::fuzz {

/// Parses and analyses \p Text; some texts with the default budgets, most with
/// small ones, which one is decided by the text.  What is found is passed on as
/// workers do and shown in all formats.  A second analysis must find the same.
void tryWhole(llvm::StringRef Text, Language In);

} // namespace quiesce::fuzz

#endif // QUIESCE_FUZZ_WHOLE_H
