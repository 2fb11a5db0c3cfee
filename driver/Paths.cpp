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
#include "llvm/Support/Path.h"

using namespace llvm;

namespace quiesce::driver {

std::string canonicalPath(StringRef Name, StringRef Folder) {
  SmallString<256> Path(sys::path::is_absolute(Name) ? "" : Folder);
  sys::path::append(Path, Name);
  (void)sys::fs::make_absolute(Path);
  SmallString<256> Real;
  if (!sys::fs::real_path(Path, Real))
    return Real.str().str();
  sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
  return Path.str().str();
}

const std::string &currentFolder() {
  static const std::string Folder = [] {
    SmallString<256> Here;
    if (sys::fs::current_path(Here))
      return std::string();
    return canonicalPath(Here) + "/";
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
