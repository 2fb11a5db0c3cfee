//===- Embedded.h - the model files compiled in -----------------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The texts of checks/models/*.yaml, sorted by name.  The build generates the
// definitions with embed.cmake; nothing is read from disk at run time, so the
// plugin is one file that can be copied anywhere.
//
//===----------------------------------------------------------------------===//

#ifndef QUIESCE_MODEL_EMBEDDED_H
#define QUIESCE_MODEL_EMBEDDED_H

namespace quiesce::model {

struct EmbeddedModel {
  const char *Name; ///< file name without folder: "cpp.yaml"
  const char *Text;
};

extern const EmbeddedModel EmbeddedModels[];
extern const unsigned EmbeddedModelCount;

} // namespace quiesce::model

#endif // QUIESCE_MODEL_EMBEDDED_H
