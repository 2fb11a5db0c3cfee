//===- Report.h - what is reported, and in which form -----------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A format is a function from a report to text.  Each writes nothing but what
// the report holds and the sources it names: no time, no host, so that the same
// findings are the same bytes.
//
//===----------------------------------------------------------------------===//

#ifndef QUIESCE_DRIVER_REPORT_H
#define QUIESCE_DRIVER_REPORT_H

#include "Collect.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"

namespace quiesce::driver {

struct Report {
  /// What counts, sorted.  One that is Silenced all the same has a comment
  /// without the reason that is required.
  std::vector<ReportedFinding> Findings;
  /// What comments silence, sorted; only when asked for.
  std::vector<ReportedFinding> Suppressed;
  std::vector<Problem> Problems; ///< units not analysed
  size_t Units = 0;
  bool ComparedToBaseline = false; ///< so that all findings are new ones
};

struct Format {
  const char *Name; ///< as --format takes it
  void (*Write)(const Report &What, llvm::raw_ostream &Out);
  const char *Help; ///< what it is for, as the manual has it
};

/// In the order of the manual; "text" is the first.
llvm::ArrayRef<Format> allFormats();

/// A format and where it goes.
struct Destination {
  const Format *How;
  std::string File; ///< empty for stdout
};

/// Reads `NAME` or `NAME:FILE`; an error, a sentence, for an unknown name.
llvm::Expected<Destination> parseDestination(llvm::StringRef Given);

/// Writes to all destinations.  An error, a sentence, for a file that cannot be
/// written.
llvm::Error writeReport(const Report &What,
                        llvm::ArrayRef<Destination> Destinations);

} // namespace quiesce::driver

#endif // QUIESCE_DRIVER_REPORT_H
