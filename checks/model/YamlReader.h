//===- YamlReader.h - YAML nodes with errors at their place -----*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A thin layer over LLVM's YAML parser that knows nothing of models: it reads
// scalars, sequences and mappings and records what is wrong, each mistake at
// its line and column.  Reading goes on after a mistake, so one run reports
// all of them; only broken YAML ends it, because nothing after it is certain.
//
// LLVM's parser hands out a document in one pass: a node must be read in the
// order of the text and once.  Nothing is printed, and aliases, tags and block
// scalars are refused: a model file needs none.
//
//===----------------------------------------------------------------------===//

#ifndef QUIESCE_MODEL_YAMLREADER_H
#define QUIESCE_MODEL_YAMLREADER_H

#include "model/Model.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/YAMLParser.h"

namespace quiesce::model {

class YamlReader {
public:
  using Node = llvm::yaml::Node;

  /// \p Text must outlive the reader.
  YamlReader(llvm::StringRef Text, llvm::StringRef FileName,
             std::vector<ModelError> &Errors);
  YamlReader(const YamlReader &) = delete;
  YamlReader &operator=(const YamlReader &) = delete;

  /// Calls \p Read with the document's root, which is not called for an empty
  /// text, and refuses a second document.
  void document(llvm::function_ref<void(Node &)> Read);

  /// The scalar's text, nothing (and an error) for another node.  \p What is
  /// how the message calls the value: "'name'".
  std::optional<std::string> text(Node &N, const llvm::Twine &What);
  std::optional<int> number(Node &N, const llvm::Twine &What, int Least);
  std::optional<bool> flag(Node &N, const llvm::Twine &What);

  /// Calls \p Read with each element.
  void sequence(Node &N, const llvm::Twine &What,
                llvm::function_ref<void(Node &)> Read);

  /// Calls \p Read with each key, its place and its value.  A key written twice
  /// is an error, its second value is not read.
  void mapping(
      Node &N, const llvm::Twine &What,
      llvm::function_ref<void(llvm::StringRef Key, llvm::SMLoc At, Node &Value)>
          Read);

  /// Records a mistake, unless the YAML is broken: then it would be a
  /// consequence.
  void error(llvm::SMLoc At, const llvm::Twine &Message);
  void error(Node &N, const llvm::Twine &Message) { error(place(N), Message); }

  /// Where a message about \p N points: the node, or the key before it when
  /// the node has no text of its own.
  llvm::SMLoc place(Node &N) const;
  std::pair<unsigned, unsigned> lineAndColumn(llvm::SMLoc At) const;

private:
  static void onDiagnostic(const llvm::SMDiagnostic &D, void *Self);

  std::string File;
  std::vector<ModelError> &Errors;
  llvm::SourceMgr Sources;
  llvm::yaml::Stream Stream;
  llvm::SMLoc LastKey;
};

} // namespace quiesce::model

#endif // QUIESCE_MODEL_YAMLREADER_H
