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
#include "llvm/ADT/StringSwitch.h"

using namespace llvm;

namespace quiesce::driver {

static constexpr StringRef Word = "NOLINT";

bool Nolint::silences(unsigned OnLine, StringRef Check) const {
  return First <= OnLine && OnLine <= Last &&
         (!Checks || CheckGlobs(*Checks).contains(Check));
}

bool Nolint::namesQuiesce() const {
  return Checks && StringRef(*Checks).contains("quiesce-");
}

static std::string reasonIn(StringRef Rest) {
  Rest = Rest.take_front(Rest.find(Word)); // npos takes all
  Rest.consume_back("\r");
  Rest = Rest.rtrim();
  Rest.consume_back("*/");
  return Rest.trim(" \t:-/").str();
}

namespace {

enum class Directive { Line, NextLine, Begin, End };

class Parser {
public:
  std::vector<Nolint> run(StringRef Text) {
    for (unsigned Line = 1; !Text.empty(); ++Line) {
      StringRef Content;
      std::tie(Content, Text) = Text.split('\n');
      parseLine(Content, Line);
    }
    return std::move(Found);
  }

private:
  void parseLine(StringRef Content, unsigned Line) {
    for (size_t At = Content.find(Word); At != StringRef::npos;
         At = Content.find(Word, At + Word.size())) {
      if (At > 0 && isAlnum(Content[At - 1]))
        continue;
      StringRef Rest = Content.drop_front(At + Word.size());
      StringRef Suffix = Rest.take_while([](char C) { return isAlpha(C); });
      auto Kind = StringSwitch<std::optional<Directive>>(Suffix)
                      .Case("", Directive::Line)
                      .Case("NEXTLINE", Directive::NextLine)
                      .Case("BEGIN", Directive::Begin)
                      .Case("END", Directive::End)
                      .Default(std::nullopt);
      if (Kind)
        add(*Kind, Line, unsigned(At) + 1, Rest.drop_front(Suffix.size()));
    }
  }

  void add(Directive Kind, unsigned Line, unsigned Column, StringRef Rest) {
    Nolint Made;
    Made.Line = Line;
    Made.Column = Column;
    if (Rest.starts_with("("))
      if (size_t Close = Rest.find(')'); Close != StringRef::npos) {
        Made.Checks = Rest.slice(1, Close).str();
        Rest = Rest.drop_front(Close + 1);
      }
    Made.Reason = reasonIn(Rest);
    switch (Kind) {
    case Directive::Line:
      Made.First = Made.Last = Line;
      break;
    case Directive::NextLine:
      Made.First = Made.Last = Line + 1;
      break;
    case Directive::Begin:
      Open.push_back(Found.size());
      break;
    case Directive::End:
      if (!Open.empty() && Found[Open.back()].Checks == Made.Checks) {
        Found[Open.back()].First = Found[Open.back()].Line;
        Found[Open.back()].Last = Line;
        Open.pop_back();
      }
      return;
    }
    Found.push_back(std::move(Made));
  }

  std::vector<Nolint> Found;
  SmallVector<size_t, 4> Open; ///< each NOLINTBEGIN without its end, in Found
};

} // namespace

std::vector<Nolint> parseNolints(StringRef Text) {
  if (!Text.contains(Word))
    return {};
  return Parser().run(Text);
}

std::optional<Silencer> findNolint(clang::SourceLocation Where, StringRef Check,
                                   const clang::SourceManager &Sources) {
  while (Where.isValid()) {
    auto [File, Offset] =
        Sources.getDecomposedLoc(Sources.getSpellingLoc(Where));
    if (std::optional<StringRef> Text = Sources.getBufferDataOrNone(File)) {
      unsigned Line = Sources.getLineNumber(File, Offset);
      for (Nolint &Each : parseNolints(*Text))
        if (Each.silences(Line, Check))
          return Silencer{
              Sources.translateLineCol(File, Each.Line, Each.Column),
              std::move(Each)};
    }
    if (!Where.isMacroID())
      return std::nullopt;
    Where = Sources.getImmediateExpansionRange(Where).getBegin();
  }
  return std::nullopt;
}

} // namespace quiesce::driver
