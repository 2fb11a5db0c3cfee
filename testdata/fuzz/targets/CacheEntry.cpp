//===- CacheEntry.cpp - a file of the cache that is not as it was ---------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The first byte chooses one of a unit's two files, the rest is its new
// content.
//
//===----------------------------------------------------------------------===//

#include "../support/Folder.h"
#include "Cache.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <map>

using namespace llvm;
using namespace quiesce;

namespace {

/// One small unit that the cache knows.
struct Known {
  fuzz::Folder Folder;
  driver::Unit One;
  driver::CheckSettings Settings;
  std::map<std::string, std::string> Files; ///< by extension

  Known()
      : One(Folder.Path, Folder.write("a.cpp", "int a;\n"),
            {"c++", "-c", "a.cpp"}, "") {
    driver::Cache(Folder.Path + "/cache", 1 << 20).analyze(One, Settings);
    std::error_code Error;
    for (sys::fs::directory_iterator It(Folder.Path + "/cache", Error), End;
         !Error && It != End; It.increment(Error))
      Files[sys::path::extension(It->path()).str()] =
          sys::path::filename(It->path()).str();
    if (!find())
      std::abort();
  }

  bool find() const {
    return driver::Cache(Folder.Path + "/cache", 1 << 20)
        .find(One, Settings)
        .has_value();
  }
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *Data, size_t Size) {
  static Known Unit;
  if (!Size)
    return 0;
  StringRef Text(reinterpret_cast<const char *>(Data + 1), Size - 1);
  std::string Name = "cache/" + Unit.Files[Data[0] & 1 ? ".report" : ".inputs"];
  auto Before = MemoryBuffer::getFile(Unit.Folder.Path + "/" + Name);
  std::string Kept = (*Before)->getBuffer().str();
  Unit.Folder.write(Name, Text);
  (void)Unit.find();
  Unit.Folder.write(Name, Kept);
  return 0;
}
