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

template <std::optional<int> OperationModel::*Field>
void readResult(YamlReader &R, Node &N, const Twine &What, FunctionRow &F) {
  if (auto Value = R.number(N, What, INT_MIN))
    F.Model.Does.*Field = *Value;
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
    else if (How == word(Mode::Awaited))
      M.How = Mode::Awaited;
    else
      R.error(N, "unknown mode '" + How + "' before '" + Op +
                     "'; expected 'try', 'timed', 'awaited' or nothing");
  }
  if (auto Found = lookUp<Operation>(R, N, Op, "operation"))
    M.Op = *Found;
}

// The keys of functions, operations and constructors: an operation has no name
// of its own, and only a constructor may say the last.
constexpr unsigned FunctionOnly = 3, ConstructorOnly = 3;
const Key<FunctionRow> AllKeys[] = {
    {"name", "names",
     [](YamlReader &R, Node &N, const Twine &What, FunctionRow &F) {
       readNames(R, N, What, F.Called);
     }},
    {"primitive", "primitive",
     [](YamlReader &R, Node &N, const Twine &What, FunctionRow &F) {
       readWord(R, N, What, "primitive", F.Model.Kind);
     }},
    {"documentation", "text",
     [](YamlReader &R, Node &N, const Twine &What, FunctionRow &F) {
       readText(R, N, What, F.Model.Documentation);
     }},

    {"operation", "phrase",
     [](YamlReader &R, Node &N, const Twine &What, FunctionRow &F) {
       readPhrase(R, N, What, F.Model.Does);
     }},
    {"object", "number", readArgument<&Arguments::Object>},
    {"handle", "number", readArgument<&Arguments::Handle>},
    {"body", "number", readArgument<&Arguments::Body>},
    {"rest", "number", readArgument<&Arguments::Rest>},
    {"value", "number", readArgument<&Arguments::Value>},
    {"count", "number", readArgument<&Arguments::Count>},
    {"mutex", "number", readArgument<&Arguments::Mutex>},
    {"predicate", "number", readArgument<&Arguments::Predicate>},
    {"action", "number", readArgument<&Arguments::Action>},
    {"attributes", "number", readArgument<&Arguments::Attributes>},
    {"deadline", "number", readArgument<&Arguments::Deadline>},
    {"token", "number", readArgument<&Arguments::Token>},
    {"forever", "result", readResult<&OperationModel::Forever>},
    {"amount", "number",
     [](YamlReader &R, Node &N, const Twine &What, FunctionRow &F) {
       readNumber(R, N, What, F.Model.Does.Amount);
     }},
    {"skips", "number",
     [](YamlReader &R, Node &N, const Twine &What, FunctionRow &F) {
       readNumber(R, N, What, F.Model.Does.Skips);
     }},
    {"success", "result", readResult<&OperationModel::Success>},
    {"failure", "result", readResult<&OperationModel::Failure>},
    {"returns-owner", "flag",
     [](YamlReader &R, Node &N, const Twine &What, FunctionRow &F) {
       readFlag(R, N, What, F.Model.Does.ReturnsOwner);
     }},
    {"runs", "text",
     [](YamlReader &R, Node &N, const Twine &What, FunctionRow &F) {
       readText(R, N, What, F.Model.Does.Runs);
     }},
    {"lazy-when", "name",
     [](YamlReader &R, Node &N, const Twine &What, FunctionRow &F) {
       readName(R, N, What, F.Model.Does.LazyWhen);
     }},
    {"throws", "name",
     [](YamlReader &R, Node &N, const Twine &What, FunctionRow &F) {
       readName(R, N, What, F.Model.Does.Throws);
     }},
    {"when-stopped", "when-stopped",
     [](YamlReader &R, Node &N, const Twine &What, FunctionRow &F) {
       WhenClosed Does = WhenClosed::Ignored;
       readWord(R, N, What, "behaviour", Does);
       if (Does == WhenClosed::Ignored)
         R.error(N, What + " is 'ignored'; expected 'returns' or 'throws', or "
                           "that the key is left out");
       F.Model.Does.WhenStopped = Does;
     }},
    {"error-first", "flag",
     [](YamlReader &R, Node &N, const Twine &What, FunctionRow &F) {
       readFlag(R, N, What, F.Model.Does.ErrorFirst);
     }},

    // Reads better for a channel, and means the same argument.
    {"capacity", "number", readArgument<&Arguments::Count>},
    {"manual-reset", "number", readArgument<&Arguments::ManualReset>},
    {"auto-reset", "number", readArgument<&Arguments::AutoReset>},
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

std::vector<KeyInfo> functionKeyInfos() { return infos(functionKeys()); }
std::vector<KeyInfo> operationKeyInfos() { return infos(operationKeys()); }
std::vector<KeyInfo> constructorKeyInfos() { return infos(constructorKeys()); }

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
