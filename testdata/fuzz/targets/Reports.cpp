//===- Reports.cpp - what workers pass on, and baselines ------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A report that is right is written again, which must change nothing, and
// shown in all formats.  A baseline is read.
//
//===----------------------------------------------------------------------===//

#include "../support/Folder.h"
#include "Baseline.h"
#include "Report.h"

using namespace llvm;
using namespace quiesce;

static void show(driver::UnitReport Read) {
  driver::Report Shown;
  for (driver::ReportedFinding &Each : Read.Findings)
    (Each.Silenced ? Shown.Suppressed : Shown.Findings)
        .push_back(std::move(Each));
  for (const driver::Format &Each : driver::allFormats())
    Each.Write(Shown, nulls());
  driver::writeBaseline(Shown.Findings, nulls());
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *Data, size_t Size) {
  static const fuzz::Folder Folder;
  StringRef Text(reinterpret_cast<const char *>(Data), Size);
  if (std::optional<driver::UnitReport> Read = driver::read(Text)) {
    std::string Once = write(*Read);
    auto Again = driver::read(Once);
    if (!Again || write(*Again) != Once)
      std::abort();
    show(std::move(*Read));
  }
  auto Known = driver::readBaseline(Folder.write("baseline.json", Text));
  if (!Known)
    consumeError(Known.takeError());
  return 0;
}
