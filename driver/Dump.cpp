//===- Dump.cpp - quiesce dump --------------------------------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SelectedUnits.h"

using namespace llvm;

namespace quiesce::driver {

int runDump(const CommandLine &Wanted) {
  Options Settings;
  Wanted.override(Settings);
  bool Printed = false;
  if (!parseSelected(Wanted, [&](clang::ASTContext &Context) {
        Printed =
            dump(Context, Settings, Wanted.Stage, Wanted.Function, outs());
      }))
    return Failed;
  if (!Printed) {
    error() << "'" << Wanted.Choice.Files.front() << "' has no function '"
            << Wanted.Function << "' with a body\n";
    return Failed;
  }
  return Clean;
}

} // namespace quiesce::driver
