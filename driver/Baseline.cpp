//===- Baseline.cpp - the findings a team has chosen to live with ---------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Baseline.h"
#include "Collect.h"
#include "CommandLine.h"
#include "Configuration.h"
#include "Output.h"
#include "Paths.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace llvm;

namespace quiesce::driver {

static constexpr unsigned FormatVersion = 1;

Expected<StringSet<>> readBaseline(const std::string &File) {
  auto Text = MemoryBuffer::getFile(File, /*IsText=*/true);
  if (!Text)
    return createStringError("the baseline '" + File +
                             "' cannot be read: " + Text.getError().message() +
                             "; write it with: quiesce baseline -o " + File);
  Expected<json::Value> Whole = json::parse((*Text)->getBuffer());
  if (!Whole)
    return createStringError(
        "'" + File + "' is no baseline: " + toString(Whole.takeError()));
  const json::Object *Object = Whole->getAsObject();
  const json::Array *Findings = Object ? Object->getArray("findings") : nullptr;
  if (!Findings || Object->getInteger("version") != FormatVersion)
    return createStringError("'" + File +
                             "' is no baseline of this version; write it anew "
                             "with: quiesce baseline -o " +
                             File);
  StringSet<> Known;
  for (const json::Value &Each : *Findings)
    if (const json::Object *Row = Each.getAsObject())
      if (std::optional<StringRef> Key = Row->getString("key"))
        Known.insert(*Key);
  return Known;
}

void writeBaseline(const std::vector<ReportedFinding> &Findings,
                   raw_ostream &Out) {
  std::map<std::string, json::Value> Rows;
  for (const ReportedFinding &Each : Findings)
    Rows.try_emplace(Each.Fingerprint,
                     json::Object{{"key", Each.Fingerprint},
                                  {"check", record(Each.Kind).Name},
                                  {"file", shownPath(Each.Where.File)},
                                  {"message", json::fixUTF8(Each.Message)}});
  Out << formatv("{{\n\"version\": {0},\n\"findings\": [", FormatVersion);
  StringRef Before = "\n";
  for (const auto &[Key, Row] : Rows) {
    Out << Before << formatv("{0}", Row);
    Before = ",\n";
  }
  Out << "\n]\n}\n";
}

int runBaseline(const CommandLine &Given) {
  CommandLine Wanted = Given;
  UnitSelection Selection = selectUnits(Wanted.Choice);
  Configuration Team;
  if (!Team.read(Selection.Units, Wanted))
    return Failed;
  if (Wanted.OutputFile.empty())
    Wanted.OutputFile = Wanted.BaselineFile.empty() ? ".quiesce-baseline.json"
                                                    : Wanted.BaselineFile;
  Collection Whole = collect(Wanted, std::move(Selection), Team);
  if (printProblems(Whole)) {
    error() << "no baseline was written, for it would lack findings\n";
    return Failed;
  }
  std::vector<ReportedFinding> Kept;
  for (ReportedFinding &Each : Whole.Findings)
    if (!Each.Silenced)
      Kept.push_back(std::move(Each));
  if (Error Problem = writeOutput(Wanted.OutputFile, [&](raw_ostream &Out) {
        writeBaseline(Kept, Out);
      })) {
    error() << "the baseline cannot be written: "
            << toString(std::move(Problem)) << '\n';
    return Failed;
  }
  if (!Wanted.Quiet)
    errs() << formatv("{0} finding{1} written to {2}\n", Kept.size(),
                      Kept.size() == 1 ? "" : "s",
                      shownPath(Wanted.OutputFile));
  return Clean;
}

} // namespace quiesce::driver
