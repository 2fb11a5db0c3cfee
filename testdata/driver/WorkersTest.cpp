//===- WorkersTest.cpp - jobs in processes of their own -------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/Workers.h"
#include "gtest/gtest.h"
#include <cstdlib>
#include <map>
#include <unistd.h>
#include <vector>

using namespace quiesce::driver;

TEST(Workers, ACrashLosesOnlyItsJob) {
  std::map<unsigned, JobResult> Results;
  runJobs(
      5, {2, 0},
      [](unsigned Index) -> std::string {
        if (Index == 2)
          abort();
        return std::string(Index == 3 ? 1000000 : 1, char('a' + Index));
      },
      [](unsigned) {},
      [&](unsigned Index, const JobResult &Job) { Results[Index] = Job; });
  ASSERT_EQ(Results.size(), 5u);
  EXPECT_EQ(Results[0].Output, "a");
  EXPECT_FALSE(Results[2].Output);
  EXPECT_NE(Results[2].Problem.find("killed by signal 6"), std::string::npos);
  EXPECT_EQ(Results[3].Output, std::string(1000000, 'd'));
  EXPECT_EQ(Results[4].Output, "e");
}

TEST(Workers, NoJobs) {
  runJobs(
      0, {4, 0}, [](unsigned) { return std::string(); },
      [](unsigned) { FAIL(); }, [](unsigned, const JobResult &) { FAIL(); });
}

TEST(Workers, OneThatTakesTooLongLosesOnlyItsJob) {
  std::map<unsigned, JobResult> Results;
  std::vector<unsigned> Begun;
  runJobs(
      3, {2, 1},
      [](unsigned Index) -> std::string {
        if (Index == 0)
          for (;;)
            pause();
        return "done";
      },
      [&](unsigned Index) { Begun.push_back(Index); },
      [&](unsigned Index, const JobResult &Job) { Results[Index] = Job; });
  EXPECT_EQ(Begun, (std::vector<unsigned>{0, 1, 2}));
  ASSERT_EQ(Results.size(), 3u);
  EXPECT_TRUE(Results[0].TimedOut);
  EXPECT_FALSE(Results[0].Output);
  EXPECT_FALSE(Results[1].TimedOut);
  EXPECT_EQ(Results[2].Output, "done");
}
