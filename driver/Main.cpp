//===- Main.cpp - the quiesce command -------------------------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "CommandLine.h"

using namespace quiesce::driver;

int main(int Count, const char **Arguments) {
  CommandLine Wanted;
  if (!parseCommandLine(Count, Arguments, Wanted))
    return Failed;
  int Status = Failed;
  if (Wanted.Run)
    Status = Wanted.Run(Wanted);
  else
    printHelp();
  llvm::outs().flush();
  if (std::error_code Problem = llvm::outs().error()) {
    llvm::outs().clear_error();
    error() << "stdout cannot be written: " << Problem.message() << '\n';
    return Failed;
  }
  return Status;
}
