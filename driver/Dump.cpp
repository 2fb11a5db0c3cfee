//===- Dump.cpp - quiesce dump --------------------------------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CommandLine.h"
#include "Parse.h"

using namespace llvm;

namespace quiesce::driver {

int runDump(const CommandLine &Wanted) {
  const std::string &File = Wanted.Choice.Files.front();
  UnitSelection Selection = selectUnits(Wanted.Choice);
  for (const std::string &Text : Selection.Errors)
    error() << Text << '\n';
  if (Selection.Units.empty())
    return Failed;

  Options Settings;
  Wanted.override(Settings);
  bool Printed = false;
  std::vector<std::string> Problems;
  std::vector<std::string> Errors =
      parseUnit(Selection.Units.front(), vfs::createPhysicalFileSystem(),
                [&](clang::ASTContext &Context) {
                  Printed = dump(Context, Settings, Wanted.Stage,
                                 Wanted.Function, outs(), Problems);
                });
  outs().flush();
  for (const std::string &Text : Errors)
    errs() << Text << '\n';
  if (!Errors.empty()) {
    error() << "'" << File << "' does not compile\n";
    return Failed;
  }
  if (!Printed) {
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
