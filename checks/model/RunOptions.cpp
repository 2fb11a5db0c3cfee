//===- RunOptions.cpp - options of a run, in a model file -----------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/RunOptions.h"
#include "model/YamlKeys.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Regex.h"

namespace quiesce::model {

using Text = std::optional<std::string>;

static Text readAnyText(YamlReader &R, Node &N, const Twine &What) {
  return R.text(N, What);
}

static Text readRegex(YamlReader &R, Node &N, const Twine &What) {
  Text Value = R.text(N, What);
  std::string Problem;
  if (!Value || Value->empty() || llvm::Regex(*Value).isValid(Problem))
    return Value;
  R.error(N, What + " is '" + *Value +
                 "', which is no regular expression: " + Problem);
  return std::nullopt;
}

static Text readCount(YamlReader &R, Node &N, const Twine &What) {
  if (auto Value = R.number(N, What, 0))
    return std::to_string(*Value);
  return std::nullopt;
}

static Text readSwitch(YamlReader &R, Node &N, const Twine &What) {
  if (auto Value = R.flag(N, What))
    return *Value ? "true" : "false";
  return std::nullopt;
}

namespace {

struct OptionKey {
  const char *Word;
  const char *Value; ///< the definition of its values in ModelSchema.cpp
  Text (*Read)(YamlReader &R, Node &N, const Twine &What);
};

} // namespace

static const OptionKey OptionKeys[] = {
    {"baseline", "any-text", readAnyText},
    {"cache", "any-text", readAnyText},
    {"cache-size", "number", readCount},
    {"checks", "any-text", readAnyText},
    {"exclude-header-filter", "any-text", readRegex},
    {"header-filter", "any-text", readRegex},
    {"jobs", "number", readCount},
    {"max-assumptions", "number", readCount},
    {"max-states", "number", readCount},
    {"require-reason", "flag", readSwitch},
    {"unit-timeout", "number", readCount},
    {"unused-suppressions", "flag", readSwitch},
    {"warnings-as-errors", "any-text", readAnyText},
};

void readRunOptions(YamlReader &R, Node &N, StringRef File, RunOptions &Out) {
  R.mapping(N, "'check'", [&](StringRef Word, SMLoc At, Node &Value) {
    const OptionKey *Known = llvm::find_if(
        OptionKeys, [&](const OptionKey &K) { return Word == K.Word; });
    if (Known == std::end(OptionKeys)) {
      llvm::SmallVector<StringRef, 16> All;
      for (const OptionKey &K : OptionKeys)
        All.push_back(K.Word);
      R.error(At, "unknown key '" + Word + "' in 'check'" + choices(Word, All));
      return;
    }
    auto [Line, Column] = R.lineAndColumn(At);
    if (Text Read = Known->Read(R, Value, "'" + Word + "'"))
      Out[Word.str()] = {std::move(*Read), File.str(), Line, Column};
  });
}

std::vector<KeyInfo> runOptionKeys() {
  std::vector<KeyInfo> Out;
  for (const OptionKey &K : OptionKeys)
    Out.push_back({K.Word, K.Value, {}});
  return Out;
}

} // namespace quiesce::model
