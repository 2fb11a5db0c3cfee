//===- OperationYaml.cpp - what a call does, from YAML --------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/OperationYaml.h"
#include <climits>

namespace quiesce::model {
namespace {

template <int Arguments::*Field>
void readArgument(YamlReader &R, Node &N, const Twine &What, FunctionRow &F) {
  readNumber(R, N, What, F.Model.Does.Args.*Field);
}

/// "timed send": an operation and how long it may wait.
void readPhrase(YamlReader &R, Node &N, const Twine &What, OperationModel &M) {
  auto Text = R.text(N, What);
  if (!Text)
    return;
  StringRef Op = *Text;
  if (size_t Blank = Op.rfind(' '); Blank != StringRef::npos) {
    StringRef How = Op.take_front(Blank).trim();
    Op = Op.drop_front(Blank + 1);
    if (How == word(Mode::Try))
      M.How = Mode::Try;
    else if (How == word(Mode::Timed))
      M.How = Mode::Timed;
    else
      R.error(N, "unknown mode '" + How + "' before '" + Op +
                     "'; expected 'try', 'timed' or nothing");
  }
  if (auto Found = lookUp<Operation>(R, N, Op, "operation"))
    M.Op = *Found;
}

// The keys of functions, operations and constructors: an operation has no name
// of its own, and only a constructor may say `capacity`.
constexpr unsigned FunctionOnly = 3, ConstructorOnly = 1;
const Key<FunctionRow> AllKeys[] = {
    {"name", [](YamlReader &R, Node &N, const Twine &What,
                FunctionRow &F) { readNames(R, N, What, F.Called); }},
    {"primitive",
     [](YamlReader &R, Node &N, const Twine &What, FunctionRow &F) {
       readWord(R, N, What, "primitive", F.Model.Kind);
     }},
    {"documentation",
     [](YamlReader &R, Node &N, const Twine &What, FunctionRow &F) {
       readText(R, N, What, F.Model.Documentation);
     }},

    {"operation", [](YamlReader &R, Node &N, const Twine &What,
                     FunctionRow &F) { readPhrase(R, N, What, F.Model.Does); }},
    {"object", readArgument<&Arguments::Object>},
    {"handle", readArgument<&Arguments::Handle>},
    {"body", readArgument<&Arguments::Body>},
    {"rest", readArgument<&Arguments::Rest>},
    {"value", readArgument<&Arguments::Value>},
    {"count", readArgument<&Arguments::Count>},
    {"mutex", readArgument<&Arguments::Mutex>},
    {"predicate", readArgument<&Arguments::Predicate>},
    {"action", readArgument<&Arguments::Action>},
    {"attributes", readArgument<&Arguments::Attributes>},
    {"amount",
     [](YamlReader &R, Node &N, const Twine &What, FunctionRow &F) {
       readNumber(R, N, What, F.Model.Does.Amount);
     }},
    {"success",
     [](YamlReader &R, Node &N, const Twine &What, FunctionRow &F) {
       if (auto Value = R.number(N, What, INT_MIN))
         F.Model.Does.Success = *Value;
     }},
    {"returns-owner",
     [](YamlReader &R, Node &N, const Twine &What, FunctionRow &F) {
       readFlag(R, N, What, F.Model.Does.ReturnsOwner);
     }},
    {"lazy-when",
     [](YamlReader &R, Node &N, const Twine &What, FunctionRow &F) {
       readName(R, N, What, F.Model.Does.LazyWhen);
     }},
    {"awaited",
     [](YamlReader &R, Node &N, const Twine &What, FunctionRow &F) {
       readFlag(R, N, What, F.Model.Does.Awaited);
     }},

    // Reads better for a channel, and means the same argument.
    {"capacity", readArgument<&Arguments::Count>},
};

llvm::ArrayRef<Key<FunctionRow>> functionKeys() {
  return llvm::ArrayRef(AllKeys).drop_back(ConstructorOnly);
}
llvm::ArrayRef<Key<FunctionRow>> operationKeys() {
  return functionKeys().drop_front(FunctionOnly);
}
llvm::ArrayRef<Key<FunctionRow>> constructorKeys() {
  return llvm::ArrayRef(AllKeys).drop_front(FunctionOnly);
}

} // namespace

void readOperation(YamlReader &R, Node &N, const Twine &What,
                   OperationModel &M) {
  if (N.getType() != Node::NK_Mapping)
    return readPhrase(R, N, What, M);
  FunctionRow F;
  readKeys(R, N, What.str(), operationKeys(), F, {"operation"});
  M = std::move(F.Model.Does);
}

void readConstructor(YamlReader &R, Node &N, const Twine &What,
                     OperationModel &M) {
  if (N.getType() != Node::NK_Mapping)
    return readPhrase(R, N, What, M);
  FunctionRow F;
  readKeys(R, N, "a constructor", constructorKeys(), F);
  M = std::move(F.Model.Does);
}

void readFunction(YamlReader &R, Node &N, FunctionRow &F) {
  readKeys(R, N, "a function", functionKeys(), F, {"name", "operation"});
}

} // namespace quiesce::model
