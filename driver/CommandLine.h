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
#include "Report.h"
#include "Units.h"
#include "llvm/Support/raw_ostream.h"
#include <memory>
#include <set>

namespace quiesce::driver {

enum ExitStatus { Clean = 0, FindingsReported = 1, Failed = 2 };

struct CommandLine;
using Runner = int (*)(const CommandLine &Wanted);

struct CommandLine {
  Runner Run = nullptr; ///< the subcommand; null for none
  /// The options that were given, by their names.
  std::set<std::string> Given;
  UnitChoice Choice;

  // What is analysed; absent where the command line says nothing.
  std::optional<unsigned> MaxAssumptions, MaxStates;
  std::optional<std::string> ModelFile; ///< absolute
  /// Replaces what the command line sets.
  void override(Options &Settings) const;
  /// The same as words of a command line.
  std::vector<std::string> analysisOptions() const;

  // How: check and baseline.
  unsigned Jobs = 1;
  unsigned UnitSeconds = 0; ///< time one unit may take; 0 for any
  std::string CacheFolder;  ///< empty for none
  unsigned CacheMegabytes = 0;
  bool Quiet = false;

  // Which findings: check and baseline.
  std::string Checks; ///< globs after those of the configuration
  std::string HeaderFilter = ".*", ExcludeHeaderFilter; ///< regular expressions

  // check
  std::string LineFilter; ///< JSON; empty for none
  std::string DiffRef;
  std::string BaselineFile;
  std::string WarningsAsErrors; ///< globs
  std::string ExportFixes;
  bool ApplyFixes = false; ///< change the sources
  std::vector<Destination> Formats;
  bool RequireReason = false;
  bool UnusedSuppressions = false;
  bool ShowSuppressed = false;
  bool ShowStatistics = false;

  // baseline
  std::string OutputFile; ///< empty for the one to compare to, or the default
  // explain
  std::string CheckName;
  // models: what to do, and to what; files stand in Choice
  std::string Verb;
  bool AllRows = false; ///< check: the libraries' rows too
  // explain-call; the file stands in Choice
  unsigned Line = 0;
  // dump
  std::string Function;
  Stage Stage = Stage::Skeleton;
  // list
  bool Json = false;
};

/// Parses; ends the process for `--help` and `--version`.  False when what is
/// written makes no sense, which is then said on stderr.
bool parseCommandLine(int Count, const char **Arguments, CommandLine &Result);

/// Prints what `quiesce --help` prints.
void printHelp();

int runBaseline(const CommandLine &Wanted);
int runCheck(const CommandLine &Wanted);
int runDoctor(const CommandLine &Wanted);
int runDump(const CommandLine &Wanted);
int runExplain(const CommandLine &Wanted);
int runList(const CommandLine &Wanted);
int runModels(const CommandLine &Wanted);
int runExplainCall(const CommandLine &Wanted);

/// stderr, after "quiesce: error: ".
llvm::raw_ostream &error();

} // namespace quiesce::driver

#endif // QUIESCE_DRIVER_COMMANDLINE_H
