//===- Manual.h - the options as llvm::cl knows them ------------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QUIESCE_DRIVER_MANUAL_H
#define QUIESCE_DRIVER_MANUAL_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/raw_ostream.h"

namespace quiesce::driver {

// Manual and completions are made from what llvm::cl has registered, so they
// cannot tell anything else than what is parsed.

/// The options of a subcommand that are not hidden, by name.
std::vector<const llvm::cl::Option *> optionsOf(llvm::cl::SubCommand &Command);

/// The words that may stand for the value of an option; empty for any.
std::vector<std::string> valuesOf(const llvm::cl::Option &Each);

using Commands = llvm::ArrayRef<llvm::cl::SubCommand *>;

/// The manual page quiesce(1), in man's macros.
void writeManual(Commands All, llvm::StringRef Overview,
                 llvm::raw_ostream &Out);

/// A completion script for bash, zsh or fish.  False for another shell.
bool writeCompletion(llvm::StringRef Shell, Commands All,
                     llvm::raw_ostream &Out);

} // namespace quiesce::driver

#endif // QUIESCE_DRIVER_MANUAL_H
