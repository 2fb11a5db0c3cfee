//===- ModelPrint.h - rows as YAML ------------------------------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Writes a row as a model file has it: what is printed can be read again and
// means the same.  What has its default value is left out.
//
//===----------------------------------------------------------------------===//

#ifndef QUIESCE_MODEL_MODELPRINT_H
#define QUIESCE_MODEL_MODELPRINT_H

#include "model/Model.h"
#include "llvm/Support/raw_ostream.h"

namespace quiesce::model {

/// An element of `types`, indented by two blanks; members in alphabetical
/// order.
void print(const TypeModel &T, llvm::raw_ostream &Out);

/// An element of `functions`.
void print(const FunctionModel &F, llvm::raw_ostream &Out);

/// "timed send", or "{ operation: timed send, value: 0 }".
std::string text(const OperationModel &M);

} // namespace quiesce::model

#endif // QUIESCE_MODEL_MODELPRINT_H
