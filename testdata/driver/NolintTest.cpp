//===- NolintTest.cpp - findings silenced in the source -------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/Nolint.h"
#include "gtest/gtest.h"

using namespace quiesce::driver;

static bool silenced(const char *Text, unsigned Line) {
  for (const Nolint &Each : parseNolints(Text))
    if (Each.silences(Line, "quiesce-blocked-send"))
      return true;
  return false;
}

TEST(Nolint, OnTheLine) {
  EXPECT_TRUE(silenced("f(); // NOLINT", 1));
  EXPECT_TRUE(silenced("f(); // NOLINT: reason", 1));
  EXPECT_TRUE(silenced("f(); // NOLINT(other, quiesce-blocked-send)", 1));
  EXPECT_TRUE(silenced("f(); // NOLINT(quiesce-*)", 1));
  EXPECT_FALSE(silenced("f(); // NOLINT(other)", 1));
  EXPECT_FALSE(silenced("f(); // NOLINTED", 1));
  EXPECT_FALSE(silenced("f(); // NOLINT\ng();", 2));
}

TEST(Nolint, OnTheLineBefore) {
  EXPECT_TRUE(silenced("// NOLINTNEXTLINE\nf();", 2));
  EXPECT_TRUE(silenced("// NOLINTNEXTLINE(quiesce-*)\nf();", 2));
  EXPECT_FALSE(silenced("// NOLINTNEXTLINE\n\nf();", 3));
  EXPECT_FALSE(silenced("f(); // NOLINTNEXTLINE\ng();", 1));
}

TEST(Nolint, InABlock) {
  const char *Text = "// NOLINTBEGIN(quiesce-*)\nf();\n// NOLINTEND(quiesce-*)"
                     "\ng();";
  EXPECT_TRUE(silenced(Text, 2));
  EXPECT_FALSE(silenced(Text, 4));
  EXPECT_FALSE(silenced("// NOLINTBEGIN\nf();", 2)) << "never closed";
  EXPECT_FALSE(silenced("// NOLINTBEGIN(other)\nf();\n// NOLINTEND(other)", 2));
}

TEST(Nolint, TellsPlaceAndReason) {
  std::vector<Nolint> Found = parseNolints(
      "int a;\n  f(); // NOLINT(quiesce-*): the watchdog stays\r\n"
      "g(); /* NOLINT(other) */\nh(); // NOLINT\n// NOLINTBEGIN(quiesce-*)");
  ASSERT_EQ(Found.size(), 4u);
  EXPECT_EQ(Found[0].Line, 2u);
  EXPECT_EQ(Found[0].Column, 11u);
  EXPECT_EQ(Found[0].Reason, "the watchdog stays");
  EXPECT_TRUE(Found[0].namesQuiesce());
  EXPECT_EQ(Found[1].Reason, "");
  EXPECT_FALSE(Found[1].namesQuiesce());
  EXPECT_EQ(Found[2].Reason, "");
  EXPECT_FALSE(Found[2].namesQuiesce()) << "it speaks of every check";
  EXPECT_GT(Found[3].First, Found[3].Last) << "never closed";
}
