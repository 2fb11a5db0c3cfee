//===- Fixes.cpp - changes of the source that repair findings -------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Fixes.h"
#include "Output.h"
#include "Paths.h"
#include "SourceText.h"
#include "clang/Tooling/Core/Replacement.h"
#include "clang/Tooling/DiagnosticsYaml.h"
#include <map>
#include <set>

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

static Replacement replacement(const Fix &Change, StringRef File,
                               SourceText &Sources) {
  return Replacement(File, Sources.offset(Change.Where), Change.Length,
                     Change.Text);
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
      const std::string &File = Defect.Repair->Where.File;
      // The only one of its finding, so it meets no other.
      cantFail(Made.Message.Fix[File].add(
          replacement(*Defect.Repair, File, Sources)));
    }
    for (const Step &Told : Defect.Steps)
      Made.Notes.push_back(message(Told.Text, Told.Where, Sources));
    Whole.Diagnostics.push_back(std::move(Made));
  }
  yaml::Output Yaml(Out);
  Yaml << Whole;
}

AppliedFixes applyFixes(const Report &What) {
  AppliedFixes Done;
  SourceText Sources;
  std::map<std::string, Replacements> ByFile;
  std::set<Replacement> Seen;
  for (const ReportedFinding &Defect : What.Findings) {
    if (!Defect.Repair)
      continue;
    const std::string &File = Defect.Repair->Where.File;
    Replacement Change = replacement(*Defect.Repair, File, Sources);
    if (!Seen.insert(Change).second)
      continue;
    if (Error Overlap = ByFile[File].add(Change)) {
      consumeError(std::move(Overlap));
      ++Done.Overlapping;
    }
  }
  for (const auto &[File, Changes] : ByFile) {
    Expected<std::string> Text =
        applyAllReplacements(Sources.text(File), Changes);
    Error Problem =
        Text ? writeOutput(File, [&](raw_ostream &Out) { Out << *Text; })
             : Text.takeError();
    if (Problem) {
      Done.Errors.push_back("'" + shownPath(File) + "' cannot be fixed: " +
                            toString(std::move(Problem)));
      continue;
    }
    Done.Files.push_back(File);
    Done.Applied += Changes.size();
  }
  return Done;
}

} // namespace quiesce::driver
