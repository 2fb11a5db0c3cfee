//===- Main.cpp - the quiesce command -------------------------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CommandLine.h"
#include "clang/Tooling/CompilationDatabase.h"

using namespace quiesce;
using namespace quiesce::driver;

int main(int Count, const char **Arguments) {
  CommandLine Wanted;
  if (!parseCommandLine(Count, Arguments, Wanted))
    return Failed;
  switch (Wanted.What) {
  case Subcommand::Check:
    return runCheck(Wanted);
  case Subcommand::Dump:
    return runDump(Wanted);
  case Subcommand::List:
    return runList(Wanted);
  case Subcommand::None:
    printHelp();
    return Failed;
  }
  llvm_unreachable("every subcommand is handled");
}
