//===- TidyConfiguration.h - what clang-tidy's files say --------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The driver reads what clang-tidy reads, with clang-tidy's own code:
// `.clang-tidy` files and the JSON of --line-filter.  Nothing of clang-tidy
// shows through this header.
//
// Of a `.clang-tidy` file the driver takes the check options and, of `Checks`,
// the items that name quiesce: a project whose list begins with `-*` has most
// often not said anything about our checks, and clang-tidy without the plugin
// would refuse their names.
//
//===----------------------------------------------------------------------===//

#ifndef QUIESCE_TIDY_TIDYCONFIGURATION_H
#define QUIESCE_TIDY_TIDYCONFIGURATION_H

#include "Analysis.h"
#include "llvm/Support/Error.h"
#include <array>
#include <memory>

namespace quiesce::tidy {

/// The items of a list of globs that name quiesce's checks, each after a comma:
/// "-*,bugprone-*,-quiesce-deadlock" -> ",-quiesce-deadlock".
std::string itemsOfQuiesce(llvm::StringRef Globs);

struct FileConfiguration {
  /// What `Checks` says of our checks, as globs to append; often empty.
  std::string Checks;
  /// The options of each check, by its number.
  std::array<Options, CheckCount> Settings;
  /// Options that make no sense; each a sentence with its remedy.
  std::vector<std::string> Errors;
};

class TidyConfiguration {
public:
  TidyConfiguration();
  ~TidyConfiguration();
  /// What the `.clang-tidy` files beside and above \p File, an absolute name,
  /// say.  Files that are no YAML are told on stderr by clang-tidy's reader,
  /// and ignored.
  FileConfiguration forFile(llvm::StringRef File);

private:
  struct Provider;
  std::unique_ptr<Provider> Files;
};

/// Lines of a file, both ends inclusive; no lines stand for all.
struct FileLines {
  std::string Name; ///< what the file's name ends with
  std::vector<std::pair<unsigned, unsigned>> Lines;
};

/// Reads `[{"name":"a.cpp","lines":[[1,3]]}]`, as --line-filter takes it.
llvm::Expected<std::vector<FileLines>> parseLineFilter(llvm::StringRef Json);

} // namespace quiesce::tidy

#endif // QUIESCE_TIDY_TIDYCONFIGURATION_H
