//===- Lines.cpp - what says which lines count ----------------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The JSON of --line-filter, a diff as git prints it, and NOLINT comments.
//
//===----------------------------------------------------------------------===//

#include "Lines.h"
#include "Nolint.h"

using namespace llvm;
using namespace quiesce;

static Location at(unsigned Line) { return {"/a/b.cpp", Line, 1, 0}; }

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *Data, size_t Size) {
  StringRef Text(reinterpret_cast<const char *>(Data), Size);
  if (auto Files = tidy::parseLineFilter(Text))
    (void)driver::LineFilter(std::move(*Files)).contains(at(3));
  else
    consumeError(Files.takeError());
  driver::LineFilter Changes(driver::parseDiff(Text, "/a"));
  (void)Changes.contains(at(3));
  for (const driver::Nolint &Each : driver::parseNolints(Text)) {
    (void)Each.namesQuiesce();
    (void)Each.silences(Each.Line, "quiesce-deadlock");
  }
  return 0;
}
