//===- ModelTools.h - what `quiesce models` does with code ------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The verbs of `models` that read source files; each is a file and returns the
// exit status.
//
//===----------------------------------------------------------------------===//

#ifndef QUIESCE_DRIVER_MODELTOOLS_H
#define QUIESCE_DRIVER_MODELTOOLS_H

#include "CommandLine.h"

namespace quiesce::driver {

/// A mistake as a compiler tells one.
std::string text(const model::ModelError &Mistake);

/// Prints mistakes; true when there was one.
bool printMistakes(const std::vector<model::ModelError> &Errors);

/// `models check`: mistakes in model files, and with source files also the
/// user's rows that match nothing in them.
int checkModels(const CommandLine &Wanted);

/// `models uses`: the rows that source files need.
int modelUses(const CommandLine &Wanted);

/// `models suggest`: rows for classes that look like primitives.
int suggestModels(const CommandLine &Wanted);

} // namespace quiesce::driver

#endif // QUIESCE_DRIVER_MODELTOOLS_H
