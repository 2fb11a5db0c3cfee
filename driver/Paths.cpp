//===- Paths.cpp - names of files, as they are shown ----------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Paths.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"

using namespace llvm;

namespace quiesce::driver {

const std::string &currentFolder() {
  static const std::string Folder = [] {
    SmallString<256> Here;
    if (sys::fs::current_path(Here))
      return std::string();
    return (Here + "/").str();
  }();
  return Folder;
}

std::string shownPath(StringRef File) {
  if (!currentFolder().empty())
    File.consume_front(currentFolder());
  return File.str();
}

std::string shellQuoted(StringRef Word) {
  auto Plain = [](char C) {
    return isAlnum(C) || StringRef("_-+=./:,@%").contains(C);
  };
  if (!Word.empty() && all_of(Word, Plain))
    return Word.str();
  std::string Result = "'";
  for (char C : Word)
    Result += C == '\'' ? std::string("'\\''") : std::string(1, C);
  return Result + "'";
}

} // namespace quiesce::driver
