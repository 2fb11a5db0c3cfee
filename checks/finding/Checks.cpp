//===- Checks.cpp - the records of the checks -----------------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "finding/Finding.h"
#include <cassert>

using namespace quiesce;

namespace {

// Alphabetical by name.  Columns: kind, name, title, summary, since, severity,
// confidence.  A summary is also the first sentence of the documentation page.
constexpr CheckRecord Records[] = {
    {Check::BlockedJoin, "quiesce-blocked-join",
     "join of a task that cannot end",
     "Finds joins, written out or done by a destructor, that wait for a task "
     "which on some path never ends.",
     "0.1", "warning", "high"},
    {Check::BlockedReceive, "quiesce-blocked-receive",
     "receive that nobody feeds",
     "Finds receives and selects that wait for a value which on some path "
     "nobody sends, from a channel that nobody closes.",
     "0.1", "warning", "high"},
    {Check::BlockedSend, "quiesce-blocked-send", "send that no receiver takes",
     "Finds sends to a channel that on some path no receiver takes and no "
     "buffer has room for.",
     "0.1", "warning", "high"},
    {Check::CountMismatch, "quiesce-count-mismatch",
     "count that is not reached",
     "Finds latches, wait groups, barriers and semaphores that on some path "
     "are released fewer times than somebody waits for.",
     "0.2", "warning", "high"},
    {Check::Deadlock, "quiesce-deadlock", "tasks that wait for each other",
     "Finds tasks that wait for each other over locks, channels and joins, and "
     "locks that are taken twice or never released.",
     "0.2", "error", "high"},
    {Check::DroppedTask, "quiesce-dropped-task", "task nobody waits for",
     "Finds tasks whose result is dropped at once, so that they run "
     "synchronously or never.",
     "0.2", "warning", "high"},
    {Check::EndlessTask, "quiesce-endless-task",
     "endless task that cannot be told to stop",
     "Finds spawned tasks that loop forever and have no way to be told to "
     "stop.",
     "0.1", "warning", "medium"},
    {Check::LostCancellation, "quiesce-lost-cancellation",
     "stop that is never requested",
     "Finds stop sources on which on some path nobody requests a stop while "
     "tasks wait for it.",
     "0.2", "warning", "high"},
    {Check::MissedNotify, "quiesce-missed-notify",
     "condition wait that no notification ends",
     "Finds condition waits that no notification follows, that have no "
     "predicate, or whose predicate changes outside the mutex.",
     "0.2", "warning", "high"},
    {Check::MissingClose, "quiesce-missing-close",
     "drained channel that nobody closes",
     "Finds loops that drain a channel until it is closed, where on some path "
     "nobody closes it.",
     "0.1", "warning", "high"},
    {Check::UnboundedSpawn, "quiesce-unbounded-spawn",
     "tasks spawned without bound",
     "Finds loops without a bound that spawn tasks which nothing waits for.",
     "0.1", "warning", "medium"},
    {Check::UnforwardedCancellation, "quiesce-unforwarded-cancellation",
     "stop token that is not passed on",
     "Finds calls that would take the stop token in scope and do not get it.",
     "0.2", "warning", "medium"},
    {Check::UnfulfilledPromise, "quiesce-unfulfilled-promise",
     "promise that is never set",
     "Finds promises that on some path are never set while somebody waits for "
     "their future.",
     "0.2", "warning", "high"},
    {Check::UnjoinedThread, "quiesce-unjoined-thread",
     "thread neither joined nor detached",
     "Finds thread handles that on some path are neither joined nor detached "
     "when they are destroyed.",
     "0.1", "error", "high"},
    {Check::UnobservedCancellation, "quiesce-unobserved-cancellation",
     "task that never looks at its stop token",
     "Finds tasks that have a stop token but loop or block without watching "
     "it.",
     "0.2", "warning", "medium"},
    {Check::UseAfterClose, "quiesce-use-after-close",
     "channel used after it was closed",
     "Finds sends to a channel that is closed, and channels that are closed "
     "twice.",
     "0.1", "warning", "high"},
};
static_assert(sizeof(Records) / sizeof(Records[0]) == CheckCount,
              "each check has one record");

} // namespace

const CheckRecord &quiesce::record(Check Kind) {
  for (const CheckRecord &Record : Records)
    if (Record.Kind == Kind)
      return Record;
  assert(false && "a check without a record");
  return Records[0];
}

const std::vector<const CheckRecord *> &quiesce::allChecks() {
  static const std::vector<const CheckRecord *> All = [] {
    std::vector<const CheckRecord *> Pointers;
    for (const CheckRecord &Record : Records)
      Pointers.push_back(&Record);
    return Pointers;
  }();
  return All;
}
