//===- ReportTest.cpp - findings of many units, as text -------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/Report.h"
#include "driver/UnitReport.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "gtest/gtest.h"

using namespace quiesce;
using namespace quiesce::driver;

static Finding finding(std::string File, unsigned Line, std::string Key) {
  Finding Made;
  Made.Where = {std::move(File), Line, 1, 0};
  Made.Message = "'send' waits for \"100 %\"";
  Made.Steps = {{{"/other.h", 7, 2, 0}, "spawns the task", 3}};
  Made.Key = std::move(Key);
  Made.Tasks = {"main", "worker"};
  return Made;
}

static std::vector<unsigned> lines(const std::vector<Finding> &Findings) {
  std::vector<unsigned> Result;
  for (const Finding &Each : Findings)
    Result.push_back(Each.Where.Line);
  return Result;
}

TEST(Report, MergesWhateverTheOrder) {
  std::vector<Finding> One = {finding("/a.h", 3, "k"), finding("/a.h", 9, "l"),
                              finding("/b.h", 1, "k"), finding("/a.h", 3, "k")};
  std::vector<Finding> Other(One.rbegin(), One.rend());
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
  Finding Defect = finding(File.str().str(), 1, "k");
  Location Here = Defect.Where, There{Here.File, 2, 1, 0};
  Defect.Steps = {{Here, "a"}, {There, "b"}, {There, "c"}, {Here, "d"}};
  std::string Text;
  llvm::raw_string_ostream Out(Text);
  // The last note of the first is where the second is: that one is shown.
  printFindings({Defect, Defect}, Out);
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
  Sent.CompileErrors = {"/a.cpp:1:2: error: caf\xe9"};
  Sent.ModelErrors = {"m.yaml:1:2: error: x"};
  Sent.Stats.States = 1ul << 40;
  std::optional<UnitReport> Got = read(write(Sent));
  ASSERT_TRUE(Got);
  ASSERT_EQ(Got->Findings.size(), 1u);
  const Finding &Defect = Got->Findings[0];
  EXPECT_EQ(Defect.Where, Sent.Findings[0].Where);
  EXPECT_EQ(Defect.Message, Sent.Findings[0].Message);
  EXPECT_EQ(Defect.Key, "k");
  EXPECT_EQ(Defect.Tasks, Sent.Findings[0].Tasks);
  ASSERT_EQ(Defect.Steps.size(), 1u);
  EXPECT_EQ(Defect.Steps[0].Where.Line, 7u);
  EXPECT_EQ(Defect.Steps[0].Text, "spawns the task");
  EXPECT_EQ(Defect.Steps[0].Task, 3u);
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
