//===- YamlReader.cpp - YAML nodes with errors at their place -------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/YamlReader.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MemoryBuffer.h"

namespace quiesce::model {

using llvm::SMLoc;
using llvm::StringRef;
using llvm::Twine;

/// What a node is, in the words of a message.
static const char *kindOf(llvm::yaml::Node &N) {
  switch (N.getType()) {
  case llvm::yaml::Node::NK_Null:
    return "nothing";
  case llvm::yaml::Node::NK_Mapping:
    return "a mapping";
  case llvm::yaml::Node::NK_Sequence:
    return "a list";
  case llvm::yaml::Node::NK_Alias:
    return "an alias";
  case llvm::yaml::Node::NK_BlockScalar:
    return "a block of text";
  default:
    return "a scalar";
  }
}

/// LLVM looks for line breaks and quotes in each scalar, which took a tenth of
/// the time; almost all of ours are plain words.
static std::string valueOf(llvm::yaml::ScalarNode &Scalar) {
  StringRef Raw = Scalar.getRawValue();
  if (!Raw.empty() && Raw[0] != '\'' && Raw[0] != '"' && !Raw.contains('\n'))
    return Raw.rtrim().str();
  llvm::SmallString<64> Storage;
  return Scalar.getValue(Storage).str();
}

YamlReader::YamlReader(StringRef Text, StringRef FileName,
                       std::vector<ModelError> &Errors)
    : File(FileName.str()), Errors(Errors),
      Stream(llvm::MemoryBufferRef(Text, File), Sources, /*ShowColors=*/false) {
  Sources.setDiagHandler(onDiagnostic, this);
}

void YamlReader::onDiagnostic(const llvm::SMDiagnostic &D, void *Self) {
  auto &Reader = *static_cast<YamlReader *>(Self);
  // LLVM's messages are sentences of their own; ours go on after a colon.
  std::string Message = D.getMessage().rtrim(". !").str();
  if (!Message.empty())
    Message[0] = llvm::toLower(Message[0]);
  ModelError E;
  E.File = Reader.File;
  E.Line = D.getLineNo() > 0 ? D.getLineNo() : 1;
  E.Column = D.getColumnNo() >= 0 ? D.getColumnNo() + 1 : 1;
  E.Message = "the file is not valid YAML from here on: " + Message;
  Reader.Errors.push_back(std::move(E));
}

void YamlReader::document(llvm::function_ref<void(Node &)> Read) {
  auto It = Stream.begin();
  if (It == Stream.end())
    return;
  if (Node *Root = It->getRoot())
    if (Root->getType() != Node::NK_Null)
      Read(*Root);
  if (Stream.failed())
    return;
  ++It;
  if (It == Stream.end())
    return;
  if (Node *Root = It->getRoot())
    error(*Root, "a second document begins here; a model file has one");
}

void YamlReader::error(SMLoc At, const Twine &Message) {
  if (Stream.failed())
    return;
  ModelError E;
  E.File = File;
  std::tie(E.Line, E.Column) = lineAndColumn(At);
  E.Message = Message.str();
  Errors.push_back(std::move(E));
}

SMLoc YamlReader::place(Node &N) const {
  switch (N.getType()) {
  case Node::NK_Null:
  case Node::NK_Alias:
  case Node::NK_BlockScalar:
    // LLVM's range for these begins at what follows them.
    return LastKey;
  default:
    return N.getSourceRange().Start;
  }
}

std::pair<unsigned, unsigned> YamlReader::lineAndColumn(SMLoc At) const {
  if (!At.isValid())
    return {1, 1};
  return Sources.getLineAndColumn(At, Sources.getMainFileID());
}

std::optional<std::string> YamlReader::text(Node &N, const Twine &What) {
  auto *Scalar = llvm::dyn_cast<llvm::yaml::ScalarNode>(&N);
  if (!Scalar) {
    error(N, What + " is " + kindOf(N) + "; expected a word or number");
    N.skip();
    return std::nullopt;
  }
  return valueOf(*Scalar);
}

std::optional<int> YamlReader::number(Node &N, const Twine &What, int Least) {
  auto Text = text(N, What);
  if (!Text)
    return std::nullopt;
  int Value;
  if (StringRef(*Text).getAsInteger(10, Value)) {
    error(N, What + " is '" + *Text + "'; expected a whole number");
    return std::nullopt;
  }
  if (Value < Least) {
    error(N, What + " is " + *Text + "; expected a number not below " +
                 Twine(Least));
    return std::nullopt;
  }
  return Value;
}

std::optional<bool> YamlReader::flag(Node &N, const Twine &What) {
  auto Text = text(N, What);
  if (!Text)
    return std::nullopt;
  if (*Text == "true")
    return true;
  if (*Text == "false")
    return false;
  error(N, What + " is '" + *Text + "'; expected 'true' or 'false'");
  return std::nullopt;
}

void YamlReader::sequence(Node &N, const Twine &What,
                          llvm::function_ref<void(Node &)> Read) {
  auto *List = llvm::dyn_cast<llvm::yaml::SequenceNode>(&N);
  if (!List) {
    error(N, What + " is " + kindOf(N) + "; expected a list");
    N.skip();
    return;
  }
  for (Node &Element : *List)
    Read(Element);
}

void YamlReader::mapping(
    Node &N, const Twine &What,
    llvm::function_ref<void(StringRef, SMLoc, Node &)> Read) {
  auto *Map = llvm::dyn_cast<llvm::yaml::MappingNode>(&N);
  if (!Map) {
    error(N, What + " is " + kindOf(N) + "; expected a mapping of keys");
    N.skip();
    return;
  }
  llvm::SmallVector<std::string, 32> Seen;
  for (llvm::yaml::KeyValueNode &Entry : *Map) {
    Node *Key = Entry.getKey();
    if (!Key)
      break;
    SMLoc At = LastKey = place(*Key);
    auto *Word = llvm::dyn_cast<llvm::yaml::ScalarNode>(Key);
    if (!Word) {
      error(At, Twine("a key is ") + kindOf(*Key) + "; expected a word");
      continue; // the iterator skips what was not read
    }
    std::string Name = valueOf(*Word);
    Node *Value = Entry.getValue();
    if (!Value)
      break;
    if (llvm::is_contained(Seen, Name)) {
      error(At, "key '" + Twine(Name) + "' is written twice; expected once");
      continue;
    }
    Seen.push_back(Name);
    Read(Name, At, *Value);
  }
}

} // namespace quiesce::model
