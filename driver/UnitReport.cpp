//===- UnitReport.cpp - what the analysis of one unit has to say ----------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "UnitReport.h"
#include "Nolint.h"
#include "Parse.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include <tuple>

using namespace llvm;
using clang::SourceLocation;
using clang::SourceManager;

namespace quiesce::driver {

static void makeAbsolute(Location &Where, const SourceManager &Sources) {
  SmallString<256> Path(Where.File);
  Sources.getFileManager().makeAbsolutePath(Path);
  Where.File = Path.str().str();
}

static Location place(SourceLocation Where, const SourceManager &Sources) {
  clang::PresumedLoc At = Sources.getPresumedLoc(Where);
  Location Result{At.getFilename(), At.getLine(), At.getColumn(), 0};
  makeAbsolute(Result, Sources);
  return Result;
}

static auto optionsTuple(const Options &O) {
  return std::tie(O.MaxAssumptions, O.MaxStates, O.MaxSteps, O.MaxProgramSteps,
                  O.MaxUnitSteps, O.MaxStateMegabytes, O.MaxCallDepth,
                  O.ModelFile);
}

/// The findings of each check, under its own options.
static void analyzeAll(clang::ASTContext &Context,
                       const CheckSettings &Settings,
                       std::vector<Finding> &Findings, UnitReport &Report) {
  std::array<bool, CheckCount> Done{};
  for (unsigned First = 0; First < CheckCount; ++First) {
    if (Done[First])
      continue;
    for (unsigned I = First; I < CheckCount; ++I)
      if (optionsTuple(Settings[I]) == optionsTuple(Settings[First]))
        Done[I] = true;
    Result Found = analyze(Context, Settings[First]);
    Report.Stats.add(Found.Stats);
    llvm::append_range(Report.Left, Found.Left);
    for (const model::ModelError &Error : Found.ModelErrors)
      Report.ModelErrors.push_back(
          Error.File + ":" + std::to_string(Error.Line) + ":" +
          std::to_string(Error.Column) + ": error: " + Error.Message);
    for (Finding &Defect : Found.Findings)
      if (optionsTuple(Settings[unsigned(Defect.Kind)]) ==
          optionsTuple(Settings[First]))
        Findings.push_back(std::move(Defect));
  }
}

/// The comments in the unit's own files that name quiesce's checks.
static std::vector<NolintUse> nolintsOf(const SourceManager &Sources) {
  std::vector<NolintUse> Result;
  for (auto It = Sources.fileinfo_begin(); It != Sources.fileinfo_end(); ++It) {
    clang::FileID File = Sources.translateFile(It->first);
    if (File.isInvalid() ||
        Sources.isInSystemHeader(Sources.getLocForStartOfFile(File)))
      continue;
    if (std::optional<StringRef> Text = Sources.getBufferDataOrNone(File))
      for (const Nolint &Each : parseNolints(*Text))
        if (Each.namesQuiesce())
          Result.push_back(
              {place(Sources.translateLineCol(File, Each.Line, Each.Column),
                     Sources),
               false});
  }
  sort(Result, [](const NolintUse &A, const NolintUse &B) {
    return A.Where < B.Where;
  });
  return Result;
}

UnitReport analyzeUnit(const Unit &One, const CheckSettings &Settings,
                       IntrusiveRefCntPtr<vfs::FileSystem> Files) {
  UnitReport Report;
  auto Use = [&](clang::ASTContext &Context) {
    std::vector<Finding> Findings;
    analyzeAll(Context, Settings, Findings, Report);
    const SourceManager &Sources = Context.getSourceManager();
    Report.Nolints = nolintsOf(Sources);
    for (Finding &Defect : Findings) {
      SourceLocation Where =
          SourceLocation::getFromRawEncoding(Defect.Where.Raw);
      if (Sources.isInSystemHeader(Where))
        continue;
      ReportedFinding Told{std::move(Defect), std::nullopt, "", false};
      if (auto By = findNolint(Where, record(Told.Kind).Name, Sources)) {
        Told.Silenced = {place(By->Where, Sources), By->Comment.Reason};
        for (NolintUse &Each : Report.Nolints)
          Each.Used |= Each.Where == Told.Silenced->Where;
      }
      makeAbsolute(Told.Where, Sources);
      for (Step &Each : Told.Steps)
        makeAbsolute(Each.Where, Sources);
      if (Told.Repair)
        makeAbsolute(Told.Repair->Where, Sources);
      Report.Findings.push_back(std::move(Told));
    }
  };
  Report.CompileErrors = parseUnit(One, std::move(Files), Use);
  return Report;
}

} // namespace quiesce::driver
