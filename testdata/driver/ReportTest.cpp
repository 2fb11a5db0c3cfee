//===- ReportTest.cpp - findings of many units, as text -------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/Report.h"
#include "driver/Fingerprint.h"
#include "driver/Fixes.h"
#include "driver/Formats.h"
#include "driver/Lines.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "gtest/gtest.h"

using namespace quiesce;
using namespace quiesce::driver;

static ReportedFinding finding(std::string File, unsigned Line,
                               std::string Key) {
  ReportedFinding Made;
  Made.Where = {std::move(File), Line, 1, 0};
  Made.Message = "'send' waits for \"100 %\"";
  Made.Steps = {{{"/other.h", 7, 2, 0},
                 "spawns the task",
                 1,
                 StepKind::Spawn,
                 3,
                 5,
                 "send"}};
  Made.Key = std::move(Key);
  Made.Tasks = {"main", "worker"};
  return Made;
}

static std::vector<unsigned>
lines(const std::vector<ReportedFinding> &Findings) {
  std::vector<unsigned> Result;
  for (const Finding &Each : Findings)
    Result.push_back(Each.Where.Line);
  return Result;
}

TEST(Report, MergesWhateverTheOrder) {
  std::vector<ReportedFinding> One = {
      finding("/a.h", 3, "k"), finding("/a.h", 9, "l"), finding("/b.h", 1, "k"),
      finding("/a.h", 3, "k")};
  std::vector<ReportedFinding> Other(One.rbegin(), One.rend());
  mergeFindings(One);
  mergeFindings(Other);
  EXPECT_EQ(lines(One), (std::vector<unsigned>{3, 9, 1}));
  EXPECT_EQ(lines(Other), lines(One));
}

TEST(Report, ShowsAPlaceOnceAsClangDoes) {
  llvm::SmallString<128> File;
  int Descriptor;
  ASSERT_FALSE(
      llvm::sys::fs::createTemporaryFile("quiesce", "cpp", Descriptor, File));
  llvm::FileRemover Remover(File);
  llvm::raw_fd_ostream(Descriptor, /*shouldClose=*/true) << "one\ntwo\n";
  ReportedFinding Defect = finding(File.str().str(), 1, "k");
  Location Here = Defect.Where, There{Here.File, 2, 1, 0};
  Defect.Steps.clear();
  for (auto [Where, Text] : {std::pair(Here, "a"), std::pair(There, "b"),
                             std::pair(There, "c"), std::pair(Here, "d")}) {
    Step Told;
    Told.Where = Where;
    Told.Text = Text;
    Defect.Steps.push_back(Told);
  }
  std::string Text;
  llvm::raw_string_ostream Out(Text);
  // The last note of the first is where the second is: that one is shown.
  Report Twice;
  Twice.Findings = {Defect, Defect};
  writeText(Twice, Out);
  llvm::StringRef Left(Text);
  std::vector<std::string> Shown;
  for (auto [Line, Rest] = Left.split('\n'); !Line.empty();
       std::tie(Line, Rest) = Rest.split('\n'))
    Shown.push_back(Line.contains(": warning: ") ? "warning"
                    : Line.contains(": note: ")  ? Line.take_back(1).str()
                    : Line.contains('^')         ? "^"
                                                 : Line.take_back(3).str());
  std::vector<std::string> One = {"warning", "one", "^", "a",   "b", "two",
                                  "^",       "c",   "d", "one", "^"};
  std::vector<std::string> Both = One;
  Both.insert(Both.end(), One.begin(), One.end());
  EXPECT_EQ(Shown, Both);
}

TEST(Report, SurvivesThePipe) {
  UnitReport Sent;
  Sent.Findings = {finding("/a \"b\".h", 3, "k")};
  Sent.Findings[0].Silenced = {{"/a.h", 8, 3, 0}, "it lasts"};
  Sent.Nolints = {{{"/a.h", 8, 3, 0}, true}};
  Sent.CompileErrors = {"/a.cpp:1:2: error: caf\xe9"};
  Sent.ModelErrors = {"m.yaml:1:2: error: x"};
  Sent.Stats.States = 1ul << 40;
  std::optional<UnitReport> Got = read(write(Sent));
  ASSERT_TRUE(Got);
  ASSERT_EQ(Got->Findings.size(), 1u);
  const ReportedFinding &Defect = Got->Findings[0];
  EXPECT_EQ(Defect.Where, Sent.Findings[0].Where);
  EXPECT_EQ(Defect.Message, Sent.Findings[0].Message);
  EXPECT_EQ(Defect.Key, "k");
  EXPECT_EQ(Defect.Tasks, Sent.Findings[0].Tasks);
  ASSERT_EQ(Defect.Steps.size(), 1u);
  EXPECT_EQ(Defect.Steps[0].Where.Line, 7u);
  EXPECT_EQ(Defect.Steps[0].Text, "spawns the task");
  EXPECT_EQ(Defect.Steps[0].Task, 1u);
  EXPECT_EQ(Defect.Steps[0].Kind, StepKind::Spawn);
  EXPECT_EQ(Defect.Steps[0].Other, 3);
  EXPECT_EQ(Defect.Steps[0].Object, 5);
  EXPECT_EQ(Defect.Steps[0].Operation, "send");
  ASSERT_TRUE(Defect.Silenced);
  EXPECT_EQ(Defect.Silenced->Where.Line, 8u);
  EXPECT_EQ(Defect.Silenced->Reason, "it lasts");
  ASSERT_EQ(Got->Nolints.size(), 1u);
  EXPECT_TRUE(Got->Nolints[0].Used);
  EXPECT_EQ(Got->CompileErrors.size(), 1u);
  EXPECT_EQ(Got->ModelErrors, Sent.ModelErrors);
  EXPECT_EQ(Got->Stats.States, Sent.Stats.States);
}

TEST(Report, RefusesWhatWasCutShort) {
  std::string Text = write(UnitReport());
  EXPECT_TRUE(read(Text));
  EXPECT_FALSE(read(Text.substr(0, Text.size() / 2)));
  EXPECT_FALSE(read(""));
}

TEST(Fingerprint, HoldsNoFileAndNoOffset) {
  EXPECT_EQ(stableKey("quiesce-x|c:@F@run#|ch|send"),
            "quiesce-x|c:@F@run#|ch|send");
  EXPECT_EQ(stableKey("quiesce-x|c:pool.cpp@F@run#|ch|send"),
            stableKey("quiesce-x|c:farm.cpp@F@run#|ch|send"));
  EXPECT_EQ(stableKey("quiesce-x|c:pool.cpp@182@F@run#@Sa|ch|send"),
            stableKey("quiesce-x|c:pool.cpp@95@F@run#@Sa|ch|send"));
  EXPECT_EQ(stableKey("quiesce-x|~Pool|a@b|join"), "quiesce-x|~Pool|a@b|join");
}

TEST(Fingerprint, TellsAlikeApartByOrder) {
  std::vector<ReportedFinding> Findings = {finding("/a.cpp", 3, "k"),
                                           finding("/a.cpp", 9, "k"),
                                           finding("/a.cpp", 9, "l")};
  giveFingerprints(Findings);
  std::string First = Findings[0].Fingerprint;
  EXPECT_NE(First, Findings[1].Fingerprint);
  EXPECT_NE(First, Findings[2].Fingerprint);
  std::vector<ReportedFinding> Moved = {finding("/b.cpp", 70, "k")};
  giveFingerprints(Moved);
  EXPECT_EQ(First, Moved[0].Fingerprint);
}

TEST(Lines, OfADiff) {
  std::vector<tidy::FileLines> Files =
      parseDiff("diff --git a.cpp a.cpp\nindex 1..2 100644\n--- a.cpp\n+++ "
                "a.cpp\n@@ -3 +4,2 @@ int f()\n-x\n+++ y\n+z\n@@ -9,2 +9,0 @@"
                "\n-q\n-r\ndiff --git b.cpp b.cpp\n--- b.cpp\n+++ /dev/null\n"
                "@@ -1 +0,0 @@\n-x\n",
                "/r");
  ASSERT_EQ(Files.size(), 1u);
  EXPECT_EQ(Files[0].Name, "/r/a.cpp");
  // The second is a deletion: what stands on both sides of it.
  EXPECT_EQ(Files[0].Lines,
            (std::vector<std::pair<unsigned, unsigned>>{{4, 5}, {9, 10}}));
  ReportedFinding Defect = finding("/r/b.cpp", 4, "k");
  EXPECT_FALSE(LineFilter(Files).touches(Defect));
  Defect.Steps[0].Where = {"/r/a.cpp", 10, 1, 0};
  EXPECT_TRUE(LineFilter(Files).touches(Defect)) << "a step is enough";
}

TEST(Report, LosesAFixThatNotAllUnitsPropose) {
  ReportedFinding One = finding("/a.h", 3, "k"), Other = One;
  One.Repair = Fix{{"/a.h", 3, 4, 0}, 0, "first"};
  Other.Repair = Fix{{"/a.h", 3, 4, 0}, 0, "second"};
  std::vector<ReportedFinding> Same = {One, One}, Differ = {One, Other, One};
  mergeFindings(Same);
  mergeFindings(Differ);
  ASSERT_EQ(Same.size(), 1u);
  EXPECT_EQ(Same[0].Repair, One.Repair);
  ASSERT_EQ(Differ.size(), 1u);
  EXPECT_FALSE(Differ[0].Repair);
}

TEST(Fixes, MakesEachChangeOnceAndNoneThatOverlaps) {
  llvm::SmallString<128> File;
  int Descriptor;
  ASSERT_FALSE(
      llvm::sys::fs::createTemporaryFile("quiesce", "cpp", Descriptor, File));
  llvm::FileRemover Remover(File);
  llvm::raw_fd_ostream(Descriptor, /*shouldClose=*/true) << "f(1, {})\r\ng()";
  auto Fixed = [&](unsigned Line, unsigned Column, unsigned Length,
                   std::string Text) {
    ReportedFinding Defect = finding(File.str().str(), Line, "k");
    Defect.Repair =
        Fix{{File.str().str(), Line, Column, 0}, Length, std::move(Text)};
    return Defect;
  };
  Report What;
  What.Findings = {Fixed(1, 6, 2, "stop"), Fixed(1, 3, 5, "2"),
                   Fixed(2, 3, 0, "stop"), Fixed(2, 3, 0, "stop")};
  AppliedFixes Done = applyFixes(What);
  EXPECT_EQ(Done.Applied, 2u);
  EXPECT_EQ(Done.Overlapping, 1u);
  EXPECT_TRUE(Done.Errors.empty());
  auto Read = llvm::MemoryBuffer::getFile(File);
  ASSERT_TRUE(Read);
  EXPECT_EQ((*Read)->getBuffer(), "f(1, stop)\r\ng(stop)");
}
