//===- Json.cpp - the report as JSON --------------------------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "llvm/Support/JSON.h"
#include "Documentation.h"
#include "Formats.h"
#include "Paths.h"

using namespace llvm;

namespace quiesce::driver {

static json::Object place(const Location &Where) {
  return json::Object{{"file", json::fixUTF8(shownPath(Where.File))},
                      {"line", Where.Line},
                      {"column", Where.Column}};
}

static json::Object form(const Step &Told) {
  json::Object Made = place(Told.Where);
  Made["text"] = json::fixUTF8(Told.Text);
  Made["task"] = Told.Task;
  Made["kind"] = name(Told.Kind);
  if (Told.Other >= 0)
    Made[Told.Kind == StepKind::Spawn ? "starts" : "waitsFor"] = Told.Other;
  if (Told.Object >= 0)
    Made["object"] = Told.Object;
  if (!Told.Operation.empty())
    Made["operation"] = Told.Operation;
  return Made;
}

static json::Object form(const ReportedFinding &Defect) {
  const CheckRecord &Record = record(Defect.Kind);
  json::Array Steps;
  for (const Step &Told : Defect.Steps)
    Steps.push_back(form(Told));
  json::Object Made = place(Defect.Where);
  Made["check"] = Record.Name;
  Made["title"] = Record.Title;
  Made["severity"] = severity(Defect);
  Made["confidence"] = Record.Confidence;
  Made["documentation"] = documentationUrl(Record.Name);
  Made["message"] = json::fixUTF8(Defect.Message);
  Made["key"] = Defect.Fingerprint;
  Made["tasks"] = json::Array(Defect.Tasks);
  Made["steps"] = std::move(Steps);
  if (Defect.Repair) {
    json::Object Fix = place(Defect.Repair->Where);
    Fix["length"] = Defect.Repair->Length;
    Fix["text"] = json::fixUTF8(Defect.Repair->Text);
    Made["fix"] = std::move(Fix);
  }
  return Made;
}

void writeJson(const Report &What, raw_ostream &Out) {
  json::Array Findings, Suppressed, Problems;
  for (const ReportedFinding &Each : What.Findings)
    Findings.push_back(form(Each));
  for (const ReportedFinding &Each : What.Suppressed) {
    json::Object Made = form(Each);
    Made["reason"] = json::fixUTF8(Each.Silenced->Reason);
    Suppressed.push_back(std::move(Made));
  }
  for (const Problem &Each : What.Problems)
    Problems.push_back(
        json::Object{{"file", json::fixUTF8(shownPath(Each.File))},
                     {"text", json::fixUTF8(Each.Text)}});
  json::OStream Json(Out, /*IndentSize=*/1);
  Json.value(json::Object{{"version", 1},
                          {"tool", std::string("quiesce ") + version()},
                          {"files", What.Units},
                          {"findings", std::move(Findings)},
                          {"suppressed", std::move(Suppressed)},
                          {"problems", std::move(Problems)}});
  Out << '\n';
}

} // namespace quiesce::driver
