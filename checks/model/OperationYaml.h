//===- OperationYaml.h - what a call does, from YAML ------------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An operation is written as a phrase, "timed send", or as a mapping with
// the roles of its arguments.  Members, functions and constructors share the
// keys, so one table serves all three.  Private to the readers of this folder.
//
//===----------------------------------------------------------------------===//

#ifndef QUIESCE_MODEL_OPERATIONYAML_H
#define QUIESCE_MODEL_OPERATIONYAML_H

#include "model/YamlKeys.h"

namespace quiesce::model {

struct FunctionRow {
  FunctionModel Model;
  Names Called;
};

/// A member's operation; \p What is how a message calls the member.
void readOperation(YamlReader &R, Node &N, const Twine &What,
                   OperationModel &M);

/// What constructing with arguments does; it need not be an operation.
void readConstructor(YamlReader &R, Node &N, const Twine &What,
                     OperationModel &M);

/// The keys, for the schema.
std::vector<KeyInfo> functionKeyInfos();
std::vector<KeyInfo> operationKeyInfos();
std::vector<KeyInfo> constructorKeyInfos();

/// One element of `functions`.
void readFunction(YamlReader &R, Node &N, FunctionRow &F);

} // namespace quiesce::model

#endif // QUIESCE_MODEL_OPERATIONYAML_H
