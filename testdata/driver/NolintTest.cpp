//===- NolintTest.cpp - findings silenced in the source -------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/Nolint.h"
#include "gtest/gtest.h"

using quiesce::driver::isSuppressed;

static bool silenced(const char *Text, unsigned Line) {
  return isSuppressed(Text, Line, "quiesce-blocked-send");
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
