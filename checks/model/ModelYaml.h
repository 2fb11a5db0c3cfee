//===- ModelYaml.h - the rows of one model file -----------------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Turns one YAML text into rows.  The format is described in docs/models.md;
// its keys stand in the tables of ModelYaml.cpp, one line a key.  Whether a
// name is given twice is decided by ModelSet, which sees all files.
//
//===----------------------------------------------------------------------===//

#ifndef QUIESCE_MODEL_MODELYAML_H
#define QUIESCE_MODEL_MODELYAML_H

#include "model/Model.h"
#include "model/RunOptions.h"
#include <deque>

namespace quiesce::model {

template <class Model> struct Row {
  Model Data;
  unsigned Column = 0; ///< of the name; its line is in the model
};

/// Deques, since a vector that grows would copy its rows: StringMap's move is
/// not noexcept.
struct ModelFile {
  std::deque<Row<TypeModel>> Types;
  std::deque<Row<FunctionModel>> Functions;
  /// Files in folders above apply too.
  bool InheritParents = true;
  RunOptions Check;
};

struct KeyInfo;

/// The keys of a file, a type and a status, for the schema.
std::vector<KeyInfo> fileKeys();
std::vector<KeyInfo> typeKeys();
std::vector<KeyInfo> statusKeys();

/// The rows of \p Text that are right; what is wrong with the others is
/// appended to \p Errors.
ModelFile readModelFile(llvm::StringRef Text, llvm::StringRef FileName,
                        std::vector<ModelError> &Errors);

} // namespace quiesce::model

#endif // QUIESCE_MODEL_MODELYAML_H
