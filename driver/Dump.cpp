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
  std::vector<std::string> Problems;
  if (!parseSelected(Wanted, [&](clang::ASTContext &Context) {
        Printed = dump(Context, Settings, Wanted.Stage, Wanted.Function, outs(),
                       Problems);
      }))
    return Failed;
  outs().flush();
  if (!Printed) {
    const std::string &File = Wanted.Choice.Files.front();
    if (Wanted.Function.empty())
      error() << "'" << File << "' has no system\n";
    else
      error() << "'" << File << "' has no function '" << Wanted.Function
              << "' with a body\n";
    return Failed;
  }
  for (const std::string &Text : Problems)
    error() << Text << '\n';
  return Problems.empty() ? Clean : Failed;
}

} // namespace quiesce::driver
