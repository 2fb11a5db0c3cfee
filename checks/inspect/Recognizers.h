//===- Recognizers.h - which primitive a class looks like -------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each fills in the row and the reasons when the class looks like it, and is
// false otherwise; it then leaves the suggestion as it was.  A body that is
// visible speaks before a name, and against it.
//
// Internal to checks/inspect.
//
//===----------------------------------------------------------------------===//

#ifndef QUIESCE_INSPECT_RECOGNIZERS_H
#define QUIESCE_INSPECT_RECOGNIZERS_H

#include "inspect/ClassEvidence.h"
#include "inspect/CommonNames.h"
#include "inspect/Suggest.h"

namespace quiesce {

/// A suggestion that is put together; it counts only once it is accepted.
class Draft {
public:
  Draft(const ClassEvidence &C, model::Primitive Kind) : C(C) {
    Made.Row.Kind = Kind;
  }

  const ClassEvidence &C;
  Suggestion Made;

  /// \p Weight: 2 for what a body shows, 1 for a name.
  model::OperationModel &add(const std::string &Member, model::Operation Op,
                             model::Mode How, const std::string &Why,
                             unsigned Weight = 2);
  void because(std::string Reason) {
    Made.Evidence.push_back(std::move(Reason));
  }
  /// Whether some member does \p Op, and waits for it without a limit.
  bool has(model::Operation Op, bool Blocking = false) const;
  /// The members that \p Kind's common names and no body speak for.  False if a
  /// body is visible that nothing was concluded from.
  bool addByName(model::Primitive Kind);
  bool accept(Suggestion &Out) {
    Out = std::move(Made);
    return true;
  }
};

// RecognizeLocks.cpp.
bool looksLikeGuard(const ClassEvidence &C, Suggestion &Out);
bool looksLikeMutex(const ClassEvidence &C, Suggestion &Out);
bool looksLikeCondition(const ClassEvidence &C, Suggestion &Out);

// RecognizeCounters.cpp: latches, events, semaphores.
bool looksLikeCounter(const ClassEvidence &C, Suggestion &Out);
bool isCalledCounter(const ClassEvidence &C, Suggestion &Out);

// RecognizeChannels.cpp.
bool looksLikeChannel(const ClassEvidence &C, Suggestion &Out);
bool isCalledChannel(const ClassEvidence &C, Suggestion &Out);

// RecognizeTasks.cpp: threads and pools of them.
bool looksLikeThread(const ClassEvidence &C, Suggestion &Out);
bool looksLikePool(const ClassEvidence &C, Suggestion &Out);

} // namespace quiesce

#endif // QUIESCE_INSPECT_RECOGNIZERS_H
