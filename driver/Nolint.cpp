//===- Nolint.cpp - findings silenced in the source -----------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Nolint.h"
#include "CheckGlobs.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace quiesce::driver {
namespace {

enum class Directive { Line, NextLine, Begin, End };

struct Comment {
  Directive Kind;
  std::optional<StringRef> Checks; ///< what stands in parentheses
};

} // namespace

/// The directives of one line, in order.
static SmallVector<Comment, 2> directives(StringRef Line) {
  static constexpr StringRef Word = "NOLINT";
  SmallVector<Comment, 2> Result;
  for (size_t At = Line.find(Word); At != StringRef::npos;
       At = Line.find(Word)) {
    bool Starts = At == 0 || !isAlnum(Line[At - 1]);
    Line = Line.drop_front(At + Word.size());
    StringRef Suffix = Line.take_while([](char C) { return isAlpha(C); });
    Line = Line.drop_front(Suffix.size());
    Comment Found{Directive::Line, std::nullopt};
    if (Suffix == "NEXTLINE")
      Found.Kind = Directive::NextLine;
    else if (Suffix == "BEGIN")
      Found.Kind = Directive::Begin;
    else if (Suffix == "END")
      Found.Kind = Directive::End;
    else if (!Suffix.empty())
      continue;
    if (Line.consume_front("(")) {
      size_t Close = Line.find(')');
      if (Close != StringRef::npos)
        Found.Checks = Line.take_front(Close);
    }
    if (Starts)
      Result.push_back(Found);
  }
  return Result;
}

static bool names(const Comment &Found, StringRef Check) {
  return !Found.Checks || CheckGlobs(*Found.Checks).contains(Check);
}

/// Whether a block that is open at \p Index, counting from 0, is closed after
/// it with the same list.
static bool isInBlock(ArrayRef<StringRef> Lines, size_t Index,
                      StringRef Check) {
  SmallVector<Comment, 2> Open;
  for (size_t I = 0; I < Lines.size(); ++I) {
    for (const Comment &Found : directives(Lines[I])) {
      if (Found.Kind == Directive::Begin && I <= Index && names(Found, Check))
        Open.push_back(Found);
      if (Found.Kind != Directive::End || Open.empty() ||
          Open.back().Checks != Found.Checks)
        continue;
      if (I >= Index)
        return true;
      Open.pop_back();
    }
  }
  return false;
}

bool isSuppressed(StringRef Text, unsigned Line, StringRef Check) {
  SmallVector<StringRef, 0> Lines;
  Text.split(Lines, '\n');
  if (Line == 0 || Line > Lines.size())
    return false;
  for (const Comment &Found : directives(Lines[Line - 1]))
    if (Found.Kind == Directive::Line && names(Found, Check))
      return true;
  if (Line > 1)
    for (const Comment &Found : directives(Lines[Line - 2]))
      if (Found.Kind == Directive::NextLine && names(Found, Check))
        return true;
  return isInBlock(Lines, Line - 1, Check);
}

bool isSuppressed(clang::SourceLocation Where, StringRef Check,
                  const clang::SourceManager &Sources) {
  while (Where.isValid()) {
    auto [File, Offset] =
        Sources.getDecomposedLoc(Sources.getSpellingLoc(Where));
    if (std::optional<StringRef> Text = Sources.getBufferDataOrNone(File))
      if (isSuppressed(*Text, Sources.getLineNumber(File, Offset), Check))
        return true;
    if (!Where.isMacroID())
      return false;
    Where = Sources.getImmediateExpansionRange(Where).getBegin();
  }
  return false;
}

} // namespace quiesce::driver
