//===- Counters.cpp - semaphores, latches, barriers -----------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A counter is an int n.  Semaphore: n >= amount.  Latch, wait group: n <= 0.
// Barrier: n are expected, n_arrived have arrived in phase n_phase; who waits
// keeps the number of the phase, until another has begun.
//
//===----------------------------------------------------------------------===//

#include "model/Words.h"
#include "promela/Translator.h"

namespace quiesce::promela {

using model::Mode;
using model::Operation;

void Translator::count(View &V, const OpSite &Site, Ways &On) {
  std::string N = declare("n" + name(primitive(V, Site)), "int");
  std::optional<int> Known = amount(V, Site);
  if (!Known)
    return fail(V, "an amount that is not known");
  std::string Amount = std::to_string(*Known);
  Value Success = status(Site, &ResultForm::Success, true);
  switch (Site.Op) {
  case Operation::Release:
  case Operation::CountUp:
    answer(V, N + " = " + N + " + " + Amount, Value::unknown(), On);
    return;
  case Operation::CountDown:
    answer(V, N + " = " + N + " - " + Amount, Value::unknown(), On);
    return;
  case Operation::CountDownAndWait:
    if (V.Stage == 0)
      way(V, N + " = " + N + " - " + Amount, On).Next.Stage = 1;
    else
      answer(V, N + " <= 0", Value::unknown(), On);
    return;
  case Operation::Acquire:
  case Operation::AwaitZero:
    break;
  default:
    return fail(V, llvm::Twine("the operation '") + model::word(Site.Op) + "'");
  }
  bool Takes = Site.Op == Operation::Acquire;
  std::string Guard = Takes ? N + " >= " + Amount : N + " <= 0";
  answer(V, guarded(Guard, Takes ? N + " = " + N + " - " + Amount : ""),
         Success, On);
  if (Site.How == Mode::Try)
    answer(V, "!(" + Guard + ")", status(Site, &ResultForm::Empty, false), On);
  if (Site.How == Mode::Timed)
    answer(V, late(V, primitive(V, Site), Guard),
           status(Site, &ResultForm::Timeout, false), On);
}

void Translator::barrier(View &V, const OpSite &Site, Ways &On) {
  std::string N = declare("n" + name(primitive(V, Site)), "int");
  std::string Arrived = declare(N + "_arrived", "int");
  std::string Phase = declare(N + "_phase", "byte");
  if (V.Stage == 1) {
    answer(V, Phase + " != phase -> phase = 0", Value::unknown(), On);
    return;
  }
  std::optional<int> Amount = amount(V, Site);
  if (!Amount)
    return fail(V, "an amount that is not known");
  bool Drops = Site.Op == Operation::ArriveAndDrop;
  std::string After =
      Drops ? Arrived + " >= " + N + " - 1"
            : Arrived + " + " + std::to_string(*Amount) + " >= " + N;
  std::string Counts =
      Drops ? N + "--"
            : Arrived + " = " + Arrived + " + " + std::to_string(*Amount);
  answer(V, After + " -> " + Counts + "; " + Arrived + " = 0; " + Phase + "++",
         Value::unknown(), On);
  if (Site.Op == Operation::ArriveAndWait)
    way(V, "!(" + After + ") -> " + Counts + "; phase = " + Phase, On)
        .Next.Stage = 1;
  else
    answer(V, "!(" + After + ") -> " + Counts, Value::unknown(), On);
}

} // namespace quiesce::promela
