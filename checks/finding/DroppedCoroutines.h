//===- DroppedCoroutines.h - findings about coroutines ----------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QUIESCE_FINDING_DROPPEDCOROUTINES_H
#define QUIESCE_FINDING_DROPPEDCOROUTINES_H

#include "finding/Finding.h"
#include "skeleton/DroppedCoroutines.h"
#include "skeleton/Skeleton.h"

namespace quiesce {

/// Appends a finding for each coroutine that nobody starts.
void tellDroppedCoroutines(const Program &P,
                           llvm::ArrayRef<DroppedCoroutine> Facts,
                           std::vector<Finding> &Out);

} // namespace quiesce

#endif // QUIESCE_FINDING_DROPPEDCOROUTINES_H
