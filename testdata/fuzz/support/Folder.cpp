//===- Folder.cpp - a folder for the files of one input -------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Folder.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"
#include <cstdlib>

using namespace llvm;

namespace quiesce::fuzz {

static std::string made() {
  SmallString<128> Path;
  if (sys::fs::createUniqueDirectory("quiesce-fuzz", Path))
    std::abort();
  return Path.str().str();
}

Folder::Folder() : Path(made()) {}
Folder::~Folder() { (void)sys::fs::remove_directories(Path); }

std::string Folder::write(StringRef Name, StringRef Text) const {
  std::string File = (Path + "/" + Name).str();
  std::error_code Error;
  raw_fd_ostream Out(File, Error);
  Out << Text;
  return File;
}

} // namespace quiesce::fuzz
