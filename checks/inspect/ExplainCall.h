//===- ExplainCall.h - why a call is an operation, or is not ----*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For a person who asks why a call was not followed: what each call on a line
// calls, which row of which file speaks for it, or why none does, and what is
// made of it then.
//
//===----------------------------------------------------------------------===//

#ifndef QUIESCE_INSPECT_EXPLAINCALL_H
#define QUIESCE_INSPECT_EXPLAINCALL_H

#include "Analysis.h"

namespace quiesce {

/// Prints one paragraph for each call that begins on \p Line of a file whose
/// path ends in \p File, templates in their pattern and each instantiation
/// once.  False when there is no call.  A mistake in a model file is added to
/// \p Errors, and nothing is printed.
bool explainCalls(clang::ASTContext &Context, const Options &Options,
                  llvm::StringRef File, unsigned Line, llvm::raw_ostream &Out,
                  std::vector<model::ModelError> &Errors);

} // namespace quiesce

#endif // QUIESCE_INSPECT_EXPLAINCALL_H
