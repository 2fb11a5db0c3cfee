//===- CheckGlobs.h - a selection of checks by name -------------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A list as clang-tidy's --checks takes it: globs, separated by commas, each of
// which adds the checks it matches or, with a leading '-', takes them away;
// the last one that matches decides.  "*,-quiesce-endless-task"
//
//===----------------------------------------------------------------------===//

#ifndef QUIESCE_DRIVER_CHECKGLOBS_H
#define QUIESCE_DRIVER_CHECKGLOBS_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/GlobPattern.h"
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace quiesce::driver {

class CheckGlobs {
public:
  explicit CheckGlobs(std::string Given)
      : Text(std::make_unique<std::string>(std::move(Given))) {
    llvm::StringRef List = *Text;
    while (!List.empty()) {
      llvm::StringRef Item;
      std::tie(Item, List) = List.split(',');
      Item = Item.trim();
      bool Adds = !Item.consume_front("-");
      if (llvm::Expected<llvm::GlobPattern> Glob =
              llvm::GlobPattern::create(Item))
        Globs.emplace_back(std::move(*Glob), Adds);
      else
        llvm::consumeError(Glob.takeError());
    }
  }

  bool contains(llvm::StringRef Check) const {
    bool Contained = false;
    for (const auto &[Glob, Adds] : Globs)
      if (Glob.match(Check))
        Contained = Adds;
    return Contained;
  }

private:
  std::unique_ptr<std::string> Text; ///< the globs point into it
  std::vector<std::pair<llvm::GlobPattern, bool>> Globs;
};

} // namespace quiesce::driver

#endif // QUIESCE_DRIVER_CHECKGLOBS_H
