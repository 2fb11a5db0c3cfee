//===- Sorting.cpp - the elements of a range in another order -------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "explore/Operations.h"

namespace quiesce {

using model::Operation;
using model::Primitive;

/// The slots \p Slots in their order; false if that is not known.
bool Operations::sorted(State &S, int T, const OpSite &Site, int Type,
                        llvm::SmallVectorImpl<Value> &Slots) {
  const Value Comparator =
      Site.Body >= 0 ? M.read(S, T, Site.Body) : Value::null();
  auto Before = [&](const Value &A, const Value &B) -> std::optional<bool> {
    if (Site.Body < 0)
      return Site.Amount < 0 ? M.less(S, B, A, Type) : M.less(S, A, B, Type);
    auto Answer =
        M.evaluate(S, T, Comparator, {M.asAddress(S, A), M.asAddress(S, B)});
    return Answer ? M.truth(S, *Answer) : std::nullopt;
  };
  for (size_t I = 1; I < Slots.size(); ++I)
    for (size_t J = I; J > 0; --J) {
      auto Known = Before(Slots[J], Slots[J - 1]);
      if (!Known)
        return false;
      if (!*Known)
        break;
      std::swap(Slots[J], Slots[J - 1]);
    }
  return true;
}

/// Sorts or reverses what stands from \p First up to another position.  What is
/// at a place changes, and not the place.
void Operations::arrange(State &S, int T, const OpSite &Site, Value First) {
  Value Last = M.read(S, T, Site.Into);
  if (First.K != Value::Iter || Last.K != Value::Iter || First.A != Last.A ||
      First.Sub || Last.Sub || S.object(First.A).Open)
    return;
  const auto Items = S.object(First.A).Items;
  const int From = indexOf(S, First), To = indexOf(S, Last);
  if (From >= To)
    return;
  llvm::SmallVector<Value, 8> Slots(Items.begin() + From, Items.begin() + To);
  const int Type = S.object(First.A).Type;
  const int Element = Type >= 0 ? P.Types[Type].Element : -1;
  if (Site.Op == Operation::ReverseOrder) {
    std::reverse(Slots.begin(), Slots.end());
  } else if (S.object(First.A).Vague || !sorted(S, T, Site, Element, Slots)) {
    // Which number is where is not known.
    for (const Value &Slot : Slots)
      if (Value At = M.asAddress(S, Slot);
          At.K == Value::Cell && M.load(S, At).K == Value::Int)
        M.store(S, At, M.symbol(S));
    return;
  }
  llvm::SmallVector<llvm::IntrusiveRefCntPtr<Object>, 8> Contents;
  for (const Value &Slot : Slots)
    Contents.push_back(S.Heap[Slot.A]);
  for (size_t I = 0; I < Contents.size(); ++I)
    S.Heap[Items[From + I].A] = std::move(Contents[I]);
}

} // namespace quiesce
