//===- Model.cpp - all rows in force --------------------------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/Model.h"
#include "model/Embedded.h"
#include "model/ModelYaml.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include <algorithm>
#include <tuple>

namespace quiesce::model {

using llvm::StringRef;

/// Puts \p Added into \p Map unless the name has a row.
template <class Model>
static void addRow(llvm::StringMap<std::unique_ptr<Model>> &Map,
                   std::vector<const Model *> &List, Row<Model> Added,
                   std::vector<ModelError> &Errors) {
  auto [It, New] = Map.try_emplace(Added.Data.Name);
  if (!New) {
    const Model &First = *It->second;
    ModelError E;
    E.File = Added.Data.Source;
    E.Line = Added.Data.Line;
    E.Column = Added.Column;
    E.Message = ("'" + Added.Data.Name + "' has a row already at " +
                 First.Source + ":" + llvm::Twine(First.Line) +
                 "; expected one row a name, rows only add")
                    .str();
    Errors.push_back(std::move(E));
    return;
  }
  It->second = std::make_unique<Model>(std::move(Added.Data));
  List.push_back(It->second.get());
}

void ModelSet::add(StringRef Yaml, StringRef FileName,
                   std::vector<ModelError> &Errors) {
  size_t Before = Errors.size();
  ModelFile File = readModelFile(Yaml, FileName, Errors);
  for (Row<TypeModel> &R : File.Types)
    addRow(Types, TypeList, std::move(R), Errors);
  for (Row<FunctionModel> &R : File.Functions)
    addRow(Functions, FunctionList, std::move(R), Errors);
  // Told in the order of the file, though found in another.
  std::sort(Errors.begin() + Before, Errors.end(),
            [](const ModelError &A, const ModelError &B) {
              return std::tie(A.Line, A.Column, A.Message) <
                     std::tie(B.Line, B.Column, B.Message);
            });
}

std::shared_ptr<const ModelSet> ModelSet::builtin() {
  static const std::shared_ptr<const ModelSet> Builtin = [] {
    auto Set = std::make_shared<ModelSet>();
    std::vector<ModelError> Errors;
    for (unsigned I = 0; I < EmbeddedModelCount; ++I)
      Set->add(EmbeddedModels[I].Text, EmbeddedModels[I].Name, Errors);
    return Set;
  }();
  return Builtin;
}

std::shared_ptr<const ModelSet>
ModelSet::withUserFiles(llvm::ArrayRef<std::string> Files,
                        std::vector<ModelError> &Errors) {
  std::shared_ptr<const ModelSet> Base = builtin();
  if (Files.empty())
    return Base;

  // Copying the rows is several times cheaper than reading the texts again.
  auto Set = std::make_shared<ModelSet>();
  std::vector<ModelError> None;
  for (const TypeModel *T : Base->TypeList)
    addRow(Set->Types, Set->TypeList, Row<TypeModel>{*T, 0}, None);
  for (const FunctionModel *F : Base->FunctionList)
    addRow(Set->Functions, Set->FunctionList, Row<FunctionModel>{*F, 0}, None);

  // An option or a link may name a file that is also found.
  llvm::StringSet<> Seen;
  for (const std::string &File : Files) {
    llvm::SmallString<256> Real;
    if (llvm::sys::fs::real_path(File, Real))
      Real = File; // told below if it cannot be read
    if (!Seen.insert(Real).second)
      continue;
    auto Buffer = llvm::MemoryBuffer::getFile(File, /*IsText=*/true);
    if (!Buffer) {
      ModelError E;
      E.File = File;
      E.Line = E.Column = 1;
      E.Message = "cannot read the model file: " + Buffer.getError().message() +
                  "; expected a readable YAML file";
      Errors.push_back(std::move(E));
      continue;
    }
    Set->add((*Buffer)->getBuffer(), File, Errors);
  }
  return Set;
}

const TypeModel *ModelSet::type(StringRef QualifiedName) const {
  auto It = Types.find(QualifiedName);
  return It == Types.end() ? nullptr : It->second.get();
}

const FunctionModel *ModelSet::function(StringRef QualifiedName) const {
  auto It = Functions.find(QualifiedName);
  return It == Functions.end() ? nullptr : It->second.get();
}

} // namespace quiesce::model
