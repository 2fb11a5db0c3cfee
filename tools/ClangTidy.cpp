//===- ClangTidy.cpp - clang-tidy with the checks linked in ---------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For places that cannot pass --load: it is clang-tidy in all it does.  The
// module's object is linked in, and its constructor registers it.
//
//===----------------------------------------------------------------------===//

#include "ResourceDir.h"
#include "clang-tidy/tool/ClangTidyMain.h"

int main(int Count, const char **Words) {
  static const std::string Option =
      "--extra-arg-before=-resource-dir=" QUIESCE_RESOURCE_DIR;
  std::vector<const char *> All =
      quiesce::withResourceDir(Count, Words, Option);
  return clang::tidy::clangTidyMain(int(All.size()) - 1, All.data());
}
