//===- Collect.h - the findings of many units -------------------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Analyses the units that a command line selects, each in a process of its own,
// or takes what the cache has of them, and puts together what they say.  Units
// end in whatever order; what is collected depends on the code alone.
//
//===----------------------------------------------------------------------===//

#ifndef QUIESCE_DRIVER_COLLECT_H
#define QUIESCE_DRIVER_COLLECT_H

#include "UnitReport.h"
#include <map>
#include <set>

namespace quiesce::driver {

struct CommandLine;
class Configuration;

/// A unit that was not, or not wholly, analysed.
struct Problem {
  std::string File;
  std::string Text; ///< lines, each with its end
};

struct Collection {
  /// One for each place, sorted: those of the checks and headers that are
  /// asked for, silenced ones among them.
  std::vector<ReportedFinding> Findings;
  std::vector<NolintUse> Nolints;  ///< sorted by place
  std::vector<std::string> Errors; ///< of the command line and configuration
  std::set<std::string> ModelErrors;
  std::vector<Problem> Problems; ///< sorted
  Statistics Stats;
  /// By file and reason, the systems that were not, or not wholly, looked at.
  std::map<std::pair<std::string, std::string>, std::vector<std::string>>
      GivenUp;
  size_t Units = 0;     ///< selected
  size_t FromCache = 0; ///< of these
  /// How many of these were not analysed, by what happened to them.
  std::map<std::string, size_t> NotAnalysed;
  size_t OtherHeaders = 0; ///< findings left out by --header-filter
  double Seconds = 0;      ///< wall clock time
  /// What the units that were analysed took, the longest first.
  std::vector<std::pair<double, std::string>> UnitSeconds;

  bool complete() const {
    return Errors.empty() && ModelErrors.empty() && Problems.empty();
  }
};

/// \p Selection is what the command line selects, \p Team what its sources'
/// files say.
Collection collect(const CommandLine &Wanted, UnitSelection Selection,
                   const Configuration &Team);

/// Says on stderr what could not be analysed, and why.  False when nothing.
bool printProblems(const Collection &Whole);

/// Sorts by place and leaves one finding for each.  Commutative and
/// associative in the lists that \p Findings was put together from.
void mergeFindings(std::vector<ReportedFinding> &Findings);

} // namespace quiesce::driver

#endif // QUIESCE_DRIVER_COLLECT_H
