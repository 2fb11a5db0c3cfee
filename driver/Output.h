//===- Output.h - files that are written --------------------------*- C++
//-*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QUIESCE_DRIVER_OUTPUT_H
#define QUIESCE_DRIVER_OUTPUT_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"

namespace quiesce::driver {

/// Writes a file, whole or not at all: what was there stays when this fails or
/// is killed.  Its permissions stay, and a link leads to it as before.  What is
/// no file, a pipe or a device say, is written into, and so is stdout, which no
/// name stands for.
llvm::Error writeOutput(llvm::StringRef File,
                        llvm::function_ref<void(llvm::raw_ostream &)> Write);

} // namespace quiesce::driver

#endif // QUIESCE_DRIVER_OUTPUT_H
