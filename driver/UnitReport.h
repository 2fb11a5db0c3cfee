//===- UnitReport.h - what the analysis of one unit has to say --*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The result of one unit in the form in which it crosses from the worker that
// analysed it to the parent that reports: no AST, no clang location, file names
// absolute and findings in system headers left out.  It does not depend on what
// the user wants to see, only on what was analysed, so it can be kept.
//
//===----------------------------------------------------------------------===//

#ifndef QUIESCE_DRIVER_UNITREPORT_H
#define QUIESCE_DRIVER_UNITREPORT_H

#include "Analysis.h"
#include "Units.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <array>
#include <optional>

namespace quiesce::driver {

/// The comment in the source that silences a finding.
struct Suppression {
  Location Where;
  std::string Reason; ///< empty for none
};

struct ReportedFinding : Finding {
  std::optional<Suppression> Silenced;
  // The two below are given by the parent.
  std::string Fingerprint; ///< see Fingerprint.h
  bool IsError = false;    ///< asked for by --warnings-as-errors
};

/// A comment that names quiesce's checks, and whether it silenced a finding.
struct NolintUse {
  Location Where;
  bool Used = false;
};

struct UnitReport {
  std::vector<ReportedFinding> Findings;
  std::vector<NolintUse> Nolints;
  std::vector<std::string> CompileErrors; ///< not analysed when not empty
  std::vector<std::string> ModelErrors;   ///< likewise
  Statistics Stats;
  std::vector<GivenUp> Left;
};

/// The options of each check, by its number.
using CheckSettings = std::array<Options, CheckCount>;

/// Analyses \p One, once for each set of options that differs.  \p Files is
/// where sources and headers are read from.
UnitReport analyzeUnit(const Unit &One, const CheckSettings &Settings,
                       llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files);

/// JSON of a report, and back; nothing for text that is none.
std::string write(const UnitReport &Report);
std::optional<UnitReport> read(llvm::StringRef Text);

} // namespace quiesce::driver

#endif // QUIESCE_DRIVER_UNITREPORT_H
