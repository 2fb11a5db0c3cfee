//===- Commands.cpp - a compile database ----------------------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../support/Folder.h"
#include "Flags.h"
#include "Units.h"

using namespace llvm;
using namespace quiesce;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *Data, size_t Size) {
  static const fuzz::Folder Folder;
  driver::UnitChoice Wanted;
  Wanted.BuildPath = Folder.Path;
  Folder.write("compile_commands.json",
               {reinterpret_cast<const char *>(Data), Size});
  for (const driver::Unit &One : driver::selectUnits(Wanted).Units)
    (void)driver::adaptFlags(One.CommandLine);
  return 0;
}
