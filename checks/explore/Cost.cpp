//===- Cost.cpp - what states cost ----------------------------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Steps and bytes as budgets count them.  They need not be exact, but whatever
// takes time or memory must count: a step is about a tenth of a microsecond.
//
//===----------------------------------------------------------------------===//

#include "explore/State.h"

namespace quiesce {

unsigned long copyingSteps(const State &S) {
  size_t Registers = 0;
  for (const auto &T : S.Tasks)
    for (const Frame &F : T->Frames)
      Registers += F.Registers.size();
  return 20 + (S.Heap.size() + S.Facts.size()) / 2 +
         (S.Globals.size() + Registers + size_t(S.NextSymbol)) / 16;
}

size_t ownBytes(const State &S) {
  size_t Bytes = sizeof(State) + S.Heap.size_in_bytes() +
                 S.Globals.size_in_bytes() + S.Facts.size_in_bytes();
  for (const auto &O : S.Heap)
    if (O->UseCount() == 1)
      Bytes +=
          sizeof(Object) + O->Fields.size_in_bytes() + O->Items.size_in_bytes();
  for (const auto &T : S.Tasks) {
    if (T->UseCount() > 1)
      continue;
    Bytes += sizeof(TaskState);
    for (const Frame &F : T->Frames)
      Bytes += sizeof(Frame) + F.Registers.size_in_bytes();
  }
  return Bytes;
}

} // namespace quiesce
