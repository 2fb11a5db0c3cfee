//===- EmbeddedTexts.h - files that are compiled in -------------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The build generates the definitions with checks/model/embed.cmake.
//
//===----------------------------------------------------------------------===//

#ifndef QUIESCE_DRIVER_EMBEDDEDTEXTS_H
#define QUIESCE_DRIVER_EMBEDDEDTEXTS_H

namespace quiesce::driver {

struct EmbeddedText {
  const char *Name; ///< file name without folder
  const char *Text;
};

/// The texts of docs/checks/*.md, sorted by name.
extern const EmbeddedText EmbeddedPages[];
extern const unsigned EmbeddedPageCount;

} // namespace quiesce::driver

#endif // QUIESCE_DRIVER_EMBEDDEDTEXTS_H
