//===- YamlKeys.cpp - tables of keys, and their values --------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/YamlKeys.h"

namespace quiesce::model {

StringRef nearest(StringRef Text, llvm::ArrayRef<StringRef> All) {
  StringRef Nearest;
  unsigned Least = 3; // more than two slips make another word
  for (StringRef Word : All) {
    unsigned Distance =
        Text.edit_distance(Word, /*AllowReplacements=*/true, Least);
    if (Distance < Least && Distance < Text.size() && !Word.empty()) {
      Least = Distance;
      Nearest = Word;
    }
  }
  return Nearest;
}

std::string choices(StringRef Text, llvm::ArrayRef<StringRef> All) {
  std::string Out;
  if (StringRef Meant = nearest(Text, All); !Meant.empty())
    Out = (", did you mean '" + Meant + "'").str();
  Out += "; expected one of ";
  bool First = true;
  for (StringRef Word : All) {
    if (Word.empty())
      continue;
    if (!First)
      Out += ", ";
    First = false;
    Out += Word;
  }
  return Out;
}

void readText(YamlReader &R, Node &N, const Twine &What, std::string &Out) {
  auto Text = R.text(N, What);
  if (!Text)
    return;
  if (Text->empty())
    R.error(N, What + " is empty; expected a word");
  Out = std::move(*Text);
}

void checkName(YamlReader &R, SMLoc At, StringRef Name) {
  if (Name.starts_with("::"))
    R.error(At, "name '" + Name + "' begins with '::'; expected it without");
  else if (Name.contains('<') && !Name.contains("operator"))
    R.error(At, "name '" + Name +
                    "' has template arguments; expected it without, it then "
                    "stands for every specialisation");
  else if (Name.contains(' ') || Name.contains('('))
    R.error(At, "name '" + Name +
                    "' is not a qualified name; expected one like "
                    "'library::type'");
}

void readName(YamlReader &R, Node &N, const Twine &What, std::string &Out) {
  readText(R, N, What, Out);
  checkName(R, R.place(N), Out);
}

void readNames(YamlReader &R, Node &N, const Twine &What, Names &Out) {
  auto One = [&](Node &Each) {
    std::string Name;
    readName(R, Each, What, Name);
    if (!Name.empty())
      Out.List.emplace_back(std::move(Name), R.place(Each));
  };
  if (N.getType() != Node::NK_Sequence)
    return One(N);
  R.sequence(N, What, One);
}

void readFlag(YamlReader &R, Node &N, const Twine &What, bool &Out) {
  if (auto Value = R.flag(N, What))
    Out = *Value;
}

void readNumber(YamlReader &R, Node &N, const Twine &What, int &Out) {
  if (auto Value = R.number(N, What, 0))
    Out = *Value;
}

} // namespace quiesce::model
