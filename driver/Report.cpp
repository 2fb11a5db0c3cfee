//===- Report.cpp - what is reported, and in which form -------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Report.h"
#include "Formats.h"
#include "Output.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace quiesce::driver {

const char *severity(const ReportedFinding &Defect) {
  return Defect.IsError ? "error" : record(Defect.Kind).Severity;
}

const char *name(StepKind Kind) {
  static constexpr const char *Names[] = {"remark",    "spawn", "branch",
                                          "timeout",   "throw", "return",
                                          "operation", "stuck", "missing"};
  static_assert(std::size(Names) == StepKindCount);
  return Names[unsigned(Kind)];
}

StringRef taskName(const Finding &Defect, int Task) {
  return size_t(Task) < Defect.Tasks.size() ? StringRef(Defect.Tasks[Task])
                                            : StringRef();
}

bool isEnd(const Step &Told) {
  return Told.Kind == StepKind::Stuck || Told.Kind == StepKind::Missing;
}

unsigned stuckTask(const Finding &Defect) {
  return Defect.Steps.empty() ? 0 : Defect.Steps.back().Task;
}

ArrayRef<Format> allFormats() {
  static constexpr Format Formats[] = {
      {"text", writeText, "warnings and notes in clang's form"},
      {"sarif", writeSarif,
       "SARIF 2.1.0: GitHub code scanning, VS Code, GitLab, CodeChecker"},
      {"json", writeJson, "all that is known of each finding"},
      {"gitlab", writeGitLab, "GitLab's Code Quality report"},
      {"github", writeGitHub, "annotations of a GitHub workflow"},
      {"rdjson", writeRdjson, "reviewdog's Diagnostic Format"},
      {"html", writeHtml, "one page with pictures, to be read in a browser"},
  };
  return Formats;
}

Expected<Destination> parseDestination(StringRef Given) {
  auto [Name, File] = Given.split(':');
  for (const Format &Each : allFormats())
    if (Each.Name == Name)
      return Destination{&Each, File.str()};
  std::string Known;
  for (const Format &Each : allFormats())
    Known += (Known.empty() ? "" : ", ") + std::string(Each.Name);
  return createStringError("there is no format '" + Name.str() +
                           "'; expected one of " + Known +
                           ", and after a colon a file");
}

Error writeReport(const Report &What, ArrayRef<Destination> Destinations) {
  for (const Destination &Each : Destinations) {
    if (Error Problem = writeOutput(
            Each.File, [&](raw_ostream &Out) { Each.How->Write(What, Out); }))
      return createStringError(
          "the report '" + (Each.File.empty() ? "stdout" : Each.File) +
          "' cannot be written: " + toString(std::move(Problem)));
  }
  return Error::success();
}

} // namespace quiesce::driver
