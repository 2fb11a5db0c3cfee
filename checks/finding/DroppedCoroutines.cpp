//===- DroppedCoroutines.cpp - findings about coroutines ------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "finding/DroppedCoroutines.h"

namespace quiesce {

void tellDroppedCoroutines(const Program &P,
                           llvm::ArrayRef<DroppedCoroutine> Facts,
                           std::vector<Finding> &Out) {
  for (const DroppedCoroutine &Fact : Facts) {
    Finding F;
    F.Kind = Check::DroppedTask;
    F.Where = P.Locations[Fact.Where];
    F.Message =
        "the coroutine " + Fact.Callee + " never runs: " +
        (Fact.Variable.empty() ? "nobody awaits it, its result is dropped"
                               : "nobody awaits '" + Fact.Variable + "'");
    if (Fact.Declared)
      F.Steps.push_back({P.Locations[Fact.Declared],
                         "a call of it only makes it; it runs when somebody "
                         "awaits or resumes its result"});
    F.Key = std::string(record(F.Kind).Name) + "|" + Fact.Function + "|" +
            Fact.Callee + "|coroutine";
    F.Tasks = {"the caller '" + Fact.Caller + "'"};
    Out.push_back(std::move(F));
  }
}

} // namespace quiesce
