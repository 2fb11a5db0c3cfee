//===- Configuration.h - options that a team puts down once -----*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The mapping `check` of the `.quiesce.yaml` files beside and above the sources
// of a run.  A file nearer to the source goes before one above it, and the
// command line before all of them; lists of checks are put one after another.
//
// `checks`, `max-assumptions` and `max-states` hold for the sources below their
// file.  Of all else a run has one: what the files of its sources say must
// agree, unless the command line says it.
//
//===----------------------------------------------------------------------===//

#ifndef QUIESCE_DRIVER_CONFIGURATION_H
#define QUIESCE_DRIVER_CONFIGURATION_H

#include "CommandLine.h"
#include "model/RunOptions.h"

namespace quiesce::driver {

class Configuration {
public:
  /// Reads the files that apply to the units, and sets in \p Wanted what a run
  /// has one of.  False, with all mistakes said, when there are any: in these
  /// options or in anything else of a file.
  bool read(const std::vector<Unit> &Units, CommandLine &Wanted);

  /// Globs to go before those of the command line; each after a comma.
  std::string checks(const Unit &One) const;
  /// Sets what the files say of the analysis.
  void override(const Unit &One, Options &Settings) const;

private:
  const std::string *find(const Unit &One, llvm::StringRef Key) const;

  /// By folder of the source.
  std::map<std::string, model::RunOptions> Folders;
};

} // namespace quiesce::driver

#endif // QUIESCE_DRIVER_CONFIGURATION_H
