//===- Fixes.cpp - findings as clang-tidy exports them --------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Fixes.h"
#include "SourceText.h"
#include "clang/Tooling/DiagnosticsYaml.h"

using namespace llvm;
using namespace clang::tooling;

namespace quiesce::driver {

static DiagnosticMessage message(const std::string &Text, const Location &Where,
                                 SourceText &Sources) {
  DiagnosticMessage Made(Text);
  Made.FilePath = Where.File;
  Made.FileOffset = Sources.offset(Where);
  return Made;
}

void writeFixes(const Report &What, raw_ostream &Out) {
  SourceText Sources;
  TranslationUnitDiagnostics Whole;
  for (const ReportedFinding &Defect : What.Findings) {
    Diagnostic Made(record(Defect.Kind).Name,
                    Defect.IsError ? Diagnostic::Error : Diagnostic::Warning,
                    /*BuildDirectory=*/"");
    Made.Message = message(Defect.Message, Defect.Where, Sources);
    if (Defect.Repair) {
      const Fix &Change = *Defect.Repair;
      Replacement Text(Change.Where.File, Sources.offset(Change.Where),
                       Change.Length, Change.Text);
      // The only one of its finding, so it meets no other.
      cantFail(Made.Message.Fix[Change.Where.File].add(Text));
    }
    for (const Step &Told : Defect.Steps)
      Made.Notes.push_back(message(Told.Text, Told.Where, Sources));
    Whole.Diagnostics.push_back(std::move(Made));
  }
  yaml::Output Yaml(Out);
  Yaml << Whole;
}

} // namespace quiesce::driver
