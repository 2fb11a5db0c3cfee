//===- Programs.cpp - programs of a grammar through the analysis ----------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The input is the choices; QUIESCE_FUZZ_SHOW=1 prints the program they make.
//
//===----------------------------------------------------------------------===//

#include "../support/Grammar.h"
#include "../support/Whole.h"
#include "llvm/Support/raw_ostream.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *Data, size_t Size) {
  using namespace quiesce::fuzz;
  std::string Text = Grammar::programs().text("program", {Data, Size});
  if (getenv("QUIESCE_FUZZ_SHOW"))
    llvm::outs() << Text;
  tryWhole(Text, Language::Cxx);
  return 0;
}
