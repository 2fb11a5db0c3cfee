//===- SequencePicture.h - a finding's run as a picture ---------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QUIESCE_DRIVER_SEQUENCEPICTURE_H
#define QUIESCE_DRIVER_SEQUENCEPICTURE_H

#include "finding/Finding.h"
#include "llvm/Support/raw_ostream.h"

namespace quiesce::driver {

/// Text in which nothing means something to HTML or SVG.
std::string markupEscaped(llvm::StringRef Text);

/// Draws the run as a sequence diagram, an <svg> element: a lane for each task
/// that takes a step, top to bottom in order of the steps.  Arrows are tasks
/// started and values, notifications and the like that one task gives and
/// another takes; a bar along a lane is a lock held; a cross is where a task
/// stands for good.  Each step links to the text whose id is \p Prefix and
/// the step's number from 1.  Colours are the page's, by class.
void drawSequence(const Finding &Defect, llvm::StringRef Prefix,
                  llvm::raw_ostream &Out);

} // namespace quiesce::driver

#endif // QUIESCE_DRIVER_SEQUENCEPICTURE_H
