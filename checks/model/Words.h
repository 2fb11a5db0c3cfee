//===- Words.h - spelling of the model's enumerators ------------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One table per enumeration of Model.h: the enumerator and its word, which is
// the enumerator in kebab case (`RequestStopAndJoin`, "request-stop-and-join").
// Model files are read with these tables, `models list` and the dumps are
// printed with them, so what is printed can be pasted into a model file.
//
// `None` has the empty word and cannot be written in a file.
//
//===----------------------------------------------------------------------===//

#ifndef QUIESCE_MODEL_WORDS_H
#define QUIESCE_MODEL_WORDS_H

#include "model/Model.h"

namespace quiesce::model {

template <class Enum> struct Word {
  Enum Value;
  const char *Text;
};

/// The whole table, in the order of the enumeration.
template <class Enum> llvm::ArrayRef<Word<Enum>> words();
template <> llvm::ArrayRef<Word<Primitive>> words<Primitive>();
template <> llvm::ArrayRef<Word<Operation>> words<Operation>();
template <> llvm::ArrayRef<Word<Mode>> words<Mode>();
template <> llvm::ArrayRef<Word<Destructor>> words<Destructor>();
template <> llvm::ArrayRef<Word<WhenClosed>> words<WhenClosed>();

/// The word of an enumerator: `word(Operation::TimeoutArm)` is "timeout-arm".
template <class Enum> llvm::StringRef word(Enum Value) {
  return words<Enum>()[static_cast<unsigned>(Value)].Text;
}

/// The enumerator of a word, nothing for one that is not in the table.
template <class Enum> std::optional<Enum> fromWord(llvm::StringRef Text) {
  if (!Text.empty())
    for (const Word<Enum> &W : words<Enum>())
      if (Text == W.Text)
        return W.Value;
  return std::nullopt;
}

} // namespace quiesce::model

#endif // QUIESCE_MODEL_WORDS_H
