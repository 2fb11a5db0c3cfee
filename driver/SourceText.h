//===- SourceText.h - source files, by line ---------------------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QUIESCE_DRIVER_SOURCETEXT_H
#define QUIESCE_DRIVER_SOURCETEXT_H

#include "finding/Finding.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/MemoryBuffer.h"
#include <map>
#include <memory>

namespace quiesce::driver {

/// Reads each file once.  What cannot be read has no lines.
class SourceText {
public:
  /// Without its line end; empty past the last.
  llvm::StringRef line(llvm::StringRef File, unsigned Line);
  llvm::StringRef line(const Location &Where) {
    return line(Where.File, Where.Line);
  }
  /// The whole of a file; empty for one that cannot be read.
  llvm::StringRef text(llvm::StringRef File);
  unsigned lineCount(llvm::StringRef File) { return open(File).Lines.size(); }
  /// Byte offset of a place; the end of the file for a place after it.
  size_t offset(const Location &Where);
  /// The place just after \p Length bytes from \p Where.
  Location after(const Location &Where, size_t Length);
  /// The column of a place in code points, from 1.
  unsigned codePointColumn(const Location &Where);
  /// The column, in code points, just after the word that begins at a place.
  unsigned endColumn(const Location &Where);

private:
  struct File {
    std::unique_ptr<llvm::MemoryBuffer> Text;
    llvm::SmallVector<llvm::StringRef, 0> Lines;
  };
  const File &open(llvm::StringRef Name);
  std::map<std::string, File> Files;
};

} // namespace quiesce::driver

#endif // QUIESCE_DRIVER_SOURCETEXT_H
