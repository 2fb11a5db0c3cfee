//===- ExplainCall.cpp - quiesce explain-call -----------------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "inspect/ExplainCall.h"
#include "CommandLine.h"
#include "Parse.h"

using namespace llvm;

namespace quiesce::driver {

int runExplainCall(const CommandLine &Wanted) {
  const std::string &File = Wanted.Choice.Files.front();
  UnitSelection Selection =
      selectUnits(Wanted.Choice);
  for (const std::string &Text : Selection.Errors)
    error() << Text << '\n';
  if (Selection.Units.empty())
    return Failed;

  Options Settings;
  Wanted.override(Settings);
  bool Found = false;
  std::vector<model::ModelError> Mistakes;
  std::vector<std::string> Errors =
      parseUnit(Selection.Units.front(), vfs::createPhysicalFileSystem(), [&](clang::ASTContext &Context) {
        Found = explainCalls(Context, Settings, File, Wanted.Line, outs(),
                             Mistakes);
      });
  outs().flush();
  for (const std::string &Text : Errors)
    errs() << Text << '\n';
  for (const model::ModelError &Each : Mistakes)
    errs() << Each.File << ':' << Each.Line << ':' << Each.Column
           << ": error: " << Each.Message << '\n';
  if (!Errors.empty())
    error() << "'" << File << "' does not compile\n";
  else if (Mistakes.empty() && !Found)
    error() << "line " << Wanted.Line << " of '" << File
            << "' has no call; give the line where its name stands\n";
  return Found ? Clean : Failed;
}

} // namespace quiesce::driver
