//===- Check.cpp - quiesce check ------------------------------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Baseline.h"
#include "CheckGlobs.h"
#include "CommandLine.h"
#include "Configuration.h"
#include "Fixes.h"
#include "Lines.h"
#include "Paths.h"
#include "Report.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FormatVariadic.h"
#include <map>

using namespace llvm;

namespace quiesce::driver {

namespace {

/// What a report may be narrowed by, read before anything is analysed.
struct Narrowing {
  std::optional<LineFilter> Lines;   ///< of --line-filter
  std::optional<LineFilter> Changes; ///< of --diff
  std::optional<StringSet<>> Baseline;
};

/// How many findings were left out, by reason.
struct LeftOut {
  size_t Silenced = 0, OtherLines = 0, InBaseline = 0;
  size_t GoneFromBaseline = 0; ///< in the baseline, and not found any more
};

} // namespace

/// Moves what an Expected holds, or says its error.
template <typename T>
static bool take(Expected<T> Given, const Twine &Before,
                 std::optional<T> &Into) {
  if (!Given) {
    error() << Before << toString(Given.takeError()) << '\n';
    return false;
  }
  Into.emplace(std::move(*Given));
  return true;
}

static bool readNarrowing(const CommandLine &Wanted, Narrowing &Into) {
  if (!Wanted.LineFilter.empty()) {
    std::optional<std::vector<tidy::FileLines>> Lines;
    if (!take(tidy::parseLineFilter(Wanted.LineFilter),
              "--line-filter cannot be read: ", Lines))
      return false;
    Into.Lines.emplace(std::move(*Lines));
  }
  if (!Wanted.DiffRef.empty() &&
      !take(linesSince(Wanted.DiffRef),
            "--diff " + Wanted.DiffRef + " cannot be told in this folder: ",
            Into.Changes))
    return false;
  return Wanted.BaselineFile.empty() ||
         take(readBaseline(Wanted.BaselineFile), "", Into.Baseline);
}

/// Sorts the findings into those that count and those that are left out.
static Report sift(Collection &Whole, const CommandLine &Wanted,
                   const Narrowing &Only, LeftOut &Out) {
  Report Result;
  Result.Units = Whole.Units;
  Result.Problems = Whole.Problems;
  Result.ComparedToBaseline = Only.Baseline.has_value();
  CheckGlobs Errors(Wanted.WarningsAsErrors);
  StringSet<> Seen;
  for (ReportedFinding &Each : Whole.Findings) {
    Seen.insert(Each.Fingerprint);
    bool Counts = !Each.Silenced ||
                  (Wanted.RequireReason && Each.Silenced->Reason.empty());
    if (!Counts) {
      ++Out.Silenced;
      Result.Suppressed.push_back(std::move(Each));
    } else if ((Only.Lines && !Only.Lines->touches(Each)) ||
               (Only.Changes && !Only.Changes->touches(Each))) {
      ++Out.OtherLines;
    } else if (Only.Baseline && Only.Baseline->contains(Each.Fingerprint)) {
      ++Out.InBaseline;
    } else {
      Each.IsError = Errors.contains(record(Each.Kind).Name);
      Result.Findings.push_back(std::move(Each));
    }
  }
  if (Only.Baseline)
    for (const auto &Known : *Only.Baseline)
      Out.GoneFromBaseline += !Seen.contains(Known.getKey());
  if (!Wanted.ShowSuppressed)
    Result.Suppressed.clear();
  return Result;
}

/// Comments that name quiesce and silence nothing; none are known while some
/// unit could not be analysed.
static size_t printUnusedNolints(const Collection &Whole) {
  if (!Whole.complete())
    return 0;
  size_t Count = 0;
  for (const NolintUse &Each : Whole.Nolints) {
    if (Each.Used)
      continue;
    ++Count;
    errs() << shownPath(Each.Where.File) << ':' << Each.Where.Line << ':'
           << Each.Where.Column
           << ": warning: this NOLINT silences no finding; remove it\n";
  }
  return Count;
}

/// Some of \p Names, and how many there are.
static std::string someOf(ArrayRef<std::string> Names) {
  constexpr size_t Shown = 3;
  std::string Text = join(Names.take_front(Shown), ", ");
  if (Names.size() > Shown)
    Text += formatv(" and {0} more", Names.size() - Shown);
  return Text;
}
/// How many of the units that took longest are named.
static constexpr size_t Slowest = 3;

static void printStatistics(const Report &Shown, const Collection &Whole,
                            const LeftOut &Out) {
  std::map<StringRef, size_t> ByCheck;
  for (const ReportedFinding &Each : Shown.Findings)
    ++ByCheck[record(Each.Kind).Name];
  auto Row = [](size_t Count, const Twine &What) {
    errs() << formatv("{0,9}  ", Count) << What << '\n';
  };
  auto RowIfAny = [&](size_t Count, const Twine &What) {
    if (Count)
      Row(Count, What);
  };
  errs() << "findings\n";
  for (auto [Name, Count] : ByCheck)
    Row(Count, Name);
  RowIfAny(Out.Silenced, "not shown: silenced by NOLINT");
  RowIfAny(Out.InBaseline, "not shown: in the baseline");
  RowIfAny(Out.OtherLines, "not shown: no step on the lines asked for");
  RowIfAny(Whole.OtherHeaders, "not shown: in other headers");
  RowIfAny(Out.GoneFromBaseline,
           "in the baseline and not found any more; write it anew");
  errs() << "units\n";
  size_t Failed = 0;
  for (const auto &[What, Count] : Whole.NotAnalysed)
    Failed += Count;
  Row(Whole.Units - Whole.FromCache - Failed, "analysed");
  RowIfAny(Whole.FromCache, "taken from the cache");
  for (const auto &[What, Count] : Whole.NotAnalysed)
    Row(Count, "not analysed: " + What);
  errs() << "work\n";
  Row(Whole.Stats.Functions, "functions lowered");
  Row(Whole.Stats.Instructions, "instructions of these");
  Row(Whole.Stats.Systems, "systems explored");
  Row(Whole.Stats.States, "states");
  Row(Whole.Stats.Steps, "steps");
  Row((Whole.Stats.Bytes + 1023) >> 10, "KiB for the states of one system");
  if (!Whole.GivenUp.empty())
    errs() << "not, or not wholly, looked at\n";
  for (const auto &[FileAndWhy, Systems] : Whole.GivenUp)
    Row(Systems.size(), shownPath(FileAndWhy.first) + ": " + FileAndWhy.second +
                            ": " + someOf(Systems));
  errs() << "time\n";
  auto Seconds = [](double Count, const Twine &What) {
    errs() << formatv("{0,9:F1}  ", Count) << What << '\n';
  };
  Seconds(Whole.Seconds, "seconds");
  for (const auto &[Count, File] :
       ArrayRef(Whole.UnitSeconds).take_front(Slowest))
    Seconds(Count, "of these for " + shownPath(File));
}

/// Silence about what was given up would look like praise.
static void printSummary(size_t Found, const Collection &Whole,
                         bool WithStatistics) {
  errs() << formatv("{0} finding{1} in {2} file{3}", Found,
                    Found == 1 ? "" : "s", Whole.Units,
                    Whole.Units == 1 ? "" : "s");
  StringSet<> Functions;
  for (const auto &[FileAndWhy, Systems] : Whole.GivenUp)
    for (const std::string &Each : Systems)
      Functions.insert(FileAndWhy.first + Each);
  if (const unsigned Count = Functions.size())
    errs() << formatv("; {0} function{1} not wholly looked at{2}", Count,
                      Count == 1 ? "" : "s",
                      WithStatistics ? "" : ", see --stats");
  errs() << '\n';
}

/// False when a file could not be written.
static bool fix(const Report &Shown, bool Quiet) {
  AppliedFixes Done = applyFixes(Shown);
  for (const std::string &Text : Done.Errors)
    error() << Text << '\n';
  if (!Quiet) {
    errs() << formatv("{0} fix{1} applied in {2} file{3}\n", Done.Applied,
                      Done.Applied == 1 ? "" : "es", Done.Files.size(),
                      Done.Files.size() == 1 ? "" : "s");
    if (Done.Overlapping)
      errs() << formatv("{0} left, for they overlap others; run it again\n",
                        Done.Overlapping);
  }
  return Done.Errors.empty();
}

int runCheck(const CommandLine &Given) {
  CommandLine Wanted = Given;
  UnitSelection Selection = selectUnits(Wanted.Choice);
  Configuration Team;
  Narrowing Only;
  if (!Team.read(Selection.Units, Wanted) || !readNarrowing(Wanted, Only))
    return Failed;
  Collection Whole = collect(Wanted, std::move(Selection), Team);
  LeftOut Out;
  Report Shown = sift(Whole, Wanted, Only, Out);
  std::vector<Destination> Destinations = Wanted.Formats;
  if (!Wanted.ExportFixes.empty()) {
    static constexpr Format Fixes = {"", writeFixes, ""};
    Destinations.push_back({&Fixes, Wanted.ExportFixes});
  }
  bool Written = true;
  if (Error Problem = writeReport(Shown, Destinations)) {
    error() << toString(std::move(Problem)) << '\n';
    Written = false;
  }
  size_t Unused = Wanted.UnusedSuppressions ? printUnusedNolints(Whole) : 0;
  bool Incomplete = printProblems(Whole);
  // Reports quote the sources, so they are written before these change.
  bool Fixed = !Wanted.ApplyFixes || fix(Shown, Wanted.Quiet);

  size_t Found = Shown.Findings.size();
  if (!Wanted.Quiet && Whole.Units)
    printSummary(Found, Whole, Wanted.ShowStatistics);
  if (Wanted.ShowStatistics)
    printStatistics(Shown, Whole, Out);
  if (Incomplete || !Written || !Fixed)
    return Failed;
  return Found || Unused ? FindingsReported : Clean;
}

} // namespace quiesce::driver
