//===- Cache.h - results that need not be found again -----------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A unit's result depends on the tool, on the options that change what is
// analysed, on the compile command, and on what the file system answered while
// the unit was parsed: contents of files, and that others were not there.  The
// cache keeps, in two kinds of files of one folder,
//
//   <unit>.inputs   what was asked of the file system; <unit> is a hash of all
//                   but the answers
//   <inputs>.report the result; <inputs> is a hash of <unit> and the answers
//
// To look a unit up is to ask the same questions again.  Each file is written
// beside its place and then moved there, so a reader meets a whole file or
// none, whoever else writes and whenever one is killed.  A file that cannot be
// written or read only costs time.
//
// The names begin with "llvmcache-", by which LLVM's pruner knows what is its
// business: the files that were not read for longest go first.
//
//===----------------------------------------------------------------------===//

#ifndef QUIESCE_DRIVER_CACHE_H
#define QUIESCE_DRIVER_CACHE_H

#include "Inputs.h"
#include "UnitReport.h"

namespace quiesce::driver {

class Cache {
public:
  /// No folder: nothing is kept.  \p MaxBytes is the size it is cut down to.
  Cache(std::string Folder, uint64_t MaxBytes);

  /// Why the folder cannot be used, with a remedy.
  const std::optional<std::string> &problem() const { return Problem; }

  /// What is known of a unit as it is now.
  std::optional<UnitReport> find(const Unit &One,
                                 const CheckSettings &Settings);

  /// Analyses and keeps the result, unless the unit does not compile.  The
  /// report, as write() makes it.
  std::string analyze(const Unit &One, const CheckSettings &Settings) const;

  /// Removes the files that were not used for longest, down to the limit.
  void prune() const;

private:
  std::string path(llvm::StringRef Key, llvm::StringRef Kind) const;
  std::string unitKey(const Unit &One, const CheckSettings &Settings) const;

  std::string Folder;
  uint64_t MaxBytes;
  std::optional<std::string> Problem;
  AnswerReader Answers; ///< what the file system says now
};

} // namespace quiesce::driver

#endif // QUIESCE_DRIVER_CACHE_H
