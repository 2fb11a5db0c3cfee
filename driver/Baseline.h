//===- Baseline.h - the findings a team has chosen to live with -*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QUIESCE_DRIVER_BASELINE_H
#define QUIESCE_DRIVER_BASELINE_H

#include "UnitReport.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"

namespace quiesce::driver {

/// The fingerprints in a baseline file; an error, a sentence, when the file
/// cannot be read or is none.
llvm::Expected<llvm::StringSet<>> readBaseline(const std::string &File);

/// Writes a baseline: JSON, one finding a line and in the order of the
/// fingerprints, so that two of them merge well.  Check, file and message are
/// for its readers, nothing compares them.
void writeBaseline(const std::vector<ReportedFinding> &Findings,
                   llvm::raw_ostream &Out);

} // namespace quiesce::driver

#endif // QUIESCE_DRIVER_BASELINE_H
