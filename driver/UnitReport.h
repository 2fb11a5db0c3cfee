//===- UnitReport.h - what the analysis of one unit has to say --*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The result of one unit in the form in which it crosses from the worker that
// analysed it to the parent that reports: no AST, no clang location, file names
// absolute and findings in system headers left out.
//
//===----------------------------------------------------------------------===//

#ifndef QUIESCE_DRIVER_UNITREPORT_H
#define QUIESCE_DRIVER_UNITREPORT_H

#include "Analysis.h"
#include "Units.h"
#include <optional>

namespace quiesce::driver {

struct UnitReport {
  std::vector<Finding> Findings;
  std::vector<std::string> CompileErrors; ///< not analysed when not empty
  std::vector<std::string> ModelErrors;   ///< likewise
  Statistics Stats;
};

UnitReport analyzeUnit(const Unit &One, const Options &Settings);

/// JSON of a report, and back; nothing for text that is none.
std::string write(const UnitReport &Report);
std::optional<UnitReport> read(const std::string &Text);

} // namespace quiesce::driver

#endif // QUIESCE_DRIVER_UNITREPORT_H
