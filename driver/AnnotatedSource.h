//===- AnnotatedSource.h - a finding's run in its source --------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QUIESCE_DRIVER_ANNOTATEDSOURCE_H
#define QUIESCE_DRIVER_ANNOTATEDSOURCE_H

#include "SourceText.h"
#include "llvm/Support/raw_ostream.h"

namespace quiesce::driver {

/// Writes the lines of a finding and its steps, with some around them, as HTML:
/// each file once, the finding's own first and then in the order in which the
/// run comes to them, its lines from top to bottom.  The words of a step stand
/// below its line; the id of that element is \p Prefix and the step's number
/// from 1.
void writeAnnotatedSource(const Finding &Defect, llvm::StringRef Prefix,
                          SourceText &Sources, llvm::raw_ostream &Out);

} // namespace quiesce::driver

#endif // QUIESCE_DRIVER_ANNOTATEDSOURCE_H
