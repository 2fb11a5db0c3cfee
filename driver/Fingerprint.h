//===- Fingerprint.h - what stays the same of a finding ---------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QUIESCE_DRIVER_FINGERPRINT_H
#define QUIESCE_DRIVER_FINGERPRINT_H

#include "UnitReport.h"

namespace quiesce::driver {

/// Gives each finding its Fingerprint, by which baselines and code review tools
/// know it again: a hash of check, function, primitive and operation.  It holds
/// no file name, no line and no text of the message, so it survives edits
/// elsewhere, reformatting and a rename of the file.  Findings alike in all of
/// these are told apart by their order in \p Findings, which must be sorted.
void giveFingerprints(std::vector<ReportedFinding> &Findings);

/// The part of Finding::Key that holds for every place and name of the file.
std::string stableKey(llvm::StringRef Key);

} // namespace quiesce::driver

#endif // QUIESCE_DRIVER_FINGERPRINT_H
