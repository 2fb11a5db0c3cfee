//===- Tokens.cpp - a program as words ------------------------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Tokens.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace quiesce::fuzz {

static size_t literalSize(StringRef Text) {
  char Quote = Text.front();
  for (size_t I = 1; I < Text.size(); ++I) {
    if (Text[I] == '\\')
      ++I;
    else if (Text[I] == Quote || Text[I] == '\n')
      return I + 1;
  }
  return Text.size();
}

static size_t wordSize(StringRef Text) {
  auto IsWord = [](char C) { return isAlnum(C) || C == '_' || C == '$'; };
  if (Text.starts_with("//") || Text.starts_with("#"))
    return Text.take_until([](char C) { return C == '\n'; }).size();
  if (Text.front() == '"' || Text.front() == '\'')
    return literalSize(Text);
  if (IsWord(Text.front()))
    return Text.take_while(IsWord).size();
  for (StringRef Long : {"<=>", "->*", "...", "::", "->", "++", "--", "<<",
                         ">>", "<=", ">=", "==", "!=", "&&", "||", "+=", "-="})
    if (Text.starts_with(Long))
      return Long.size();
  return 1;
}

std::vector<StringRef> tokens(StringRef Text) {
  std::vector<StringRef> Result;
  while (!Text.empty()) {
    size_t Size = wordSize(Text);
    Size += Text.drop_front(Size).take_while(isSpace).size();
    Result.push_back(Text.take_front(Size));
    Text = Text.drop_front(Size);
  }
  return Result;
}

size_t closing(const std::vector<StringRef> &Tokens, size_t Open) {
  StringRef Brackets = "([{)]}";
  int Depth = 0;
  for (size_t I = Open; I < Tokens.size(); ++I) {
    size_t Kind = Brackets.find(Tokens[I].front());
    if (Kind != StringRef::npos)
      Depth += Kind < 3 ? 1 : -1;
    if (Depth <= 0)
      return I == Open ? Open : I + 1;
  }
  return Open;
}

} // namespace quiesce::fuzz
