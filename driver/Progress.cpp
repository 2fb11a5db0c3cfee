//===- Progress.cpp - how far a run is ------------------------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Progress.h"
#include "Paths.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace quiesce::driver {

Progress::Progress(size_t Total, bool Quiet)
    : Total(Total), Quiet(Quiet),
      OnTerminal(sys::Process::StandardErrIsDisplayed()),
      Begin(std::chrono::steady_clock::now()) {}

Progress::~Progress() {
  if (!Quiet && OnTerminal)
    errs() << "\r\x1b[K";
}

void Progress::draw() {
  constexpr size_t Width = 20;
  std::chrono::duration<double> Passed =
      std::chrono::steady_clock::now() - Begin;
  size_t Full = Total ? Width * Done / Total : Width;
  std::string Line =
      formatv("[{0}{1}] {2}/{3} {4:F1}/s {5}", std::string(Full, '#'),
              std::string(Width - Full, '.'), Done, Total,
              Passed.count() > 0 ? Done / Passed.count() : 0.0, AtWork);
  // A line that wraps could not be written over.
  unsigned Columns = sys::Process::StandardErrColumns();
  if (Columns > 1 && Line.size() >= Columns)
    Line.resize(Columns - 1);
  errs() << "\r\x1b[K" << Line;
}

void Progress::begin(StringRef File) {
  AtWork = shownPath(File);
  if (!Quiet && OnTerminal)
    draw();
}

void Progress::finish(StringRef File) {
  ++Done;
  if (Quiet)
    return;
  if (OnTerminal)
    draw();
  else
    errs() << formatv("[{0}/{1}] {2}\n", Done, Total, shownPath(File));
}

} // namespace quiesce::driver
