//===- ResourceDir.cpp - where clang's own headers are --------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ResourceDir.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace quiesce {

std::vector<const char *> withResourceDir(int Count, const char **Words,
                                          const std::string &Option) {
  std::vector<const char *> Result(Words, Words + Count);
  SmallString<256> Beside = sys::path::parent_path(
      sys::path::parent_path(sys::fs::getMainExecutable(nullptr, nullptr)));
  sys::path::append(Beside, "lib", "clang", std::to_string(LLVM_VERSION_MAJOR));
  if (!sys::fs::exists(Beside))
    Result.insert(Result.begin() + 1, Option.c_str());
  Result.push_back(nullptr);
  return Result;
}

} // namespace quiesce
