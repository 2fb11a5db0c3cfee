//===- TidyFile.cpp - a .clang-tidy file ----------------------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../support/Folder.h"
#include "tidy/TidyConfiguration.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *Data, size_t Size) {
  static const quiesce::fuzz::Folder Folder;
  Folder.write(".clang-tidy", {reinterpret_cast<const char *>(Data), Size});
  (void)quiesce::tidy::TidyConfiguration().forFile(Folder.Path + "/a.cpp");
  return 0;
}
