//===- Formats.h - what the formats share -----------------------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QUIESCE_DRIVER_FORMATS_H
#define QUIESCE_DRIVER_FORMATS_H

#include "Report.h"

namespace quiesce::driver {

// Of Format::Write.  Each is a file of its own.
void writeText(const Report &What, llvm::raw_ostream &Out);
void writeSarif(const Report &What, llvm::raw_ostream &Out);
void writeJson(const Report &What, llvm::raw_ostream &Out);
void writeGitLab(const Report &What, llvm::raw_ostream &Out);
void writeGitHub(const Report &What, llvm::raw_ostream &Out);
void writeRdjson(const Report &What, llvm::raw_ostream &Out);
void writeHtml(const Report &What, llvm::raw_ostream &Out);

/// "error" or "warning": as --warnings-as-errors has it, else as the check's
/// record does.
const char *severity(const ReportedFinding &Defect);

/// "operation"; the enumerator's name in lower case.
const char *name(StepKind Kind);

/// The task of a step by its number; empty for one that has none.
llvm::StringRef taskName(const Finding &Defect, int Task);

/// The step tells of an end: there a task stands for good, or what is missing.
bool isEnd(const Step &Told);

/// The number of the task that is stuck.
unsigned stuckTask(const Finding &Defect);

} // namespace quiesce::driver

#endif // QUIESCE_DRIVER_FORMATS_H
