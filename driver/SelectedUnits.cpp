//===- SelectedUnits.cpp - the code a subcommand looks at -----------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SelectedUnits.h"
#include "Parse.h"

using namespace llvm;

namespace quiesce::driver {

UnitSelection unitsFor(const CommandLine &Wanted) {
  UnitSelection Selection = selectUnits(Wanted.Choice);
  for (const std::string &Text : Selection.Errors)
    error() << Text << '\n';
  return Selection;
}

bool parseSelected(const CommandLine &Wanted,
                   function_ref<void(clang::ASTContext &)> Use) {
  UnitSelection Selection = unitsFor(Wanted);
  if (Selection.Units.empty())
    return false;
  std::vector<std::string> Errors =
      parseUnit(Selection.Units.front(), vfs::createPhysicalFileSystem(), Use);
  outs().flush();
  for (const std::string &Text : Errors)
    errs() << Text << '\n';
  if (!Errors.empty())
    error() << "'" << Wanted.Choice.Files.front() << "' does not compile\n";
  return Errors.empty();
}

} // namespace quiesce::driver
