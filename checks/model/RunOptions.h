//===- RunOptions.h - options of a run, in a model file ---------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The mapping `check` of a `.quiesce.yaml`: options of `quiesce check` and
// `quiesce baseline` that a team puts down once.  They say nothing of models,
// but stand in the same file, so whoever reads it knows them, and their
// mistakes are told where all others are.  What they do is the driver's.
//
//===----------------------------------------------------------------------===//

#ifndef QUIESCE_MODEL_RUNOPTIONS_H
#define QUIESCE_MODEL_RUNOPTIONS_H

#include "llvm/ADT/StringRef.h"
#include <map>
#include <string>
#include <vector>

namespace llvm::yaml {
class Node;
} // namespace llvm::yaml

namespace quiesce::model {

class YamlReader;
struct KeyInfo;

/// A value as text, a number in decimal and a flag as true or false, and where
/// it stands.
struct RunOption {
  std::string Value;
  std::string File;
  unsigned Line = 0, Column = 0;
};

/// By key.
using RunOptions = std::map<std::string, RunOption>;

/// Reads the mapping; options that are wrong are left out, their mistakes told.
void readRunOptions(YamlReader &R, llvm::yaml::Node &N, llvm::StringRef File,
                    RunOptions &Out);

/// The keys, for the schema.
std::vector<KeyInfo> runOptionKeys();

} // namespace quiesce::model

#endif // QUIESCE_MODEL_RUNOPTIONS_H
