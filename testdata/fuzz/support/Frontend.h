//===- Frontend.h - from a text to an AST, cheaply --------------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Clang, in this process, on a file in memory.  The headers of the standard
// libraries are those of ../include, which declare what the models know and no
// more; they are parsed in some milliseconds, where the real ones take half a
// second.
//
//===----------------------------------------------------------------------===//

#ifndef QUIESCE_FUZZ_FRONTEND_H
#define QUIESCE_FUZZ_FRONTEND_H

#include "clang/AST/ASTContext.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"

namespace quiesce::fuzz {

enum class Language { C, Cxx };

/// Calls \p Use with the AST of \p Text, as far as it parses.
void parse(llvm::StringRef Text, Language In,
           llvm::function_ref<void(clang::ASTContext &)> Use);

} // namespace quiesce::fuzz

#endif // QUIESCE_FUZZ_FRONTEND_H
