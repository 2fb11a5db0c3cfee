//===- UserModels.cpp - where a user's model files are --------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/ModelYaml.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

namespace quiesce::model {

/// Its mistakes are told when its rows are read.
static bool inheritsParents(llvm::StringRef File) {
  std::vector<ModelError> Ignored;
  auto Buffer = llvm::MemoryBuffer::getFile(File, /*IsText=*/true);
  return !Buffer ||
         readModelFile((*Buffer)->getBuffer(), File, Ignored).InheritParents;
}

std::vector<std::string> userModelPlaces(llvm::StringRef SourceFile) {
  std::vector<std::string> Places;
  llvm::SmallString<256> Source(SourceFile);
  if (Source.empty() || llvm::sys::fs::make_absolute(Source))
    return Places;
  // Else "src/../lib/a.cpp" would be governed by the models of src.
  llvm::sys::path::remove_dots(Source, /*remove_dot_dot=*/true);
  for (llvm::StringRef Folder = llvm::sys::path::parent_path(Source);
       !Folder.empty(); Folder = llvm::sys::path::parent_path(Folder)) {
    llvm::SmallString<256> Candidate(Folder);
    llvm::sys::path::append(Candidate, ".quiesce.yaml");
    Places.push_back(Candidate.str().str());
  }
  return Places;
}

std::vector<std::string> findUserModels(llvm::StringRef SourceFile) {
  std::vector<std::string> Found;
  for (std::string &Place : userModelPlaces(SourceFile)) {
    if (!llvm::sys::fs::is_regular_file(Place))
      continue;
    Found.push_back(std::move(Place));
    if (!inheritsParents(Found.back()))
      break;
  }
  return Found;
}

} // namespace quiesce::model
