//===- SequencePicture.h - a finding's run as a picture ---------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QUIESCE_DRIVER_SEQUENCEPICTURE_H
#define QUIESCE_DRIVER_SEQUENCEPICTURE_H

#include "SourceText.h"
#include "llvm/Support/raw_ostream.h"

namespace quiesce::driver {

/// Text in which nothing means something to HTML or SVG.
std::string markupEscaped(llvm::StringRef Text);

/// Draws the run as a sequence diagram, an <svg> element: a lane for each task
/// that takes a step, top to bottom in order of the steps, each with its words
/// and its line of code.  Arrows are tasks started, values, notifications and
/// the like that one task gives and another takes, and at the end who waits for
/// whom; a bar along a lane is a lock held; a lane that goes on in dashes is of
/// a task that stands for good.  Each step links to the element whose id is
/// \p Prefix and the step's number from 1.  Colours are the page's, by class.
void drawSequence(const Finding &Defect, llvm::StringRef Prefix,
                  SourceText &Sources, llvm::raw_ostream &Out);

} // namespace quiesce::driver

#endif // QUIESCE_DRIVER_SEQUENCEPICTURE_H
