//===- Check.cpp - quiesce check ------------------------------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CheckGlobs.h"
#include "CommandLine.h"
#include "Report.h"
#include "UnitReport.h"
#include "Workers.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include <map>
#include <set>

using namespace llvm;

namespace quiesce::driver {

namespace {

/// One line on a terminal that says where the run is; nothing elsewhere.
class Progress {
public:
  Progress(size_t Total, bool Quiet)
      : Total(Total), Shown(!Quiet && sys::Process::StandardErrIsDisplayed()) {}

  void advance(StringRef File) {
    ++Done;
    if (Shown)
      errs() << "\r\x1b[K"
             << formatv("[{0}/{1}] {2}", Done, Total,
                        sys::path::filename(File));
  }
  void clear() {
    if (Shown)
      errs() << "\r\x1b[K";
  }

private:
  size_t Total, Done = 0;
  bool Shown;
};

/// What all units said so far.
struct Summary {
  std::vector<Finding> Findings;
  std::map<std::string, std::string> Problems; ///< by file, several lines
  std::set<std::string> ModelErrors;
  Statistics Stats;
};

} // namespace

static std::string compileProblem(const Unit &One,
                                  const std::vector<std::string> &Errors) {
  std::string Text;
  for (const std::string &Error : Errors)
    Text += Error + "\n";
  return Text + "quiesce: error: '" + One.Filename +
         "' does not compile and was not analysed; build the project first, so "
         "that generated headers exist, and see that its compile command in "
         "the database is up to date\n";
}

static void add(const Unit &One, const JobResult &Job, const CheckGlobs &Wanted,
                Summary &Whole) {
  std::optional<UnitReport> Report;
  if (Job.Output)
    Report = read(*Job.Output);
  if (!Report) {
    Whole.Problems[One.Filename] =
        "quiesce: error: the analysis of '" + One.Filename + "' was " +
        (Job.Output ? "cut short" : Job.Problem) +
        "; this is a defect of quiesce, please report it with the file\n";
    return;
  }
  if (!Report->CompileErrors.empty())
    Whole.Problems[One.Filename] = compileProblem(One, Report->CompileErrors);
  Whole.ModelErrors.insert(Report->ModelErrors.begin(),
                           Report->ModelErrors.end());
  for (Finding &Defect : Report->Findings)
    if (Wanted.contains(record(Defect.Kind).Name))
      Whole.Findings.push_back(std::move(Defect));
  Whole.Stats.Functions += Report->Stats.Functions;
  Whole.Stats.Systems += Report->Stats.Systems;
  Whole.Stats.States += Report->Stats.States;
  Whole.Stats.Unknown += Report->Stats.Unknown;
}

static Summary analyzeAll(const std::vector<Unit> &Units,
                          const CommandLine &Wanted) {
  Summary Whole;
  Progress Line(Units.size(), Wanted.Quiet);
  CheckGlobs Checks(Wanted.Checks);
  runJobs(
      Units.size(), Wanted.Jobs,
      [&](unsigned I) { return write(analyzeUnit(Units[I], Wanted.Analysis)); },
      [&](unsigned I, const JobResult &Job) {
        Line.advance(Units[I].Filename);
        add(Units[I], Job, Checks, Whole);
      });
  Line.clear();
  mergeFindings(Whole.Findings);
  return Whole;
}

int runCheck(const CommandLine &Wanted) {
  UnitSelection Selection =
      selectUnits(Wanted.BuildPath, Wanted.Files, Wanted.Flags.get());
  Summary Whole = analyzeAll(Selection.Units, Wanted);
  printFindings(Whole.Findings, outs());
  outs().flush();

  for (const std::string &Text : Selection.Errors)
    error() << Text << '\n';
  for (const std::string &Text : Whole.ModelErrors)
    errs() << Text << '\n';
  if (!Whole.ModelErrors.empty())
    error() << "a model file has mistakes, and nothing it applies to was "
               "analysed; mend it, docs/models.md has the format\n";
  for (const auto &[File, Text] : Whole.Problems)
    errs() << Text;

  size_t Found = Whole.Findings.size(), Count = Selection.Units.size();
  if (!Wanted.Quiet && Count)
    errs() << formatv("{0} finding{1} in {2} file{3}\n", Found,
                      Found == 1 ? "" : "s", Count, Count == 1 ? "" : "s");
  if (Wanted.ShowStatistics)
    errs() << formatv("{0} functions lowered, {1} systems explored with {2} "
                      "states, {3} given up as unknown\n",
                      Whole.Stats.Functions, Whole.Stats.Systems,
                      Whole.Stats.States, Whole.Stats.Unknown);
  if (!Selection.Errors.empty() || !Whole.ModelErrors.empty() ||
      !Whole.Problems.empty())
    return Failed;
  return Found ? FindingsReported : Clean;
}

} // namespace quiesce::driver
