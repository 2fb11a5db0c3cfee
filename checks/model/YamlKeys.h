//===- YamlKeys.h - tables of keys, and their values ------------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// How a mapping is read by a table with one line a key, so that the tables are
// the schema: they name every key, and the messages list them.  Private to
// the readers of this folder.
//
//===----------------------------------------------------------------------===//

#ifndef QUIESCE_MODEL_YAMLKEYS_H
#define QUIESCE_MODEL_YAMLKEYS_H

#include "model/Words.h"
#include "model/YamlReader.h"
#include "llvm/ADT/SmallVector.h"

namespace quiesce::model {

using llvm::SMLoc;
using llvm::StringRef;
using llvm::Twine;
using Node = YamlReader::Node;

/// A key of a mapping, and what reading it does to the row.
template <class Target> struct Key {
  const char *Word;
  const char *Value; ///< the definition of its values in ModelSchema.cpp
  void (*Read)(YamlReader &R, Node &N, const Twine &What, Target &T);
  /// A type of another primitive must not have the key; empty for any.
  std::vector<Primitive> Only = {};
};

/// A key as far as the schema must know it.
struct KeyInfo {
  std::string Word, Value;
  std::vector<Primitive> Only;
};

template <class Target>
std::vector<KeyInfo> infos(llvm::ArrayRef<Key<Target>> Keys) {
  std::vector<KeyInfo> Out;
  for (const Key<Target> &K : Keys)
    Out.push_back({K.Word, K.Value, K.Only});
  return Out;
}

/// The names of a row, which may be several for types that behave alike.
struct Names {
  std::vector<std::pair<std::string, SMLoc>> List;
};

/// The word of \p All that \p Text may be a slip of, empty for none.
StringRef nearest(StringRef Text, llvm::ArrayRef<StringRef> All);

/// ", did you mean 'x'; expected one of w, x, y": the end of a message about
/// \p Text, which is none of \p All.  Empty words are not shown.
std::string choices(StringRef Text, llvm::ArrayRef<StringRef> All);

template <class Enum>
std::optional<Enum> lookUp(YamlReader &R, Node &N, StringRef Text,
                           const Twine &Noun) {
  if (auto Found = fromWord<Enum>(Text))
    return Found;
  llvm::SmallVector<StringRef, 128> All;
  for (const Word<Enum> &W : words<Enum>())
    All.push_back(W.Text);
  R.error(N, "unknown " + Noun + " '" + Text + "'" + choices(Text, All));
  return std::nullopt;
}

template <class Enum>
void readWord(YamlReader &R, Node &N, const Twine &What, const Twine &Noun,
              Enum &Out) {
  if (auto Text = R.text(N, What))
    if (auto Value = lookUp<Enum>(R, N, *Text, Noun))
      Out = *Value;
}

/// Values of one key.  \p What is how a message calls it, "'name'".
void readText(YamlReader &R, Node &N, const Twine &What, std::string &Out);
void readFlag(YamlReader &R, Node &N, const Twine &What, bool &Out);
void readNumber(YamlReader &R, Node &N, const Twine &What, int &Out);

/// A name as lookups spell it.  Refused is what could never be found, since a
/// row that silently matches nothing is the worst mistake a file can have.
void readName(YamlReader &R, Node &N, const Twine &What, std::string &Out);
void checkName(YamlReader &R, SMLoc At, StringRef Name);

/// One name or a list of them.
void readNames(YamlReader &R, Node &N, const Twine &What, Names &Out);

/// The keys that a mapping had, with their places.
template <class Target>
using GivenKeys = llvm::SmallVector<std::pair<const Key<Target> *, SMLoc>, 16>;

/// Reads \p N by \p Keys.  \p Noun is what the mapping describes, "a type".
/// An error when one of \p Needed is missing.
template <class Target>
GivenKeys<Target> readKeys(YamlReader &R, Node &N, StringRef Noun,
                           llvm::ArrayRef<Key<Target>> Keys, Target &T,
                           llvm::ArrayRef<StringRef> Needed = {}) {
  GivenKeys<Target> Given;
  SMLoc Start = R.place(N);
  bool IsMapping = N.getType() == Node::NK_Mapping;
  llvm::SmallVector<StringRef, 4> Missing(Needed);
  R.mapping(N, Noun, [&](StringRef Word, SMLoc At, Node &Value) {
    llvm::erase(Missing, Word);
    for (const Key<Target> &K : Keys)
      if (Word == K.Word) {
        Given.emplace_back(&K, At);
        K.Read(R, Value, "'" + Word + "'", T);
        return;
      }
    llvm::SmallVector<StringRef, 32> All;
    for (const Key<Target> &K : Keys)
      All.push_back(K.Word);
    llvm::erase(Missing, nearest(Word, All)); // one slip, one message
    R.error(At, "unknown key '" + Word + "' in " + Noun + choices(Word, All));
  });
  if (IsMapping) // else it is the one mistake to tell
    for (StringRef Key : Missing)
      R.error(Start, Noun + " has no '" + Key + "'; expected that key");
  return Given;
}

} // namespace quiesce::model

#endif // QUIESCE_MODEL_YAMLKEYS_H
