//===- Folder.h - a folder for the files of one input -----------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QUIESCE_FUZZ_FOLDER_H
#define QUIESCE_FUZZ_FOLDER_H

#include "llvm/ADT/StringRef.h"
#include <string>

namespace quiesce::fuzz {

/// A temporary folder that goes with the process.
class Folder {
public:
  Folder();
  ~Folder();
  /// Replaces a file of the folder.  Its path.
  std::string write(llvm::StringRef Name, llvm::StringRef Text) const;
  const std::string Path;
};

} // namespace quiesce::fuzz

#endif // QUIESCE_FUZZ_FOLDER_H
