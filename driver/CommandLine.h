//===- CommandLine.h - what the user asks for -------------------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `quiesce SUBCOMMAND ...`, parsed by llvm::cl.  Every option stands in
// CommandLine.cpp, for llvm::cl registers them while the program starts and an
// option must not be made before its subcommand.  Everything after `--` is a
// compile command and is cut off before llvm::cl sees it.
//
// Each subcommand is a file with one function that returns the exit status.
//
//===----------------------------------------------------------------------===//

#ifndef QUIESCE_DRIVER_COMMANDLINE_H
#define QUIESCE_DRIVER_COMMANDLINE_H

#include "Analysis.h"
#include "llvm/Support/raw_ostream.h"
#include <memory>

namespace clang::tooling {
class CompilationDatabase;
} // namespace clang::tooling

namespace quiesce::driver {

enum ExitStatus { Clean = 0, FindingsReported = 1, Failed = 2 };

enum class Subcommand { None, Check, Dump, List };

struct CommandLine {
  Subcommand What = Subcommand::None;
  std::vector<std::string> Files; ///< check: folders too; dump: exactly one
  std::string BuildPath;          ///< as given with -p; empty for none
  /// The command after `--`; null when there is none.
  std::unique_ptr<clang::tooling::CompilationDatabase> Flags;
  Options Analysis;
  // check
  unsigned Jobs = 1;
  std::string Checks; ///< globs, see CheckGlobs.h
  bool Quiet = false;
  bool ShowStatistics = false;
  // dump
  std::string Function;
  Stage Stage = Stage::Skeleton;
  // list
  bool Json = false;

  ~CommandLine();
};

/// Parses; ends the process for `--help` and `--version`.  False when what is
/// written makes no sense, which is then said on stderr.
bool parseCommandLine(int Count, const char **Arguments, CommandLine &Result);

/// Prints what `quiesce --help` prints.
void printHelp();

int runCheck(const CommandLine &Wanted);
int runDump(const CommandLine &Wanted);
int runList(const CommandLine &Wanted);

/// stderr, after "quiesce: error: ".
llvm::raw_ostream &error();

} // namespace quiesce::driver

#endif // QUIESCE_DRIVER_COMMANDLINE_H
