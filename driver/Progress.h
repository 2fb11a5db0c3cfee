//===- Progress.h - how far a run is ----------------------------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QUIESCE_DRIVER_PROGRESS_H
#define QUIESCE_DRIVER_PROGRESS_H

#include "llvm/ADT/StringRef.h"
#include <chrono>
#include <string>

namespace quiesce::driver {

/// On a terminal one line that is written over: a bar, how many units are done,
/// how many a second, the file that was begun last.  Elsewhere a plain line for
/// each unit that is done.  On stderr; nothing at all when quiet.
class Progress {
public:
  Progress(size_t Total, bool Quiet);
  ~Progress();
  void begin(llvm::StringRef File);
  void finish(llvm::StringRef File);

private:
  void draw();

  size_t Total, Done = 0;
  bool Quiet, OnTerminal;
  std::string AtWork;
  std::chrono::steady_clock::time_point Begin;
};

} // namespace quiesce::driver

#endif // QUIESCE_DRIVER_PROGRESS_H
