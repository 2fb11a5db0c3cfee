//===- ReviewFormats.cpp - the report for code review tools ---------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Documentation.h"
#include "Formats.h"
#include "Paths.h"
#include "SourceText.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/JSON.h"

using namespace llvm;

namespace quiesce::driver {

/// The steps as lines, for readers that have one text a finding.
static std::string told(const Finding &Defect, bool WithMessage) {
  std::string Text = WithMessage ? Defect.Message : "";
  for (const Step &Each : Defect.Steps)
    Text += (Text.empty() ? "" : "\n") + shownPath(Each.Where.File) + ":" +
            std::to_string(Each.Where.Line) + ": " + Each.Text;
  return Text;
}

//===----------------------------------------------------------------------===//
// GitLab
//===----------------------------------------------------------------------===//

static const char *gitLabSeverity(const ReportedFinding &Defect) {
  if (StringRef(severity(Defect)) == "error")
    return "critical";
  return StringRef(record(Defect.Kind).Confidence) == "high" ? "major"
                                                             : "minor";
}

void writeGitLab(const Report &What, raw_ostream &Out) {
  json::Array Rows;
  for (const ReportedFinding &Defect : What.Findings)
    Rows.push_back(json::Object{
        {"description", json::fixUTF8(Defect.Message)},
        {"content", json::Object{{"body", json::fixUTF8(told(Defect, false))}}},
        {"check_name", record(Defect.Kind).Name},
        {"fingerprint", Defect.Fingerprint},
        {"severity", gitLabSeverity(Defect)},
        {"location",
         json::Object{{"path", json::fixUTF8(shownPath(Defect.Where.File))},
                      {"lines", json::Object{{"begin", Defect.Where.Line}}}}}});
  json::OStream Json(Out, /*IndentSize=*/1);
  Json.value(std::move(Rows));
  Out << '\n';
}

//===----------------------------------------------------------------------===//
// GitHub
//===----------------------------------------------------------------------===//

/// As workflow commands want it; \p InProperty where a comma ends the value.
static std::string escaped(StringRef Text, bool InProperty) {
  std::string Result;
  for (char C : Text) {
    bool Ends = C == '%' || C == '\r' || C == '\n' ||
                (InProperty && (C == ':' || C == ','));
    if (Ends)
      Result += "%" + toHex(ArrayRef(uint8_t(C)));
    else
      Result += C;
  }
  return Result;
}

void writeGitHub(const Report &What, raw_ostream &Out) {
  SourceText Sources;
  for (const ReportedFinding &Defect : What.Findings)
    Out << "::" << severity(Defect)
        << " file=" << escaped(shownPath(Defect.Where.File), true)
        << ",line=" << Defect.Where.Line
        << ",col=" << Sources.codePointColumn(Defect.Where)
        << ",title=" << escaped(record(Defect.Kind).Name, true)
        << "::" << escaped(told(Defect, true), false) << '\n';
}

//===----------------------------------------------------------------------===//
// reviewdog
//===----------------------------------------------------------------------===//

static json::Object position(const Location &Where) {
  // Its columns are bytes, as ours.
  return json::Object{{"line", Where.Line}, {"column", Where.Column}};
}

static json::Object place(const Location &Where) {
  return json::Object{{"path", json::fixUTF8(shownPath(Where.File))},
                      {"range", json::Object{{"start", position(Where)}}}};
}

void writeRdjson(const Report &What, raw_ostream &Out) {
  SourceText Sources;
  json::Array Rows;
  for (const ReportedFinding &Defect : What.Findings) {
    json::Array Related;
    for (const Step &Each : Defect.Steps)
      Related.push_back(json::Object{{"message", json::fixUTF8(Each.Text)},
                                     {"location", place(Each.Where)}});
    const char *Check = record(Defect.Kind).Name;
    json::Object Row{{"message", json::fixUTF8(Defect.Message)},
                     {"location", place(Defect.Where)},
                     {"severity", StringRef(severity(Defect)).upper()},
                     {"code", json::Object{{"value", Check},
                                           {"url", documentationUrl(Check)}}},
                     {"related_locations", std::move(Related)}};
    // One in another file is none to reviewdog.
    if (Defect.Repair && Defect.Repair->Where.File == Defect.Where.File) {
      const Fix &Change = *Defect.Repair;
      json::Object Range{
          {"start", position(Change.Where)},
          {"end", position(Sources.after(Change.Where, Change.Length))}};
      Row["suggestions"] = json::Array{json::Object{
          {"range", std::move(Range)}, {"text", json::fixUTF8(Change.Text)}}};
    }
    Rows.push_back(std::move(Row));
  }
  json::OStream Json(Out, /*IndentSize=*/1);
  Json.value(json::Object{{"source", json::Object{{"name", "quiesce"}}},
                          {"diagnostics", std::move(Rows)}});
  Out << '\n';
}

} // namespace quiesce::driver
