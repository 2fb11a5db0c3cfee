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
  if (Wanted.Run)
    return Wanted.Run(Wanted);
  printHelp();
  return Failed;
}
