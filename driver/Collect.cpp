//===- Collect.cpp - the findings of many units ---------------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Collect.h"
#include "Cache.h"
#include "CheckGlobs.h"
#include "CommandLine.h"
#include "Configuration.h"
#include "Fingerprint.h"
#include "Paths.h"
#include "Progress.h"
#include "Workers.h"
#include "tidy/TidyConfiguration.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/Regex.h"
#include <chrono>
#include <csignal>
#include <tuple>

using namespace llvm;

namespace quiesce::driver {

static bool before(const ReportedFinding &A, const ReportedFinding &B) {
  auto Parts = [](const Finding &F) {
    return std::tie(F.Where, F.Kind, F.Message, F.Key);
  };
  if (Parts(A) != Parts(B))
    return Parts(A) < Parts(B);
  return std::lexicographical_compare(
      A.Steps.begin(), A.Steps.end(), B.Steps.begin(), B.Steps.end(),
      [](const Step &X, const Step &Y) {
        return std::tie(X.Where, X.Text) < std::tie(Y.Where, Y.Text);
      });
}

void mergeFindings(std::vector<ReportedFinding> &Findings) {
  sort(Findings, before);
  // The same place in a header that many units include, or one place that one
  // unit sees as this defect and another as that: told once, as the most
  // specific.  A change of the source is right only if it is right for all.
  auto Last = Findings.begin();
  for (auto It = Findings.begin(); It != Findings.end(); ++It) {
    if (It == Last)
      continue;
    if (!(It->Where == Last->Where)) {
      if (++Last != It)
        *Last = std::move(*It);
    } else if (!(It->Repair == Last->Repair)) {
      Last->Repair.reset();
    }
  }
  if (Last != Findings.end())
    Findings.erase(++Last, Findings.end());
}

/// A comment is used when it is in any unit.
static void mergeNolints(std::vector<NolintUse> &Nolints) {
  sort(Nolints, [](const NolintUse &A, const NolintUse &B) {
    return std::tie(A.Where, B.Used) < std::tie(B.Where, A.Used);
  });
  Nolints.erase(std::unique(Nolints.begin(), Nolints.end(),
                            [](const NolintUse &A, const NolintUse &B) {
                              return A.Where == B.Where;
                            }),
                Nolints.end());
}

static std::string compileProblem(const Unit &One,
                                  const std::vector<std::string> &Errors) {
  std::string Text;
  for (const std::string &Error : Errors)
    Text += Error + "\n";
  return Text + "quiesce: error: '" + One.Filename +
         "' does not compile and was not analysed; build the project first, so "
         "that generated headers exist, see that its compile command in the "
         "database is up to date, and ask quiesce doctor\n";
}

/// A command that analyses this unit alone, wherever it is run.
static std::string reproducer(const Unit &One, const CommandLine &Wanted) {
  std::string Line = "cd " + shellQuoted(One.Directory) + " && quiesce check " +
                     shellQuoted(One.Filename);
  for (const std::string &Option : Wanted.analysisOptions())
    Line += " " + shellQuoted(Option);
  Line += " --";
  for (const std::string &Word : One.CommandLine)
    Line += " " + shellQuoted(Word);
  return Line;
}

static std::string jobProblem(const Unit &One, const JobResult &Job,
                              const CommandLine &Wanted) {
  if (Job.TimedOut)
    return "quiesce: error: the analysis of '" + One.Filename +
           "' was stopped after " + std::to_string(Wanted.UnitSeconds) +
           " seconds; give it more with --unit-timeout\n";
  if (Job.Signal == SIGKILL)
    return "quiesce: error: the analysis of '" + One.Filename + "' was " +
           Job.Problem +
           ", most likely for want of memory; analyse fewer files at a time, "
           "with -j\n";
  return "quiesce: error: the analysis of '" + One.Filename + "' was " +
         (Job.Output ? "cut short" : Job.Problem) +
         "; this is a defect of quiesce, please report it with the file; to "
         "see it again: " +
         reproducer(One, Wanted) + "\n";
}

namespace {

/// One file has one name, by whatever links the units have reached it.
class OneName {
public:
  void give(UnitReport &Report);

private:
  void give(Location &Where);
  StringMap<std::string> Known; ///< by the name a unit has for it
};

class Collector {
public:
  Collector(const CommandLine &Wanted, const Configuration &Team)
      : Wanted(Wanted), Team(Team) {}

  Collection run(UnitSelection Selection);

private:
  struct Settled {
    CheckSettings Settings;
    CheckGlobs Checks;
  };
  Settled settle(const Unit &One);
  void add(const Unit &One, const CheckGlobs &Checks, UnitReport Report);
  /// \p What happened to it, as --stats counts it.
  void notAnalysed(const Unit &One, std::string Text, const char *What);
  void analyzeAll(const std::vector<Unit> &Units);
  void leaveOutOtherHeaders(const std::vector<Unit> &Units);

  const CommandLine &Wanted;
  const Configuration &Team;
  tidy::TidyConfiguration Tidy;
  OneName Names;
  Collection Whole;
};

} // namespace

void OneName::give(Location &Where) {
  auto [It, New] = Known.try_emplace(Where.File);
  if (New)
    It->second = canonicalPath(Where.File);
  Where.File = It->second;
}

void OneName::give(UnitReport &Report) {
  for (ReportedFinding &Defect : Report.Findings) {
    give(Defect.Where);
    for (Step &Told : Defect.Steps)
      give(Told.Where);
    if (Defect.Repair)
      give(Defect.Repair->Where);
    if (Defect.Silenced)
      give(Defect.Silenced->Where);
  }
  for (NolintUse &Each : Report.Nolints)
    give(Each.Where);
}

/// What is to be done with a unit: the defaults, then `.clang-tidy`, then
/// `.quiesce.yaml`, then the command line.
Collector::Settled Collector::settle(const Unit &One) {
  tidy::FileConfiguration Found = Tidy.forFile(One.Filename);
  for (std::string &Error : Found.Errors)
    if (!is_contained(Whole.Errors, Error))
      Whole.Errors.push_back(std::move(Error));
  for (Options &Each : Found.Settings) {
    Team.override(One, Each);
    Wanted.override(Each);
  }
  return {
      std::move(Found.Settings),
      CheckGlobs("*" + Found.Checks + Team.checks(One) + "," + Wanted.Checks)};
}

void Collector::add(const Unit &One, const CheckGlobs &Checks,
                    UnitReport Report) {
  Names.give(Report);
  if (!Report.CompileErrors.empty())
    notAnalysed(One, compileProblem(One, Report.CompileErrors),
                "do not compile");
  else if (!Report.ModelErrors.empty())
    ++Whole.NotAnalysed["have mistakes in their models"];
  Whole.ModelErrors.insert(Report.ModelErrors.begin(),
                           Report.ModelErrors.end());
  for (ReportedFinding &Defect : Report.Findings)
    if (Checks.contains(record(Defect.Kind).Name))
      Whole.Findings.push_back(std::move(Defect));
  append_range(Whole.Nolints, Report.Nolints);
  Whole.Stats.add(Report.Stats);
  for (const GivenUp &Each : Report.Left)
    Whole.GivenUp[{One.Filename, Each.Why}].push_back(Each.System);
}

void Collector::notAnalysed(const Unit &One, std::string Text,
                            const char *What) {
  Whole.Problems.push_back({One.Filename, std::move(Text)});
  ++Whole.NotAnalysed[What];
}

void Collector::analyzeAll(const std::vector<Unit> &Units) {
  Cache Kept(Wanted.CacheFolder, uint64_t(Wanted.CacheMegabytes) << 20);
  if (std::optional<std::string> Error = Kept.problem()) {
    Whole.Errors.push_back(*Error);
    Whole.NotAnalysed["were not begun"] = Units.size();
    return;
  }
  Progress Line(Units.size(), Wanted.Quiet);
  std::vector<Settled> Settings;
  std::vector<unsigned> Missing; // what the cache does not have, in Units
  for (unsigned I = 0; I < Units.size(); ++I) {
    Settings.push_back(settle(Units[I]));
    if (auto Known = Kept.find(Units[I], Settings[I].Settings)) {
      ++Whole.FromCache;
      Line.finish(Units[I].Filename);
      add(Units[I], Settings[I].Checks, std::move(*Known));
    } else {
      Missing.push_back(I);
    }
  }
  runJobs(
      Missing.size(), {Wanted.Jobs, Wanted.UnitSeconds},
      [&](unsigned I) {
        const Unit &One = Units[Missing[I]];
        return Kept.analyze(One, Settings[Missing[I]].Settings);
      },
      [&](unsigned I) { Line.begin(Units[Missing[I]].Filename); },
      [&](unsigned I, const JobResult &Job) {
        const Unit &One = Units[Missing[I]];
        Line.finish(One.Filename);
        Whole.UnitSeconds.emplace_back(Job.Seconds, One.Filename);
        std::optional<UnitReport> Report;
        if (Job.Output)
          Report = read(*Job.Output);
        if (Report)
          add(One, Settings[Missing[I]].Checks, std::move(*Report));
        else
          notAnalysed(One, jobProblem(One, Job, Wanted),
                      Job.TimedOut ? "took too long" : "were cut short");
      });
  if (!Missing.empty())
    Kept.prune();
}

void Collector::leaveOutOtherHeaders(const std::vector<Unit> &Units) {
  std::set<StringRef> MainFiles;
  for (const Unit &One : Units)
    MainFiles.insert(One.Filename);
  auto Matches = [](const std::string &Expression, StringRef File) {
    return !Expression.empty() && Regex(Expression).match(File);
  };
  size_t Before = Whole.Findings.size();
  erase_if(Whole.Findings, [&](const Finding &Defect) {
    StringRef File = Defect.Where.File;
    return !MainFiles.count(File) &&
           (!Matches(Wanted.HeaderFilter, File) ||
            Matches(Wanted.ExcludeHeaderFilter, File));
  });
  Whole.OtherHeaders = Before - Whole.Findings.size();
}

Collection Collector::run(UnitSelection Selection) {
  auto Begin = std::chrono::steady_clock::now();
  Whole.Errors = std::move(Selection.Errors);
  Whole.Units = Selection.Units.size();
  analyzeAll(Selection.Units);
  mergeFindings(Whole.Findings);
  giveFingerprints(Whole.Findings);
  leaveOutOtherHeaders(Selection.Units);
  mergeNolints(Whole.Nolints);
  sort(Whole.Problems, [](const Problem &A, const Problem &B) {
    return std::tie(A.File, A.Text) < std::tie(B.File, B.Text);
  });
  sort(Whole.UnitSeconds, std::greater<>());
  Whole.Seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - Begin)
          .count();
  return std::move(Whole);
}

Collection collect(const CommandLine &Wanted, UnitSelection Selection,
                   const Configuration &Team) {
  return Collector(Wanted, Team).run(std::move(Selection));
}

bool printProblems(const Collection &Whole) {
  for (const std::string &Text : Whole.Errors)
    error() << Text << '\n';
  for (const std::string &Text : Whole.ModelErrors)
    errs() << Text << '\n';
  if (!Whole.ModelErrors.empty())
    error() << "a model file has mistakes, and nothing it applies to was "
               "analysed; mend it, docs/models.md has the format\n";
  for (const Problem &Each : Whole.Problems)
    errs() << Each.Text;
  return !Whole.complete();
}

} // namespace quiesce::driver
