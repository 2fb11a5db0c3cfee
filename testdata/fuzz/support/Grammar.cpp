//===- Grammar.cpp - random texts that follow a grammar -------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Grammar.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"
#include <cstdlib>
#include <set>

using namespace llvm;

namespace quiesce::fuzz {

Grammar::Grammar(StringRef Text) {
  for (StringRef Line : split(Text, '\n')) {
    if (Line.empty() || Line.starts_with("#"))
      continue;
    auto [Name, Production] = Line.split(':');
    std::string &Added =
        Productions[Name].emplace_back(Production.ltrim().str());
    for (size_t At; (At = Added.find("\\n")) != std::string::npos;)
      Added.replace(At, 2, "\n");
  }
}

const Grammar &Grammar::programs() {
  static const Grammar Known = [] {
    auto Text = MemoryBuffer::getFile(QUIESCE_TESTDATA "/fuzz/grammar.txt");
    if (!Text)
      std::abort();
    return Grammar((*Text)->getBuffer());
  }();
  return Known;
}

class Expansion {
public:
  Expansion(const Grammar &Rules, ArrayRef<uint8_t> Choices)
      : Rules(Rules), Choices(Choices) {}

  void expand(StringRef Name, unsigned Depth) {
    auto It = Rules.Productions.find(Name);
    if (It == Rules.Productions.end()) {
      errs() << "the grammar has no '" << Name << "'\n";
      std::abort();
    }
    StringRef Production = choose(It->second, Depth);
    while (!Production.empty()) {
      size_t Next = std::min(Production.find('$'), Production.size());
      literally(Production.take_front(Next));
      Production = Production.drop_front(Next);
      if (!Production.consume_front("$"))
        continue;
      bool Declares = Production.consume_front("+");
      StringRef Inner =
          Production.take_while([](char C) { return isAlpha(C); });
      Production = Production.drop_front(Inner.size());
      if (Declares)
        declare(Inner);
      else
        expand(Inner, Depth + 1);
    }
  }

  std::string Out;

private:
  StringRef choose(const std::vector<std::string> &From, unsigned Depth) {
    static constexpr size_t MostText = 4000, MostDepth = 24;
    if (Choices.empty() || Out.size() > MostText || Depth > MostDepth)
      return From.front();
    uint8_t Byte = Choices.front();
    Choices = Choices.drop_front();
    return From[Byte % From.size()];
  }

  void literally(StringRef Text) {
    Out += Text;
    for (char C : Text) {
      if (C == '{')
        Scopes.emplace_back();
      else if (C == '}' && Scopes.size() > 1)
        Scopes.pop_back();
    }
  }

  void declare(StringRef Name) {
    unsigned Number = 0;
    while (!Scopes.back().insert((Name + Twine(Number)).str()).second)
      ++Number;
    Out += (Name + Twine(Number)).str();
  }

  const Grammar &Rules;
  ArrayRef<uint8_t> Choices;
  std::vector<std::set<std::string>> Scopes{1};
};

std::string Grammar::text(StringRef Name, ArrayRef<uint8_t> Choices) const {
  Expansion Result(*this, Choices);
  Result.expand(Name, 0);
  return std::move(Result.Out);
}

} // namespace quiesce::fuzz
