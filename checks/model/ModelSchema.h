//===- ModelSchema.h - the JSON schema of model files -----------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For editors, which complete and check by it.  It is made of the tables that
// the reader uses, so that it cannot say anything else than the reader does.
//
//===----------------------------------------------------------------------===//

#ifndef QUIESCE_MODEL_MODELSCHEMA_H
#define QUIESCE_MODEL_MODELSCHEMA_H

#include <string>

namespace quiesce::model {

/// The schema of docs/models.schema.json, with a line end.
std::string jsonSchema();

} // namespace quiesce::model

#endif // QUIESCE_MODEL_MODELSCHEMA_H
