//===- Cancellation.h - findings about stop tokens --------------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is told of the facts of skeleton/Cancellation.h, beside what a state
// graph shows.
//
//===----------------------------------------------------------------------===//

#ifndef QUIESCE_FINDING_CANCELLATION_H
#define QUIESCE_FINDING_CANCELLATION_H

#include "finding/Finding.h"
#include "skeleton/Cancellation.h"

namespace quiesce {

/// Appends a finding for each call that does not get the token in scope.
void tellUnpassedTokens(const Program &P, llvm::ArrayRef<UnpassedToken> Facts,
                        std::vector<Finding> &Out);

/// Appends a finding for each wait or loop that goes on when the stop of its
/// task is requested; for those that \p Out does not speak of yet.
void tellUnobservedStops(const Program &P, const StopFacts &Facts,
                         std::vector<Finding> &Out);

} // namespace quiesce

#endif // QUIESCE_FINDING_CANCELLATION_H
