//===- Units.h - which files to analyse, and how they compile ---*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A unit is one compile command: a file that is compiled twice is two units.
// They come from compile_commands.json, or from the flags after `--`.  Nothing
// is guessed: a file that the database does not name is an error, for with
// another file's flags it would be analysed as something it is not.
//
//===----------------------------------------------------------------------===//

#ifndef QUIESCE_DRIVER_UNITS_H
#define QUIESCE_DRIVER_UNITS_H

#include "clang/Tooling/CompilationDatabase.h"
#include <memory>
#include <string>
#include <vector>

namespace quiesce::driver {

using Unit = clang::tooling::CompileCommand;

struct UnitSelection {
  std::vector<Unit> Units;         ///< sorted by file; file names are absolute
  std::vector<std::string> Errors; ///< each one sentence with its remedy
};

/// What a command line says about units.
struct UnitChoice {
  /// Files, and folders for the files below them; none for all there are.
  std::vector<std::string> Files;
  /// What `-p` gave; empty to look for the database from the files upwards.
  std::string BuildPath;
  /// The command after `--`, used for every file instead of a database; null
  /// for none.
  std::shared_ptr<clang::tooling::CompilationDatabase> Flags;
  std::vector<std::string> Before, After; ///< flags to add to each command
};

UnitSelection selectUnits(const UnitChoice &Wanted);

} // namespace quiesce::driver

#endif // QUIESCE_DRIVER_UNITS_H
