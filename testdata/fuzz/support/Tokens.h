//===- Tokens.h - a program as words ----------------------------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QUIESCE_FUZZ_TOKENS_H
#define QUIESCE_FUZZ_TOKENS_H

#include "llvm/ADT/StringRef.h"
#include <vector>

namespace quiesce::fuzz {

/// The words of \p Text, each with the blanks that follow it.  A line of the
/// preprocessor, a comment and a literal are one.
std::vector<llvm::StringRef> tokens(llvm::StringRef Text);

/// The index after the bracket that closes the one at \p Open, or \p Open if
/// there is none or it is no bracket.
size_t closing(const std::vector<llvm::StringRef> &Tokens, size_t Open);

} // namespace quiesce::fuzz

#endif // QUIESCE_FUZZ_TOKENS_H
