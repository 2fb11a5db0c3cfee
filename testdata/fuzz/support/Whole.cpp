//===- Whole.cpp - everything that is done with an AST --------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Whole.h"
#include "Nolint.h"
#include "Report.h"
#include "inspect/ExplainCall.h"
#include "inspect/MatchRows.h"
#include "inspect/Suggest.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/Hashing.h"

using namespace llvm;

namespace quiesce::fuzz {

/// What decides how much is done with a text: the same at each run.
static uint64_t digest(StringRef Text) { return xxh3_64bits(Text); }

static Options optionsFor(StringRef Text) {
  Options Wanted;
  if (Text.contains("chan.hpp"))
    Wanted.ModelFile = QUIESCE_TESTDATA "/corpus/.quiesce.yaml";
  if (digest(Text) % 16 == 0)
    return Wanted;
  Wanted.MaxStates = 500;
  Wanted.MaxSteps = 20000;
  Wanted.MaxProgramSteps = 100000;
  Wanted.MaxUnitSteps = 200000;
  return Wanted;
}

static std::string passedOn(const Result &Found) {
  driver::UnitReport Report;
  for (const Finding &Defect : Found.Findings)
    Report.Findings.push_back({Defect, std::nullopt, "", false});
  for (const model::ModelError &Error : Found.ModelErrors)
    Report.ModelErrors.push_back(Error.Message);
  Report.Stats = Found.Stats;
  Report.Left = Found.Left;
  return write(Report);
}

static void show(StringRef Written) {
  auto Report = driver::read(Written);
  if (!Report || write(*Report) != Written)
    std::abort();
  driver::Report Shown;
  Shown.Findings = std::move(Report->Findings);
  for (const driver::Format &Each : driver::allFormats())
    Each.Write(Shown, nulls());
}

/// What other subcommands say of the same code.
static void inspect(clang::ASTContext &Context, const Options &Wanted) {
  std::vector<model::ModelError> Errors;
  auto Models = modelsFor(Context, Wanted, Errors);
  (void)matchRows(Context, *Models, /*Libraries=*/true);
  (void)suggestRows(Context, *Models);
  const clang::SourceManager &Sources = Context.getSourceManager();
  StringRef Text = Sources.getBufferData(Sources.getMainFileID());
  for (unsigned Line = 1; Line <= Text.count('\n') && Line <= 40; ++Line)
    explainCalls(Context, Wanted, "a.cpp", Line, nulls(), Errors);
  (void)driver::findNolint(Sources.getLocForEndOfFile(Sources.getMainFileID()),
                           "quiesce-deadlock", Sources);
}

static void dumpStages(clang::ASTContext &Context, Options Wanted) {
  Wanted.MaxStates = std::min(Wanted.MaxStates, 100u);
  std::vector<std::string> Problems;
  for (Stage Each : {Stage::Skeleton, Stage::System, Stage::States,
                     Stage::Stuck, Stage::Promela})
    dump(Context, Wanted, Each, "", nulls(), Problems);
}

void tryWhole(StringRef Text, Language In) {
  // To tell clang's failures from ours.
  static const bool ParseOnly = getenv("QUIESCE_FUZZ_PARSE_ONLY");
  Options Wanted = optionsFor(Text);
  uint64_t Digest = digest(Text) / 16;
  parse(Text, In, [&](clang::ASTContext &Context) {
    if (ParseOnly)
      return;
    std::string Once = passedOn(analyze(Context, Wanted));
    show(Once);
    switch (Digest % 8) {
    case 0:
      if (passedOn(analyze(Context, Wanted)) != Once)
        std::abort();
      break;
    case 1:
      inspect(Context, Wanted);
      break;
    case 2:
      dumpStages(Context, Wanted);
      break;
    }
  });
}

} // namespace quiesce::fuzz
