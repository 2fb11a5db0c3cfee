//===- Grammar.h - random texts that follow a grammar -----------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A grammar is a file with a production a line, `name: text`.  In the text,
// `$name` is replaced by a production of that name.  `$+name` is the name
// followed by a digit, one that is not declared in this scope by another `$+`;
// braces begin and end scopes.  `\n` ends a line.
//
//   statement: ;
//   statement: if ($condition) { $statement }
//   statement: std::mutex $+m;
//
// Which production is taken is decided by bytes, one each; with none left, or
// when the text gets long or deep, the first of each name.
//
//===----------------------------------------------------------------------===//

#ifndef QUIESCE_FUZZ_GRAMMAR_H
#define QUIESCE_FUZZ_GRAMMAR_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringMap.h"
#include <string>
#include <vector>

namespace quiesce::fuzz {

class Grammar {
public:
  /// That of concurrent C++ programs, ../grammar.txt.
  static const Grammar &programs();

  explicit Grammar(llvm::StringRef Text);

  std::string text(llvm::StringRef Name, llvm::ArrayRef<uint8_t> Choices) const;

private:
  friend class Expansion;
  llvm::StringMap<std::vector<std::string>> Productions;
};

} // namespace quiesce::fuzz

#endif // QUIESCE_FUZZ_GRAMMAR_H
