//===- ExplainCall.cpp - quiesce explain-call -----------------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "inspect/ExplainCall.h"
#include "ModelTools.h"
#include "SelectedUnits.h"

using namespace llvm;

namespace quiesce::driver {

int runExplainCall(const CommandLine &Wanted) {
  const std::string &File = Wanted.Choice.Files.front();
  Options Settings;
  Wanted.override(Settings);
  bool Found = false;
  std::vector<model::ModelError> Mistakes;
  if (!parseSelected(Wanted, [&](clang::ASTContext &Context) {
        Found = explainCalls(Context, Settings, File, Wanted.Line, outs(),
                             Mistakes);
      }))
    return Failed;
  if (!printMistakes(Mistakes) && !Found)
    error() << "line " << Wanted.Line << " of '" << File
            << "' has no call; give the line where its name stands\n";
  return Found ? Clean : Failed;
}

} // namespace quiesce::driver
